namespace RingCx.Commands;

/// <summary>Hangs up: ends a session for everybody in it. Asks before it does.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RingExCallSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Stop-RingExCallSession.md")]
[OutputType(typeof(void))]
public sealed class StopRingExCallSessionCommand : RingExSessionCommand
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Confirmed(string target, string action) => ConfirmedUnless(Force, target, action);

    private protected override void Act(string session) => Perform(
        session,
        "session " + session,
        "hang up",
        "The call may have ended already.",
        Client.RingEx.DropSession(session));
}
