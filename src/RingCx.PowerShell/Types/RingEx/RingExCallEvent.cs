namespace RingCx;

/// <summary>A change of a telephony session, as RingEX's WebSocket tells it (sample: telephony-session-event.json). Any property can be null but Parties and At.</summary>
public sealed class RingExCallEvent
{
    internal RingExCallEvent(TelephonySessionEvent change, DateTimeOffset receivedAt)
    {
        TelephonySessionId = change.TelephonySessionId;
        SessionId = change.SessionId;
        Sequence = change.Sequence;
        EventTime = change.EventTime;
        Parties = RingExCallParty.From(change.Parties, change.TelephonySessionId);
        Origin = change.Origin?.Type;
        ServerId = change.ServerId;
        At = receivedAt;
    }

    /// <summary>The session's id: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; }

    /// <summary>The session's other id, digits.</summary>
    public string? SessionId { get; }

    /// <summary>Counts the events of one session.</summary>
    public int? Sequence { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventTime { get; }

    /// <summary>The parties that changed, as they are now.</summary>
    public RingExCallParty[] Parties { get; }

    /// <summary>Where the session comes from: Call, RingOut, RingMe, Conference, CallOut and so on.</summary>
    public string? Origin { get; }

    /// <summary>The service's server that has the session.</summary>
    public string? ServerId { get; }

    /// <summary>When it was received, by this machine's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The session's id.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;
}
