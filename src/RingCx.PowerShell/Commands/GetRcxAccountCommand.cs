namespace RingCx.Commands;

/// <summary>Lists the accounts that the user can see.</summary>
[Cmdlet(VerbsCommon.Get, "RcxAccount", HelpUri = HelpPages.Root + "Get-RcxAccount.md")]
[OutputType(typeof(RcxAccount))]
public sealed class GetRcxAccountCommand : ConnectedCommand
{
    /// <summary>Lists.</summary>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(Await(Client.Directory.GetAccountsAsync), true);
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.From(e, "list the accounts", null));
        }
    }
}
