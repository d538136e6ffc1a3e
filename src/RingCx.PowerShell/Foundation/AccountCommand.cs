namespace RingCx.Foundation;

/// <summary>The base of the commands that work on an account.</summary>
public abstract class AccountCommand : ConnectedCommand
{
    private protected AccountCommand()
    {
    }

    /// <summary>The account; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? AccountId { get; set; }

    /// <summary>Whether it is an account, or a row that was made of one. Any other row with an AccountId does not ask for all calls of that account.</summary>
    private protected static bool IsAccount(PSObject value) => value.BaseObject is RcxAccount || (value.BaseObject is PSCustomObject
        && value.Properties["AccountId"] is not null && (value.Properties["AccountName"] ?? value.Properties["MainAccountId"]) is not null && value.Properties["BaseUri"] is null);
}
