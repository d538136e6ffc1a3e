namespace RingCx.Commands;

/// <summary>Opens a conference, into which Add-RingExCallParty brings calls.</summary>
[Cmdlet(VerbsCommon.New, "RingExConference", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-RingExConference.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class NewRingExConferenceCommand : RingExCommand
{
    /// <summary>Opens it.</summary>
    protected override void EndProcessing() => Perform(
        null,
        "the account",
        "open a conference",
        "The user may be in another already.",
        Client.RingEx.CreateConference(),
        static session => session,
        permission: "TelephonySessions");
}
