namespace RingCx.Session;

/// <summary>
/// What completion and warnings need to know of an account, kept for a minute so that the Tab key does not spend the rate budget.
/// </summary>
internal sealed class ConnectionDirectory(RingCxClient client)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (TimeSpan At, object Value)> _known = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<RcxQueue>> QueuesAsync(string accountId, CancellationToken cancellationToken) =>
        QueuesAsync(accountId, null, cancellationToken);

    public Task<IReadOnlyList<RcxQueue>> QueuesAsync(string accountId, IProgress<RequestEvent>? progress, CancellationToken token) =>
        AskAsync("queues " + accountId, () => client.Directory.GetQueuesAsync(accountId, progress, token));

    public Task<IReadOnlyList<RcxAgent>> AgentsAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("agents " + accountId, () => client.Directory.GetAgentsAsync(accountId, null, cancellationToken));

    public Task<IReadOnlyList<RcxAgentState>> AgentStatesAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("agent states " + accountId, () => client.RealTime.GetAgentStatesAsync(accountId, null, cancellationToken));

    public Task<IReadOnlyList<string>> DispositionsAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("dispositions " + accountId, () => client.Directory.GetSystemDispositionsAsync(accountId, null, cancellationToken));

    public Task<IReadOnlyList<RcxDisposition>> GateDispositionsAsync(
        string accountId, int groupId, int gateId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => AskAsync(
        FormattableString.Invariant($"dispositions {accountId} gate {gateId}"),
        () => client.Directory.GetGateDispositionsAsync(accountId, groupId, gateId, progress, cancellationToken));

    public Task<IReadOnlyList<RcxDisposition>> CampaignDispositionsAsync(
        string accountId, int groupId, int campaignId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => AskAsync(
        FormattableString.Invariant($"dispositions {accountId} campaign {campaignId}"),
        () => client.Directory.GetCampaignDispositionsAsync(accountId, groupId, campaignId, progress, cancellationToken));

    private async Task<T> AskAsync<T>(string key, Func<Task<T>> ask)
        where T : class
    {
        lock (_known)
        {
            if (_known.TryGetValue(key, out var known) && client.Clock.Now - known.At < GoodFor)
                return (T)known.Value;
        }

        var value = await ask().ConfigureAwait(false);
        lock (_known)
            _known[key] = (client.Clock.Now, value);

        return value;
    }
}
