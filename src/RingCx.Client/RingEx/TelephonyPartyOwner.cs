namespace RingCx.Client;

/// <summary>Whose party it is (OpenAPI: <c>owner</c>). Any property can be null.</summary>
public sealed class TelephonyPartyOwner
{
    /// <summary>The account's id.</summary>
    public string? AccountId { get; set; }

    /// <summary>The extension's id.</summary>
    public string? ExtensionId { get; set; }
}
