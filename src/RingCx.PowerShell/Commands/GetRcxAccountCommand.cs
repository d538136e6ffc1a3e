namespace RingCx.Commands;

/// <summary>Lists the accounts that the user can see.</summary>
[Cmdlet(VerbsCommon.Get, "RcxAccount", HelpUri = HelpPages.Root + "Get-RcxAccount.md")]
[OutputType(typeof(RcxAccount))]
public sealed class GetRcxAccountCommand : ConnectedCommand
{
    /// <summary>Lists.</summary>
    protected override void ProcessRecord()
    {
        if (TryAwait(Client.Directory.GetAccountsAsync, static e => ErrorRecords.From(e, "list the accounts", null), out var accounts))
            WriteObject(accounts, true);
    }
}
