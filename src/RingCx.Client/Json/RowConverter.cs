namespace RingCx.Client.Json;

/// <summary>
/// Reads a row that is as the service sends it: each field of it is a property of the same name, in camel case. The model knows no JSON
/// and lets nobody but the client set a property. Generated code would have to be compiled at run time for each type of field, and nearly
/// every process reads rows.
/// </summary>
/// <param name="make">Makes a row.</param>
/// <param name="names">The properties that the service calls otherwise, each with its names there.</param>
internal abstract class RowConverter<T>(Func<T> make, params (string Property, string[] Names)[] names) : JsonConverter<T>
    where T : class
{
    // More than any row has; what comes beyond is looked up each time.
    private const int MostNames = 200;

    // By name, in any case.
    private Dictionary<string, RowField<T>>? _fields;

    // The names as they came, in the order in which they first did: a row's fields come in the order of the row before. Never changed, but
    // replaced, since several threads may read.
    private SeenName[] _seen = [];

    private Dictionary<string, RowField<T>> Fields => _fields ??= FindFields();

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(ref reader, out var row) ? row : throw new JsonException();

    /// <summary>Reads the row that the reader is at the beginning of.</summary>
    /// <param name="row">The row; null for a null.</param>
    /// <returns>False where the rest of the row has not come yet. The reader is somewhere in the row then.</returns>
    /// <exception cref="JsonException">It is not a row.</exception>
    public bool TryRead(ref Utf8JsonReader reader, out T? row)
    {
        row = null;
        if (reader.TokenType == JsonTokenType.Null)
            return true;

        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        row = make();
        var next = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;

            var field = Find(ref reader, ref next);
            if (!reader.Read() || !IsComplete(reader))
                return false;

            if (field is null)
                reader.TrySkip();
            else
                field.Read(ref reader, row);
        }

        return false;
    }

    /// <summary>Reads a row that is written plainly, with names that an earlier row had.</summary>
    /// <returns>False where it is not, or has not come to its end.</returns>
    public bool TryReadPlain(ref PlainJson json, out T? row)
    {
        row = null;
        if (!json.Take('{'))
            return false;

        var read = make();
        var next = 0;
        do
        {
            if (Take(ref json, ref next) is not { } name)
                return false;

            if (json.TakeText(out var value))
                name.Field?.ReadText(value, read);
            else if (json.TakeNull())
                name.Field?.Clear(read);
            else if (json.TakeWord(out value))
                name.Field?.ReadWord(value, read);
            else
                return false;
        }
        while (json.Take(','));

        row = read;
        return json.Take('}');
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();

    // Whether all of a value has come. The reader is a copy, so it stays where it is.
    private static bool IsComplete(Utf8JsonReader reader) =>
        reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || reader.TrySkip();

    private Dictionary<string, RowField<T>> FindFields()
    {
        var fields = new Dictionary<string, RowField<T>>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in RowProperty.Told(typeof(T)))
        {
            var field = RowField<T>.Of(property);
            var theirs = Array.Find(names, given => given.Property == property.Name).Names ?? [property.Name];
            foreach (var name in theirs)
                fields.Add(name, field);
        }

        return fields;
    }

    // Null where no row had the name.
    private SeenName? Take(ref PlainJson json, ref int next)
    {
        var seen = _seen;
        for (var i = 0; i < seen.Length; i++)
        {
            var name = seen[next < seen.Length ? next : next = 0];
            next++;
            if (name.Plain is { } plain && json.Take(plain))
                return name;
        }

        return null;
    }

    // Null where the row has no such field.
    private RowField<T>? Find(ref Utf8JsonReader reader, ref int next)
    {
        var seen = _seen;
        for (var i = 0; i < seen.Length; i++)
        {
            var known = seen[next < seen.Length ? next : next = 0];
            next++;
            if (reader.ValueTextEquals(known.Utf8))
                return known.Field;
        }

        var name = reader.GetString()!;
        Fields.TryGetValue(name, out var field);
        if (seen.Length < MostNames)
            _seen = [.. seen, new SeenName(name, field)];

        return field;
    }

    /// <summary>A name that a row had.</summary>
    /// <param name="reads">Null where the row has no such field.</param>
    private sealed class SeenName(string name, RowField<T>? reads)
    {
        public RowField<T>? Field { get; } = reads;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

        /// <summary>The name as it is written where nothing is escaped, with the colon; null where something would have to be.</summary>
        public byte[]? Plain { get; } = WrittenPlainly(name);

        private static byte[]? WrittenPlainly(string name)
        {
            var text = Encoding.UTF8.GetBytes("\"" + name + "\":");
            var json = new PlainJson(text, 0, text.Length);
            return json.TakeText(out _) && json.Take(':') && json.Position == text.Length ? text : null;
        }
    }
}

