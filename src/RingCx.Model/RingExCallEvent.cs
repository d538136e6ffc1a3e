namespace RingCx;

/// <summary>
/// A change of a telephony session, as RingEX's WebSocket tells it (sample: telephony-session-event.json). Any property can be null but
/// Parties and At.
/// </summary>
public sealed class RingExCallEvent
{
    internal RingExCallEvent() { }

    /// <summary>The session's id: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; internal set; }

    /// <summary>The session's other id, digits.</summary>
    public string? SessionId { get; internal set; }

    /// <summary>Counts the events of one session.</summary>
    public int? Sequence { get; internal set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventTime { get; internal set; }

    /// <summary>The parties that changed, as they are now.</summary>
    public RingExCallParty[] Parties { get; internal set; } = [];

    /// <summary>Where the session comes from: Call, RingOut, RingMe, Conference, CallOut and so on.</summary>
    public string? Origin { get; internal set; }

    /// <summary>The service's server that has the session.</summary>
    public string? ServerId { get; internal set; }

    /// <summary>When it was received, by this machine's clock.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The session's id.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;

    /// <summary>Adds what the service does not tell, or does not repeat in each party.</summary>
    internal RingExCallEvent ReceivedAt(DateTimeOffset at)
    {
        At = at;
        Parties = RingExCallParty.In(TelephonySessionId, Parties);
        return this;
    }
}
