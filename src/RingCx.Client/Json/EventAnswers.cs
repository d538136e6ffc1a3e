namespace RingCx.Client.Json;

/// <summary>The first element of every message of RingEX's WebSocket (samples: ringex-events).</summary>
internal sealed class EventMeta
{
    public string? Type { get; set; }

    public string? MessageId { get; set; }

    /// <summary>A number; read as a text, since a status that is none must not lose the message.</summary>
    public string? Status { get; set; }

    public EventRecoveryPoint? Wsc { get; set; }
}

/// <summary>The point from which the service can go on after a drop (sample: connection-details.json, <c>wsc</c>).</summary>
internal sealed class EventRecoveryPoint
{
    public string? Token { get; set; }

    public long? Sequence { get; set; }
}

/// <summary>What the service says when a connection stands (samples: connection-details.json, session-recovery.json).</summary>
internal sealed class EventConnectionDetails
{
    /// <summary><c>Successful</c> or <c>Failed</c>; null where no recovery was asked for.</summary>
    public string? RecoveryState { get; set; }

    /// <summary>Seconds after a drop during which a recovery is possible.</summary>
    public double? RecoveryTimeout { get; set; }

    /// <summary>The most events that a recovery sends again.</summary>
    public double? RecoveryBufferSize { get; set; }
}

/// <summary>A subscription as the service made it (docs/service-notes.md: subscribe).</summary>
internal sealed class EventSubscriptionAnswer
{
    /// <summary>Seconds.</summary>
    public double? ExpiresIn { get; set; }
}

/// <summary>An event but for its body (samples: telephony-session-event.json, websocket-notification.json).</summary>
internal sealed class EventNotification
{
    public string? Uuid { get; set; }

    /// <summary>The path of what it is about.</summary>
    public string? Event { get; set; }

    public DateTimeOffset? Timestamp { get; set; }
}
