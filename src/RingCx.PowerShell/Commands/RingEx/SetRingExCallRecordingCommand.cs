namespace RingCx.Commands;

/// <summary>Starts, pauses or resumes the recording of a party's call.</summary>
[Cmdlet(VerbsCommon.Set, "RingExCallRecording", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-RingExCallRecording.md")]
[OutputType(typeof(RingExCallRecording))]
public sealed class SetRingExCallRecordingCommand : RingExPartyCommand
{
    private const string NothingToPause = "The party's call is not being recorded, so there is nothing to pause.";
    private const string Hint = "The call must be answered, and the user allowed to record on demand.";

    /// <summary>On starts the recording, or resumes one that is paused; Off pauses it.</summary>
    [Parameter(Position = 0)]
    public RcxSwitchState? State { get; set; }

    /// <summary>
    /// The recording; by default the one that the party has, which costs a request more. Not from the pipe: an active call's recording has
    /// an id of another kind.
    /// </summary>
    [Parameter]
    public string? RecordingId { get; set; }

    /// <summary>Checks that the state is given.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(State, nameof(State), "Give -State On or -State Off.");
    }

    private protected override void Act(string session, string party)
    {
        var on = State == RcxSwitchState.On;
        string? recording = null;
        if (!string.IsNullOrWhiteSpace(RecordingId)
            && (recording = TelephonyIdOrError(RecordingId, nameof(RecordingId), "Give a recording's id.", session)) is null)
        {
            return;
        }

        // The question comes before the request that only looks: -WhatIf sends nothing.
        if (!IsConfirmed(Target(party), on ? "Start recording" : "Pause the recording"))
            return;

        if (recording is null)
        {
            if (PartyOrError(session, party) is not { } found)
                return;

            recording = found.Recordings.FirstOrDefault(static one => one is not null)?.RecordingId;
        }

        if (recording is not null)
            Record(on ? "resume the recording" : "pause the recording", Client.RingEx.SetRecording(session, party, recording, on));
        else if (on)
            Record("start recording", Client.RingEx.StartRecording(session, party));
        else
            ReportError(ErrorRecords.ActionRefused("pause the recording", session, NothingToPause));

        void Record(string what, ServiceAction<RingExCallRecording?> action) =>
            Perform(session, party, what, Hint, action, answer => answer.Of(session, party));
    }

    // Asked above, once for both requests.
    private protected override bool Confirmed(string target, string action) => true;
}
