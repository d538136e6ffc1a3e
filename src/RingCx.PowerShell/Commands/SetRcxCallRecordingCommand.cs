namespace RingCx.Commands;

/// <summary>Starts or stops the recording of a call.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallRecording", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-RcxCallRecording.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxCallRecordingCommand : CallCommand
{
    /// <summary>On or Off.</summary>
    [Parameter(Position = 0)]
    public RcxSwitchState? State { get; set; }

    /// <summary>Checks that the state is given.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(State, nameof(State), "Give -State On or -State Off.");
    }

    private protected override void Act(string account, string uii)
    {
        var on = State == RcxSwitchState.On;
        Perform(
            uii,
            on ? "start recording" : "stop recording",
            on ? "The call may be recorded already." : "The call may not be recorded now.",
            (calls, progress, cancellationToken) => calls.SetRecordingAsync(account, uii, on, progress, cancellationToken),
            () => new RcxCallAction(uii, account, "Recording", State.ToString()));
    }
}
