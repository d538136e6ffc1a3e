namespace RingCx;

/// <summary>An account that the user can see (OpenAPI: Account).</summary>
public sealed class RcxAccount
{
    internal RcxAccount(string accountId, string? accountName, string? mainAccountId)
    {
        AccountId = accountId;
        AccountName = accountName;
        MainAccountId = mainAccountId;
    }

    /// <summary>The account's id.</summary>
    public string AccountId { get; }

    /// <summary>The account's name; null where the service gives none.</summary>
    public string? AccountName { get; }

    /// <summary>The main account it belongs to; null where the service gives none.</summary>
    public string? MainAccountId { get; }

    /// <summary>The accounts of the service's answer that have an id.</summary>
    internal static IReadOnlyList<RcxAccount> From(IReadOnlyList<Account> accounts) =>
        [.. from a in accounts where a?.AccountId is not null select new RcxAccount(a.AccountId!, a.AccountName, a.MainAccountId)];

    /// <summary>The id, and the name where there is one.</summary>
    public override string ToString() => AccountName is null ? AccountId : $"{AccountId} ({AccountName})";
}
