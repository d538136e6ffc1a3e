namespace RingCx.Client;

/// <summary>An account that the user can see (OpenAPI: getAllAccounts). Any property can be null.</summary>
public sealed class Account
{
    /// <summary>The account's id.</summary>
    public string? AccountId { get; set; }

    /// <summary>The account's name.</summary>
    public string? AccountName { get; set; }

    /// <summary>The id of the main account it belongs to.</summary>
    public string? MainAccountId { get; set; }
}
