namespace RingCx.Commands;

/// <summary>Puts a call on hold or takes it off.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallHold", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-RcxCallHold.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxCallHoldCommand : SwitchedCallCommand
{
    private protected override void Act(string account, string uii, bool on) =>
        Perform(account, uii, CallAction.Hold(on), () => new RcxCallAction(uii, account, "Hold", State.ToString()));
}
