using System.Text.Json.Nodes;

namespace RingCx.Client.Events;

/// <summary>What is sent to the service (samples: heart-beat-request.json, subscription-request.json).</summary>
internal static class EventRequests
{
    public static ArraySegment<byte> Heartbeat() =>
        Write(new JsonObject { ["type"] = "Heartbeat", ["messageId"] = Guid.NewGuid().ToString() });

    public static ArraySegment<byte> Subscription(string messageId, IReadOnlyList<string> eventFilters) => Write(
        new JsonObject
        {
            ["type"] = "ClientRequest",
            ["messageId"] = messageId,
            ["method"] = "POST",
            ["path"] = "/restapi/v1.0/subscription/",
        },
        new JsonObject
        {
            ["eventFilters"] = new JsonArray([.. eventFilters.Select(static filter => JsonValue.Create(filter))]),
            ["deliveryMode"] = new JsonObject { ["transportType"] = "WebSocket" },
        });

    private static ArraySegment<byte> Write(params JsonNode[] message) =>
        new(Encoding.UTF8.GetBytes(new JsonArray(message).ToJsonString()));
}
