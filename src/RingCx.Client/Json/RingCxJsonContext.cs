namespace RingCx.Client.Json;

/// <summary>The JSON of the services, read by generated code. Unknown fields are ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(LenientStringConverter), typeof(LenientBooleanConverter), typeof(ServiceTimeConverter), typeof(SecondsConverter),
        typeof(RingExActiveCallConverter), typeof(RingExCallSessionConverter), typeof(RingExCallEventConverter),
        typeof(RingExCallPartyConverter), typeof(RingExCallRecordingConverter),
    ])]
[JsonSerializable(typeof(List<GateGroupAnswer>))]
[JsonSerializable(typeof(List<AgentGroupAnswer>))]
[JsonSerializable(typeof(List<AgentAnswer>))]
[JsonSerializable(typeof(List<DispositionAnswer>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(PrerouteCheckAnswer))]
[JsonSerializable(typeof(QueueAvailabilityAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(CallLogPageAnswer))]
[JsonSerializable(typeof(RingExCallSession))]
[JsonSerializable(typeof(RingExCallParty))]
[JsonSerializable(typeof(RingExCallRecording))]
[JsonSerializable(typeof(WebSocketTokenAnswer))]
[JsonSerializable(typeof(EventMeta))]
[JsonSerializable(typeof(EventConnectionDetails))]
[JsonSerializable(typeof(EventSubscriptionAnswer))]
[JsonSerializable(typeof(EventNotification))]
[JsonSerializable(typeof(RingExCallEvent))]
internal sealed partial class RingCxJsonContext : JsonSerializerContext;
