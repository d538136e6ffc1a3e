namespace RingCx.Commands;

/// <summary>Opens a conference, into which Add-RingExCallParty brings calls.</summary>
[Cmdlet(VerbsCommon.New, "RingExConference", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "New-RingExConference.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class NewRingExConferenceCommand : RingExCommand
{
    /// <summary>Opens it.</summary>
    protected override void EndProcessing()
    {
        if (!ShouldProcess("the account", "Open a conference"))
            return;

        try
        {
            if (Await(Client.RingEx.CreateConferenceAsync) is { } session)
                WriteObject(new RingExCallSession(session));
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.FromRingEx(e, "open a conference", null, "TelephonySessions", null, "The user may be in another already.", acts: true));
        }
    }
}
