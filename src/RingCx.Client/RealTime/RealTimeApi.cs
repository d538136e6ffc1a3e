using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client;

/// <summary>
/// What a supervisor sees: agents and queues as they are now (docs/service-notes.md: realTimeData). One request each, after those that act.
/// Takes reporting rights in RingCX Admin. All throw <see cref="RingCxException"/>, and <see cref="ArgumentException"/> for an id that
/// could change the path.
/// </summary>
public sealed class RealTimeApi
{
    private readonly RequestSender _sender;
    private readonly TimeProvider _time;

    internal RealTimeApi(RequestSender sender, TimeProvider time) => (_sender, _time) = (sender, time);

    /// <summary>The agents who are logged in (realTimeData/agent).</summary>
    public async Task<IReadOnlyList<RcxAgentState>> GetAgentStatesAsync(
        string accountId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        (await LookAsync(accountId, progress, cancellationToken).ConfigureAwait(false)).Agents;

    /// <summary>The queues of a channel, with their counters of the day (realTimeData/inbound, realTimeData/chat).</summary>
    public async Task<IReadOnlyList<RcxQueueState>> GetQueueStatesAsync(
        string accountId, RcxQueueChannel channel, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var name = channel == RcxQueueChannel.Chat ? "chat" : "inbound";
        var (rows, at) = await GetAsync(accountId, name, RowJsonContext.Default.ListRcxQueueState, progress, cancellationToken)
            .ConfigureAwait(false);
        var queues = rows.Where(static row => row?.GateId is not null).ToList();
        foreach (var queue in queues)
            queue.Complete(accountId, channel, at);

        return queues.Count > 0 || rows.Count == 0 ? queues : throw NotRows("queues");
    }

    /// <summary>Follows the agents, look by look. Sends nothing before the first poll.</summary>
    public AgentWatcher Watch(string accountId) =>
        new((progress, cancellationToken) => LookAsync(accountId, progress, cancellationToken));

    /// <summary>
    /// Whether a queue is open, how many agents could take a call and how many wait (queues/availability). Takes the app's scope CX
    /// Routing. Whether that is enough, <see cref="RcxQueueCheck.Available"/>, is left to whoever asks.
    /// </summary>
    public async Task<RcxQueueCheck> GetQueueAvailabilityAsync(
        string accountId, int gateId, RcxQueueChannel channel, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var account = Identifier.Segment(accountId, nameof(accountId));
        var query = new QueryString().Add("queueType", channel == RcxQueueChannel.Chat ? "Digital" : "Voice");
        var call = ApiRequest.Lookup(
            FormattableString.Invariant($"/cx/routing/v1/sub-accounts/{account}/queues/{gateId}/availability"), query);
        var type = RingCxJsonContext.Default.QueueAvailabilityAnswer;
        var answer = await _sender.GetAsync(call, type, progress, cancellationToken).ConfigureAwait(false);
        return answer.NumberOfAgentsAvailable is null && answer.NumberOfAgentsLoggedIn is null && answer.IsQueueOpen is null
            ? throw RequestSender.NotAsDocumented("a queue's availability")
            : new RcxQueueCheck(accountId, gateId, channel)
            {
                Waiting = answer.NumberOfWaitingInteractions,
                LongestWait = answer.LongestWaitingTimeInSeconds,
                AgentsAvailable = answer.NumberOfAgentsAvailable,
                AgentsLoggedIn = answer.NumberOfAgentsLoggedIn,
                IsOpen = answer.IsQueueOpen,
            };
    }

    private async Task<(IReadOnlyList<RcxAgentState> Agents, DateTimeOffset At)> LookAsync(
        string accountId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var (rows, at) = await GetAsync(accountId, "agent", RowJsonContext.Default.ListRcxAgentState, progress, cancellationToken)
            .ConfigureAwait(false);
        var agents = rows.Where(static row => row is not null && (row.AgentId is not null || row.Username is { Length: > 0 })).ToList();
        foreach (var agent in agents)
            agent.Complete(accountId, at);

        return agents.Count > 0 || rows.Count == 0 ? (agents, at) : throw NotRows("agents");
    }

    private async Task<(List<T> Rows, DateTimeOffset At)> GetAsync<T>(
        string accountId, string name, JsonTypeInfo<List<T>> type, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var call = ApiRequest.Lookup(Identifier.AccountPath(accountId) + "/realTimeData/" + name);
        var (rows, date) = await _sender.GetDatedAsync(call, type, progress, cancellationToken).ConfigureAwait(false);
        return (rows, date ?? _time.GetUtcNow());
    }

    private static RingCxException NotRows(string what) =>
        new(FailureKind.BadResponse, $"The service told of {what} of which none has an id, so its answer is not what is documented.");
}
