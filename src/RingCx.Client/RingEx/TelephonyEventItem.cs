namespace RingCx.Client;

/// <summary>
/// The next thing that a <see cref="TelephonyEventReader"/> has to tell: an event, or that some may be missing. Either <see cref="Event"/>
/// or <see cref="Gap"/> is null.
/// </summary>
public sealed class TelephonyEventItem
{
    internal TelephonyEventItem(RingExCallEvent telephonyEvent, DateTimeOffset receivedAt, DateTimeOffset? timestamp) =>
        (Event, ReceivedAt, Timestamp) = (telephonyEvent, receivedAt, timestamp);

    internal TelephonyEventItem(TelephonyEventGap gap, DateTimeOffset receivedAt) =>
        (Gap, ReceivedAt) = (gap, receivedAt);

    /// <summary>What happened; null for a gap.</summary>
    public RingExCallEvent? Event { get; }

    /// <summary>The time of which events may be missing; null for an event.</summary>
    public TelephonyEventGap? Gap { get; }

    /// <summary>When the event was received, or the gap was noticed, by this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>When the service sent the event for the first time, by its own clock; null where it does not tell, and for a gap.</summary>
    public DateTimeOffset? Timestamp { get; }
}
