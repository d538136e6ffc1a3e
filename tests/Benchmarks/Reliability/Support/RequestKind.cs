namespace RingCx.Reliability.Support;

/// <summary>What is asked of the client.</summary>
internal enum RequestKind
{
    Listing,
    Lookup,
    Ping,
    RecordingOff,
    RecordingOn,
    Hold,
    Unhold,
    HangUp,
    Dial,
    AddSession,
    RemoveSession,
    Disposition,
    Requeue,
}
