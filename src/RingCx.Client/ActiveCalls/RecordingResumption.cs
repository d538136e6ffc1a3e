namespace RingCx.Client;

/// <summary>How a <see cref="RecordingPause"/> ended.</summary>
public enum RecordingResumption
{
    /// <summary>The call is recorded again.</summary>
    Resumed,

    /// <summary>The call has ended: nothing is left to record.</summary>
    CallEnded,

    /// <summary>Another pause of the same call goes on, which is to resume the recording.</summary>
    PausedByAnother,

    /// <summary>Recording could not be started again.</summary>
    NotResumed,
}
