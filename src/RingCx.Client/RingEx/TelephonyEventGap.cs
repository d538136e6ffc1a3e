namespace RingCx.Client;

/// <summary>A time of which events may be missing. How things stand after it, the active calls and their sessions tell.</summary>
public sealed class TelephonyEventGap
{
    internal TelephonyEventGap(DateTimeOffset from, DateTimeOffset to, string reason) =>
        (From, To, Reason) = (from, to, reason);

    /// <summary>The last moment up to which every event was read, by this machine's clock.</summary>
    public DateTimeOffset From { get; }

    /// <summary>From when events are read again, by this machine's clock; the same as <see cref="From"/> for a single event.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Why, for a person.</summary>
    public string Reason { get; }
}
