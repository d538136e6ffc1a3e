namespace RingCx.Client.Events;

/// <summary>What is sent to the service (samples: heart-beat-request.json, subscription-request.json).</summary>
internal static class EventRequests
{
    /// <summary>Asks for a sign of life.</summary>
    public static ArraySegment<byte> Heartbeat() => Write(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Heartbeat");
        writer.WriteString("messageId", Guid.NewGuid().ToString());
        writer.WriteEndObject();
    });

    /// <summary>Asks for events.</summary>
    /// <param name="messageId">What the answer is known by.</param>
    /// <param name="eventFilters">The paths of what the events are to be about.</param>
    public static ArraySegment<byte> Subscription(string messageId, IReadOnlyList<string> eventFilters) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "ClientRequest");
        writer.WriteString("messageId", messageId);
        writer.WriteString("method", "POST");
        writer.WriteString("path", "/restapi/v1.0/subscription/");
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteStartArray("eventFilters");
        foreach (var filter in eventFilters)
            writer.WriteStringValue(filter);

        writer.WriteEndArray();
        writer.WriteStartObject("deliveryMode");
        writer.WriteString("transportType", "WebSocket");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static ArraySegment<byte> Write(Action<Utf8JsonWriter> content)
    {
        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            content(writer);
            writer.WriteEndArray();
        }

        return new ArraySegment<byte>(bytes.ToArray());
    }
}
