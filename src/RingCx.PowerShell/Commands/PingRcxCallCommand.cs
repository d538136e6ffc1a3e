namespace RingCx.Commands;

/// <summary>Keeps a call from being archived while something else goes on.</summary>
[Cmdlet(VerbsDiagnostic.Ping, "RcxCall", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpPages.Root + "Ping-RcxCall.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class PingRcxCallCommand : CallCommand
{
    private protected override void Act(string account, string uii) => Perform(account, uii, CallAction.Ping);
}
