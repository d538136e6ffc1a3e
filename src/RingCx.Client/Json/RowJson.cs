using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client.Json;

/// <summary>
/// The JSON of the rows that are as the service sends them. The model knows no JSON and lets nobody but the client set a property: the
/// generated code knows the names and the converters, and is given here what makes a row and sets its properties.
/// </summary>
internal static class RowJson
{
    // The properties that the service calls otherwise, each with its names there.
    private static readonly Dictionary<string, string[]> AgentStateNames = new()
    {
        [nameof(RcxAgentState.AccountId)] = ["subaccountId"],
        [nameof(RcxAgentState.CallSourceDescription)] = ["callSourceDesc"],
        [nameof(RcxAgentState.Ani)] = ["callAni"],
        [nameof(RcxAgentState.Dnis)] = ["callDnis"],
        [nameof(RcxAgentState.LoginType)] = ["agentLoginType"],
        [nameof(RcxAgentState.Phone)] = ["agentPhone"],
        [nameof(RcxAgentState.Profile)] = ["profileName"],
        [nameof(RcxAgentState.RingNoAnswer)] = ["rna"],
        [nameof(RcxAgentState.State)] = ["agentState"],
        [nameof(RcxAgentState.TalkTime)] = ["totalTalkTime"],
        [nameof(RcxAgentState.Uii)] = ["callUii"],
    };

    // Two names: a voice queue's, then a chat queue's.
    private static readonly Dictionary<string, string[]> QueueStateNames = new()
    {
        [nameof(RcxQueueState.AccountId)] = ["subaccountId"],
        [nameof(RcxQueueState.GateId)] = ["gateId", "chatQueueId"],
        [nameof(RcxQueueState.GateName)] = ["gateName", "chatQueueName"],
        [nameof(RcxQueueState.GateGroupId)] = ["gateGroupId", "chatQueueGroupId"],
        [nameof(RcxQueueState.GroupName)] = ["groupName", "chatQueueGroupName"],
        [nameof(RcxQueueState.TotalTalkTime)] = ["totalTalkTime", "totalChatTime"],
    };

    private static readonly JsonSerializerOptions Options = new(RingCxJsonContext.Default.Options)
    {
        TypeInfoResolver = RingCxJsonContext.Default.WithAddedModifier(LetRowsBeMade),
    };

    public static JsonTypeInfo<List<RcxAccount>> Accounts { get; } =
        (JsonTypeInfo<List<RcxAccount>>)Options.GetTypeInfo(typeof(List<RcxAccount>));

    public static JsonTypeInfo<RcxActiveCall> ActiveCall { get; } = (JsonTypeInfo<RcxActiveCall>)Options.GetTypeInfo(typeof(RcxActiveCall));

    // Asked for by few, so not made before.
    public static JsonTypeInfo<List<RcxAgentState>> AgentStates =>
        (JsonTypeInfo<List<RcxAgentState>>)Options.GetTypeInfo(typeof(List<RcxAgentState>));

    public static JsonTypeInfo<List<RcxQueueState>> QueueStates =>
        (JsonTypeInfo<List<RcxQueueState>>)Options.GetTypeInfo(typeof(List<RcxQueueState>));

    private static void LetRowsBeMade(JsonTypeInfo type)
    {
        switch (type)
        {
            case JsonTypeInfo<RcxAccount> account:
                account.CreateObject = static () => new RcxAccount();
                LetPropertiesBeSet(type);
                break;
            case JsonTypeInfo<RcxActiveCall> call:
                call.CreateObject = static () => new RcxActiveCall();
                LetPropertiesBeSet(type);
                break;
            case JsonTypeInfo<RcxAgentState> agent:
                agent.CreateObject = static () => new RcxAgentState();
                NameProperties(type, AgentStateNames);
                break;
            case JsonTypeInfo<RcxQueueState> queue:
                queue.CreateObject = static () => new RcxQueueState();
                NameProperties(type, QueueStateNames);
                break;
        }
    }

    private static void LetPropertiesBeSet(JsonTypeInfo type)
    {
        var properties = RowProperty.Of(type.Type).ToDictionary(static property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var field in type.Properties)
            field.Set = properties.TryGetValue(field.Name, out var property) ? property.Set : null;
    }

    // The same for rows with names of their own, whose numbers may be missing, null, empty or texts.
    private static void NameProperties(JsonTypeInfo type, Dictionary<string, string[]> names)
    {
        type.Properties.Clear();
        foreach (var property in RowProperty.Of(type.Type))
        {
            if (!names.TryGetValue(property.Name, out var theirs))
                theirs = [JsonNamingPolicy.CamelCase.ConvertName(property.Name)];

            foreach (var name in theirs)
            {
                var field = type.CreateJsonPropertyInfo(property.Type, name);
                field.Set = property.Set;
                field.CustomConverter = property.Type == typeof(int?) ? new LenientInt32Converter()
                    : property.Type == typeof(long?) ? new LenientInt64Converter()
                    : null;
                type.Properties.Add(field);
            }
        }
    }
}
