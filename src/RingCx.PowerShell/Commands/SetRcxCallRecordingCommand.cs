namespace RingCx.Commands;

/// <summary>Starts or stops the recording of a call.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallRecording", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-RcxCallRecording.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxCallRecordingCommand : SwitchedCallCommand
{
    private protected override void Act(string account, string uii, bool on) => Perform(
        uii,
        on ? "start recording" : "stop recording",
        on ? "The call may be recorded already." : "The call may not be recorded now.",
        (calls, progress, cancellationToken) => calls.SetRecordingAsync(account, uii, on, progress, cancellationToken),
        () => new RcxCallAction(uii, account, "Recording", State.ToString()));
}
