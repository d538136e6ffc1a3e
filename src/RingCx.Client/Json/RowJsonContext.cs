namespace RingCx.Client.Json;

/// <summary>Rows that come as whole lists, each read by its converter.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AccountConverter), typeof(AgentStateConverter), typeof(QueueStateConverter)])]
[JsonSerializable(typeof(List<RcxAccount>))]
[JsonSerializable(typeof(List<RcxAgentState>))]
[JsonSerializable(typeof(List<RcxQueueState>))]
internal sealed partial class RowJsonContext : JsonSerializerContext;
