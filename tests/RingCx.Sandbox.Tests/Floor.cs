namespace RingCx.Sandbox.Tests;

/// <summary>One look at what supervisors see of the first account, and at the listing of the same moment.</summary>
public sealed class Floor
{
    public const string Live = Bench.Account + "realTimeData/";

    private const string Queues = "/voice/api/cx/routing/v1/sub-accounts/12440011/queues/";

    private Floor(List<JsonElement> agents, List<JsonElement> queues, List<JsonElement> chats, List<JsonElement> calls)
    {
        (Agents, VoiceQueues, ChatQueues, Calls) = (agents, queues, chats, calls);
    }

    public IReadOnlyList<JsonElement> Agents { get; }

    public IReadOnlyList<JsonElement> VoiceQueues { get; }

    public IReadOnlyList<JsonElement> ChatQueues { get; }

    public IReadOnlyList<JsonElement> Calls { get; }

    /// <summary>Enough requests and a token that lasts, for a bench that looks often.</summary>
    public static SandboxOptions Often(int seed = 1, int calls = 12, bool live = true)
    {
        return new SandboxOptions { Seed = seed, InitialCalls = calls, Live = live, RequestsPerMinute = 1_000_000, TokenLifetime = TimeSpan.FromDays(30), LogLimit = 0 };
    }

    public static async Task<Floor> LookAsync(Bench bench)
    {
        return new Floor(await RowsAsync(bench, Live + "agent"), await RowsAsync(bench, Live + "inbound"), await RowsAsync(bench, Live + "chat"), await RowsAsync(bench, Bench.Calls + "list?maxRows=10000"));
    }

    public static Task<Reply> AvailabilityAsync(Bench bench, object queueId, string query = "?queueType=Voice")
    {
        return bench.GetAsync(Queues + queueId + "/availability" + query);
    }

    public JsonElement Agent(string firstName)
    {
        return Assert.Single(Agents, agent => Text(agent, "firstName") == firstName);
    }

    public JsonElement Queue(string name)
    {
        return Assert.Single(VoiceQueues, queue => Text(queue, "gateName") == name);
    }

    public JsonElement Chat(string name)
    {
        return Assert.Single(ChatQueues, queue => Text(queue, "chatQueueName") == name);
    }

    public static string? Text(JsonElement row, string field)
    {
        return row.GetProperty(field).GetString();
    }

    public static long Number(JsonElement row, string field)
    {
        return row.GetProperty(field).GetInt64();
    }

    /// <summary>The fields of a row, each with its value as it is written: <c>name=value</c>.</summary>
    public static string[] Fields(JsonElement row)
    {
        return [.. row.EnumerateObject().Select(field => field.Name + "=" + field.Value.GetRawText())];
    }

    private static async Task<List<JsonElement>> RowsAsync(Bench bench, string target)
    {
        var reply = await bench.GetAsync(target);
        Assert.Equal(200, reply.Status);
        return [.. reply.Json.EnumerateArray()];
    }
}
