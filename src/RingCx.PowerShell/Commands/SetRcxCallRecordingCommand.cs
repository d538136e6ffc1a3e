namespace RingCx.Commands;

/// <summary>Starts or stops the recording of a call.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallRecording", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-RcxCallRecording.md")]
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

    private protected override void Act(string account, string uii) =>
        Perform(account, uii, CallAction.Record(State == RcxSwitchState.On));
}
