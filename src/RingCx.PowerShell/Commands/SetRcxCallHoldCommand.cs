using System.Management.Automation;

namespace RingCx.Commands;

/// <summary>Puts a call on hold or takes it off.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallHold", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxCallHoldCommand : SwitchedCallCommand
{
    private protected override void Act(string account, string uii, bool on) => Perform(
        uii,
        on ? "put the call on hold" : "take the call off hold",
        on ? "The call may be on hold already, or still wait in a queue." : "The call may not be on hold now.",
        (calls, progress, cancellationToken) => calls.SetHoldAsync(account, uii, on, progress, cancellationToken),
        () => new RcxCallAction(uii, account, "Hold", State.ToString()));
}
