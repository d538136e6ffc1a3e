namespace RingCx.Board;

/// <summary>What the board shows at one moment, whatever shows it.</summary>
public sealed class CallBoard
{
    /// <summary>Works it out.</summary>
    /// <param name="queues">The queues to show besides those that have calls.</param>
    /// <param name="now">The moment, by the clock that the calls' times are of.</param>
    public CallBoard(
        IReadOnlyCollection<BoardCall> calls, IReadOnlyCollection<BoardQueue> queues, BoardThresholds thresholds, DateTimeOffset now)
    {
        var byName = StringComparer.OrdinalIgnoreCase;

        // Who waits longest comes first, then the longest call. The last key keeps equals where they are from one moment to the next.
        Calls = [.. calls.Select(call => new CallRow(call, thresholds, now))
            .OrderByDescending(static row => row.Call.IsWaiting).ThenByDescending(static row => row.Level)
            .ThenByDescending(static row => row.Time).ThenBy(static row => row.Call.Uii, StringComparer.Ordinal)];
        Agents = [.. Calls.Where(static row => row.Call.Agent is not null)
            .OrderByDescending(static row => row.Level).ThenByDescending(static row => row.Time)
            .ThenBy(static row => row.Call.Agent, byName)];
        var ofQueue = Calls.Where(static row => row.Call.Queue is not null).ToLookup(static row => row.Call.Queue!, byName);
        var names = queues.Where(static queue => queue.IsActive).Select(static queue => queue.Name)
            .Concat(ofQueue.Select(static group => group.Key));
        Queues = [.. names.Distinct(byName).Select(name => Row(name, [.. ofQueue[name]], thresholds))
            .OrderByDescending(static row => row.LongestWait).ThenByDescending(static row => row.OnCalls)
            .ThenBy(static row => row.Name, byName)];
        Waiting = Calls.Count(static row => row.Call.IsWaiting);
        LongestWait = Calls.Where(static row => row.Call.IsWaiting).Max(static row => row.Time);
        Level = thresholds.OfWait(LongestWait);
    }

    /// <summary>The calls: what needs attention first.</summary>
    public IReadOnlyList<CallRow> Calls { get; }

    /// <summary>The calls of agents, the longest first.</summary>
    public IReadOnlyList<CallRow> Agents { get; }

    /// <summary>The queues, the longest wait first.</summary>
    public IReadOnlyList<QueueRow> Queues { get; }

    /// <summary>The calls that wait in queues.</summary>
    public int Waiting { get; }

    /// <summary>The longest of their waits; null where none waits.</summary>
    public TimeSpan? LongestWait { get; }

    /// <summary>How much attention that wait needs.</summary>
    public AttentionLevel Level { get; }

    private static QueueRow Row(string name, CallRow[] calls, BoardThresholds thresholds)
    {
        var waiting = calls.Where(static row => row.Call.IsWaiting).ToList();
        var longest = waiting.Max(static row => row.Time);
        var onCalls = calls.Count(static row => row.Call.Agent is not null);
        return new QueueRow(name, waiting.Count, longest, onCalls, thresholds.OfWait(longest));
    }
}
