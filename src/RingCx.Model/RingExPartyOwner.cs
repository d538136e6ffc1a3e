namespace RingCx;

/// <summary>Whose party it is (OpenAPI: owner). Any property can be null.</summary>
public sealed class RingExPartyOwner
{
    internal RingExPartyOwner(string? accountId, string? extensionId)
    {
        AccountId = accountId;
        ExtensionId = extensionId;
    }

    /// <summary>The id of the RingEX account.</summary>
    public string? AccountId { get; }

    /// <summary>The id of the extension.</summary>
    public string? ExtensionId { get; }

    /// <summary>The extension's id.</summary>
    public override string ToString() => ExtensionId ?? string.Empty;
}
