namespace RingCx.Commands;

/// <summary>Opens a conference, into which Add-RingExCallParty brings calls.</summary>
[Cmdlet(VerbsCommon.New, "RingExConference", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-RingExConference.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class NewRingExConferenceCommand : RingExCommand, IActingCommand
{
    private const string TheAccount = "the account";

    /// <summary>
    /// Emits one object for each conference, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.
    /// </summary>
    [Parameter]
    public SwitchParameter AsOutcome { get; set; }

    /// <summary>
    /// The item's name across runs: what the audit file of Connect-Rcx -AuditPath has as done under this name, account and action is not
    /// sent again, nor what it has as begun.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OnceKey { get; set; }

    PSObject? IActingCommand.InputObject => null;

    /// <summary>Opens it.</summary>
    protected override void ProcessRecord() => ActOn(TheAccount, null, () => Perform(
        null,
        TheAccount,
        "open a conference",
        "The user may be in another already.",
        Client.RingEx.CreateConference(),
        static session => session,
        permission: "TelephonySessions"));
}