/// <summary>An account (OpenAPI: getAllAccounts).</summary>
internal sealed class AccountConverter() : RowConverter<RcxAccount>(static () => new RcxAccount());

/// <summary>A call in progress (OpenAPI: ActiveCall).</summary>
internal sealed class ActiveCallConverter() : RowConverter<RcxActiveCall>(static () => new RcxActiveCall())
{
    /// <summary>The one that all listings read with.</summary>
    public static ActiveCallConverter Shared { get; } = new();

    /// <summary>A call with every field, as the service writes it.</summary>
    public const string Sample =
        "{\"uii\":\"1\",\"accountId\":\"1\",\"ani\":\"1\",\"dnis\":\"1\",\"dnisE164\":\"1\","
        + "\"enqueueTime\":\"2020-05-08T14:40:47.000+0000\",\"dequeueTime\":\"2020-05-08T14:40:47.000+0000\","
        + "\"callState\":\"ACTIVE\",\"archive\":false,\"agentFirstName\":\"A\",\"agentLastName\":\"B\","
        + "\"destinationName\":\"C\",\"externalId\":\"1\",\"cnam\":\"D\"}";

    private static readonly Lazy<Task> Preparing = new(static () => Task.Run(PrepareAsync));

    /// <summary>
    /// Has .NET compile on another thread, once, what reads calls: a sign-in waits for the service, and nearly every process lists next.
    /// </summary>
    public static void Prepare() => _ = Preparing.Value;

    private static async Task PrepareAsync()
    {
        using var body = new LenientTextStream(new MemoryStream(Encoding.UTF8.GetBytes($"[{Sample},{Sample}]")));
        var rows = new RowReader<RcxActiveCall>(body, Shared);
        while (await rows.MoveNextAsync(CancellationToken.None).ConfigureAwait(false))
        {
        }
    }
}

/// <summary>An agent as it is now (OpenAPI: AgentRealTimeDataDto).</summary>
internal sealed class AgentStateConverter() : RowConverter<RcxAgentState>(
    static () => new RcxAgentState(),
    (nameof(RcxAgentState.AccountId), ["subaccountId"]),
    (nameof(RcxAgentState.CallSourceDescription), ["callSourceDesc"]),
    (nameof(RcxAgentState.Ani), ["callAni"]),
    (nameof(RcxAgentState.Dnis), ["callDnis"]),
    (nameof(RcxAgentState.LoginType), ["agentLoginType"]),
    (nameof(RcxAgentState.Phone), ["agentPhone"]),
    (nameof(RcxAgentState.Profile), ["profileName"]),
    (nameof(RcxAgentState.RingNoAnswer), ["rna"]),
    (nameof(RcxAgentState.State), ["agentState"]),
    (nameof(RcxAgentState.TalkTime), ["totalTalkTime"]),
    (nameof(RcxAgentState.Uii), ["callUii"]));

/// <summary>A queue as it is now. Of two names one is a voice queue's, the other a chat queue's.</summary>
internal sealed class QueueStateConverter() : RowConverter<RcxQueueState>(
    static () => new RcxQueueState(),
    (nameof(RcxQueueState.AccountId), ["subaccountId"]),
    (nameof(RcxQueueState.GateId), ["gateId", "chatQueueId"]),
    (nameof(RcxQueueState.GateName), ["gateName", "chatQueueName"]),
    (nameof(RcxQueueState.GateGroupId), ["gateGroupId", "chatQueueGroupId"]),
    (nameof(RcxQueueState.GroupName), ["groupName", "chatQueueGroupName"]),
    (nameof(RcxQueueState.TotalTalkTime), ["totalTalkTime", "totalChatTime"]));
