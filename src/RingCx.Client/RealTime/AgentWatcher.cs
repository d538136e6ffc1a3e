namespace RingCx.Client;

/// <summary>
/// Follows agents: compares what the service tells of them with what it told before. Nothing follows from an answer that does not come, so
/// a failure never looks like a logout. Keeps who is logged in and nothing else.
/// </summary>
public sealed class AgentWatcher
{
    // What runs on by itself is no change: an event of every agent at every look would say nothing.
    private static readonly HashSet<string> Running = new(StringComparer.Ordinal)
    {
        nameof(RcxAgentState.StateTime), nameof(RcxAgentState.LoginTime), nameof(RcxAgentState.PendingDispositionTime),
        nameof(RcxAgentState.TalkTime), nameof(RcxAgentState.LastUpdate),
    };

    private static readonly IReadOnlyList<RowProperty> Properties =
        [.. RowProperty.Of(typeof(RcxAgentState)).Where(static property => !Running.Contains(property.Name))];

    private readonly Func<
        IProgress<RequestEvent>?, CancellationToken, Task<(IReadOnlyList<RcxAgentState> Agents, DateTimeOffset At)>> _look;
    private Dictionary<string, RcxAgentState> _known = new(StringComparer.Ordinal);

    internal AgentWatcher(
        Func<IProgress<RequestEvent>?, CancellationToken, Task<(IReadOnlyList<RcxAgentState> Agents, DateTimeOffset At)>> look) =>
        _look = look;

    /// <summary>Who is logged in, as the last answer had it.</summary>
    public IReadOnlyCollection<RcxAgentState> Agents { get; private set; } = [];

    /// <summary>The service's time of the last answer; the default before the first.</summary>
    public DateTimeOffset ServiceTime { get; private set; }

    /// <summary>Looks and tells what is new; at first everybody has logged in.</summary>
    /// <param name="cancellationToken">Ends the look at once; nothing follows from it then.</param>
    /// <returns>The changes: those of agents who are there in the order of the answer, then the logouts.</returns>
    /// <exception cref="RingCxException">The look failed; nothing follows from it, and the next can be asked for.</exception>
    public async Task<IReadOnlyList<RcxAgentEvent>> PollAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        (var agents, ServiceTime) = await _look(progress, cancellationToken).ConfigureAwait(false);
        var changes = new List<RcxAgentEvent>();
        var known = new Dictionary<string, RcxAgentState>(agents.Count, StringComparer.Ordinal);
        foreach (var agent in agents)
        {
            // A row that comes twice is one agent.
            if (known.ContainsKey(agent.Key))
                continue;

            known[agent.Key] = agent;
            if (!_known.TryGetValue(agent.Key, out var before))
                changes.Add(new RcxAgentEvent(RcxAgentEventKind.LoggedIn, agent));
            else if (Differences(before, agent) is { Length: > 0 } changed)
                changes.Add(new RcxAgentEvent(RcxAgentEventKind.Changed, agent, before, changed));
        }

        foreach (var before in _known)
        {
            if (!known.ContainsKey(before.Key))
                changes.Add(new RcxAgentEvent(RcxAgentEventKind.LoggedOut, before.Value.AsOf(ServiceTime)));
        }

        _known = known;
        Agents = known.Values;
        return changes;
    }

    private static string[] Differences(RcxAgentState before, RcxAgentState now) =>
        [.. from property in Properties where !Equals(property.Get(before), property.Get(now)) select property.Name];
}
