namespace RingCx.Client.Json;

/// <summary>The JSON of the services, read by generated code. Unknown fields are ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(LenientStringConverter), typeof(LenientBooleanConverter), typeof(ServiceTimeConverter)])]
[JsonSerializable(typeof(RcxActiveCall))]
[JsonSerializable(typeof(List<RcxAccount>))]
[JsonSerializable(typeof(List<GateGroupAnswer>))]
[JsonSerializable(typeof(List<AgentGroupAnswer>))]
[JsonSerializable(typeof(List<AgentAnswer>))]
[JsonSerializable(typeof(List<DispositionAnswer>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(PrerouteCheckAnswer))]
[JsonSerializable(typeof(RingCentralTokenAnswer))]
[JsonSerializable(typeof(RingCxTokenAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(CallLogPageAnswer))]
[JsonSerializable(typeof(TelephonySession))]
[JsonSerializable(typeof(TelephonyParty))]
[JsonSerializable(typeof(TelephonyRecording))]
[JsonSerializable(typeof(WebSocketTokenAnswer))]
[JsonSerializable(typeof(EventMeta))]
[JsonSerializable(typeof(EventConnectionDetails))]
[JsonSerializable(typeof(EventSubscriptionAnswer))]
[JsonSerializable(typeof(EventNotification))]
[JsonSerializable(typeof(TelephonySessionEvent))]
internal sealed partial class RingCxJsonContext : JsonSerializerContext;
