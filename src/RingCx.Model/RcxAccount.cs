namespace RingCx;

/// <summary>An account that the user can see (OpenAPI: Account).</summary>
public sealed class RcxAccount
{
    internal RcxAccount() { }

    /// <summary>The account's id.</summary>
    public string AccountId { get; internal set; } = null!;

    /// <summary>The account's name; null where the service gives none.</summary>
    public string? AccountName { get; internal set; }

    /// <summary>The main account it belongs to; null where the service gives none.</summary>
    public string? MainAccountId { get; internal set; }

    /// <summary>The id, and the name where there is one.</summary>
    public override string ToString() => AccountName is null ? AccountId : $"{AccountId} ({AccountName})";
}
