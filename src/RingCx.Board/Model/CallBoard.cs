namespace RingCx.Board;

/// <summary>What the board shows at one moment, whatever shows it.</summary>
public sealed class CallBoard
{
    private static readonly StringComparer ByName = StringComparer.OrdinalIgnoreCase;

    /// <summary>Works it out.</summary>
    /// <param name="queues">The queues to show besides those that have calls.</param>
    /// <param name="now">The moment, by the clock that the calls' times are of.</param>
    /// <param name="floor">Agents' states and queues' figures; null where they are not known.</param>
    public CallBoard(
        IReadOnlyCollection<BoardCall> calls, IReadOnlyCollection<BoardQueue> queues, BoardThresholds thresholds, DateTimeOffset now,
        BoardFloor? floor = null)
    {
        // Who waits longest comes first, then the longest call. The last key keeps equals where they are from one moment to the next.
        Calls = [.. calls.Select(call => new CallRow(call, thresholds, now))
            .OrderByDescending(static row => row.Call.IsWaiting).ThenByDescending(static row => row.Level)
            .ThenByDescending(static row => row.Time).ThenBy(static row => row.Call.Uii, StringComparer.Ordinal)];
        HasAgentStates = floor?.Agents is not null;
        Agents = [.. (HasAgentStates ? Join(Calls, floor!, thresholds, now) : OnCalls(Calls))
            .OrderByDescending(static row => row.Level).ThenBy(static row => row.Activity).ThenByDescending(static row => row.Time)
            .ThenBy(static row => row.Name, ByName).ThenBy(static row => row.Key, StringComparer.Ordinal)];
        AgentsOnCalls = Agents.Count(static row => row.IsOnCall);
        AgentsAvailable = Agents.Count(static row => row.IsAvailable);
        HasQueueStates = floor?.Queues is not null;
        Queues = [.. QueueRows(Calls, queues, thresholds, now, floor).OrderByDescending(static row => row.Level)
            .ThenByDescending(static row => row.LongestWait).ThenByDescending(static row => row.OnCalls)
            .ThenBy(static row => row.Name, ByName)];
        Waiting = Calls.Count(static row => row.Call.IsWaiting);
        LongestWait = Calls.Where(static row => row.Call.IsWaiting).Max(static row => row.Time);
        Level = thresholds.OfWait(LongestWait);
    }

    /// <summary>The calls: what needs attention first.</summary>
    public IReadOnlyList<CallRow> Calls { get; }

    /// <summary>
    /// The agents who are logged in: those who need attention, then those on calls, the longest first. Where the board is not told the
    /// agents' states, the calls of agents.
    /// </summary>
    public IReadOnlyList<FloorRow> Agents { get; }

    /// <summary>The queues: those that need attention first, the longest wait first.</summary>
    public IReadOnlyList<QueueRow> Queues { get; }

    /// <summary>Whether the board is told the agents' states.</summary>
    public bool HasAgentStates { get; }

    /// <summary>Whether the board is told the queues' figures.</summary>
    public bool HasQueueStates { get; }

    /// <summary>The agents who are on calls.</summary>
    public int AgentsOnCalls { get; }

    /// <summary>The agents who could take a call; 0 where the board is not told.</summary>
    public int AgentsAvailable { get; }

    /// <summary>The calls that wait in queues.</summary>
    public int Waiting { get; }

    /// <summary>The longest of their waits; null where none waits.</summary>
    public TimeSpan? LongestWait { get; }

    /// <summary>How much attention that wait needs.</summary>
    public AttentionLevel Level { get; }

    private static IEnumerable<FloorRow> OnCalls(IEnumerable<CallRow> calls) =>
        calls.Where(static row => row.Call.Agent is not null).Select(static row => new FloorRow(row));

    private static IEnumerable<FloorRow> Join(
        IReadOnlyList<CallRow> calls, BoardFloor floor, BoardThresholds thresholds, DateTimeOffset now)
    {
        var byUii = new Dictionary<string, CallRow>(calls.Count, StringComparer.Ordinal);
        foreach (var row in calls)
            byUii[row.Call.Uii] = row;

        foreach (var agent in floor.Agents!)
        {
            var call = agent.Uii is { } uii && byUii.TryGetValue(uii, out var listed) && agent.IsOn(listed.Call) ? listed : null;
            if (floor.GateId is null || call is not null || agent.GateId == floor.GateId)
                yield return new FloorRow(agent, call, agent.Uii is null ? null : floor.NameOf(agent.GateId), thresholds, now);
        }
    }

    private static IEnumerable<QueueRow> QueueRows(
        IEnumerable<CallRow> calls, IReadOnlyCollection<BoardQueue> queues, BoardThresholds thresholds, DateTimeOffset now,
        BoardFloor? floor)
    {
        // Which queues are in use the figures do not say; where that is not known, those with agents are.
        var states = (floor?.Queues ?? []).Where(state => floor!.GateId is null || state.Id == floor.GateId).ToList();
        var ofQueue = calls.Where(static row => row.Call.Queue is not null).ToLookup(static row => row.Call.Queue!, ByName);
        var stateOf = states.ToLookup(static state => state.Name, ByName);
        return queues.Where(static queue => queue.IsActive).Select(static queue => queue.Name)
            .Concat(ofQueue.Select(static group => group.Key))
            .Concat(states.Where(state => state.HasCalls || (queues.Count == 0 && state.Staffed > 0)).Select(static state => state.Name))
            .Distinct(ByName)
            .Select(name => new QueueRow(
                name, [.. ofQueue[name]], [.. stateOf[name]], floor?.CountsWaiting == true, thresholds, now));
    }
}
