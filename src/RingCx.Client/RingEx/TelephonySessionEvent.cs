namespace RingCx.Client;

/// <summary>A change of a telephony session, as the WebSocket tells it (sample: telephony-session-event.json). Any property can be null.</summary>
public sealed class TelephonySessionEvent
{
    /// <summary>Counts the events of one session.</summary>
    public int? Sequence { get; set; }

    /// <summary>The session's id, digits.</summary>
    public string? SessionId { get; set; }

    /// <summary>The session's id for call control.</summary>
    public string? TelephonySessionId { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>The parties that changed.</summary>
    public List<TelephonyParty?>? Parties { get; set; }

    /// <summary>Where the session comes from.</summary>
    public TelephonyOrigin? Origin { get; set; }

    /// <summary>The server that has the session.</summary>
    public string? ServerId { get; set; }
}
