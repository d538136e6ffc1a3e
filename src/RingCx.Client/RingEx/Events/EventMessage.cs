namespace RingCx.Client.Events;

/// <summary>A message of the service, as far as it is understood: of one that is foreign every property is null.</summary>
internal sealed class EventMessage
{
    private const string TelephonySessions = "/telephony/sessions";

    private EventMessage(DateTimeOffset receivedAt) => ReceivedAt = receivedAt;

    public DateTimeOffset ReceivedAt { get; }
    public string? MessageId { get; private set; }
    public int? Status { get; private set; }

    /// <summary>The service's answer to this side, or its word that the connection ends.</summary>
    public bool IsError { get; private set; }

    /// <summary>The answer to a request, good or bad.</summary>
    public bool IsAnswer { get; private set; }

    /// <summary>The code of an error; null where there is none, or none that looks like one.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>The permission that the user lacks; null where the service does not name it.</summary>
    public string? Permission { get; private set; }

    /// <summary>Where the service can go on from after a drop.</summary>
    public EventRecoveryPoint? RecoveryPoint { get; private set; }

    /// <summary>What the service says when a connection stands.</summary>
    public EventConnectionDetails? Details { get; private set; }

    /// <summary>How long a new subscription is good.</summary>
    public TimeSpan? ExpiresIn { get; private set; }

    /// <summary>An event of telephony sessions, readable or not.</summary>
    public EventNotification? Notification { get; private set; }

    /// <summary>What the notification tells; null where that cannot be read.</summary>
    public RingExCallEvent? Event { get; private set; }

    /// <summary>Why the service ends the connection; null for any other message.</summary>
    public string? Farewell => !IsError
        ? null
        : ErrorCode switch
        {
            "WSG-902" => "The service ended it, since nothing was sent for too long (WSG-902).",
            "WSG-903" => "The service ended it for its age (WSG-903).",
            _ => null,
        };

    /// <summary>A message that is none of the service's.</summary>
    public static EventMessage Foreign(DateTimeOffset receivedAt) => new(receivedAt);

    /// <summary>Reads a message; never throws for what is in it.</summary>
    public static EventMessage Parse(ReadOnlyMemory<byte> text, DateTimeOffset receivedAt)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0
                && root[0].Deserialize(RingCxJsonContext.Default.EventMeta) is { } meta)
            {
                return Read(meta, root.GetArrayLength() > 1 ? root[1] : default, receivedAt);
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Not the service's.
        }

        return Foreign(receivedAt);
    }

    private static EventMessage Read(EventMeta meta, JsonElement body, DateTimeOffset receivedAt)
    {
        var message = new EventMessage(receivedAt)
        {
            MessageId = meta.MessageId,
            RecoveryPoint = meta.Wsc,
            Status = int.TryParse(meta.Status, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null,
        };
        var isObject = body.ValueKind == JsonValueKind.Object;
        switch (meta.Type)
        {
            case "ConnectionDetails":
                message.Details = (isObject ? body.Deserialize(RingCxJsonContext.Default.EventConnectionDetails) : null) ?? new();
                break;
            case "Error":
                message.IsError = true;
                message.ReadError(body);
                break;
            case "ClientRequest":
                message.IsAnswer = true;
                if (message.Status >= 400)
                    message.ReadError(body);

                message.ExpiresIn = isObject ? Lifetime(body) : null;
                break;
            case "ServerNotification" when isObject:
                message.ReadNotification(body);
                break;
        }

        return message;
    }

    private void ReadError(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object)
            (ErrorCode, Permission, _) = ServiceErrors.Read(Encoding.UTF8.GetBytes(body.GetRawText()));
    }

    // Another body than the documented one must not make a good answer a bad one.
    private static TimeSpan? Lifetime(JsonElement body)
    {
        var answer = TryRead(() => body.Deserialize(RingCxJsonContext.Default.EventSubscriptionAnswer));
        return answer?.ExpiresIn is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static T? TryRead<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    // The second is what the parser throws for a text that is not UTF-8.
    private static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException;

    private void ReadNotification(JsonElement body)
    {
        var notification = body.Deserialize(RingCxJsonContext.Default.EventNotification);
        if (notification?.Event?.Split('?')[0].EndsWith(TelephonySessions, StringComparison.Ordinal) == true)
        {
            Notification = notification;
            Event = body.TryGetProperty("body", out var inner) && inner.ValueKind == JsonValueKind.Object
                ? TryRead(() => inner.Deserialize(RingCxJsonContext.Default.RingExCallEvent)?.ReceivedAt(ReceivedAt))
                : null;
        }
    }
}
