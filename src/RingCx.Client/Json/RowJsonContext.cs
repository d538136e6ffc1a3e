namespace RingCx.Client.Json;

/// <summary>The rows of listings, each read by its converter.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AccountConverter), typeof(ActiveCallConverter), typeof(AgentStateConverter), typeof(QueueStateConverter)])]
[JsonSerializable(typeof(List<RcxAccount>))]
[JsonSerializable(typeof(RcxActiveCall))]
[JsonSerializable(typeof(List<RcxAgentState>))]
[JsonSerializable(typeof(List<RcxQueueState>))]
internal sealed partial class RowJsonContext : JsonSerializerContext;
