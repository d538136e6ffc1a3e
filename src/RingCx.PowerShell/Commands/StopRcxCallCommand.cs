namespace RingCx.Commands;

/// <summary>Hangs up: ends a call for everybody on it. Asks before it does.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RcxCall", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Stop-RcxCall.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class StopRcxCallCommand : CallCommand
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Act(string account, string uii) => Perform(account, uii, CallAction.HangUp);

    private protected override bool Confirmed(string target, string action) => ConfirmedUnless(Force, target, action);
}
