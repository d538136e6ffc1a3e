namespace RingCx.Board;

/// <summary>A queue on the board at one moment.</summary>
public sealed class QueueRow
{
    /// <summary>Counts what is known of a queue.</summary>
    /// <param name="calls">Its listed calls.</param>
    /// <param name="states">Its figures; more than one where queues share a name, and none where they are not known.</param>
    /// <param name="countsWaiting">Whether the figures count the waiting calls, and not the listing.</param>
    internal QueueRow(
        string name, IReadOnlyList<CallRow> calls, IReadOnlyList<BoardQueueState> states, bool countsWaiting, BoardThresholds thresholds,
        DateTimeOffset now)
    {
        Name = name;
        foreach (var row in calls)
        {
            OnCalls += row.Call.Agent is null ? 0 : 1;
            if (row.Call.IsWaiting)
            {
                Waiting++;
                LongestWait = Longer(LongestWait, row.Time);
            }
        }

        if (countsWaiting && states.Count > 0)
        {
            Waiting = states.Sum(static state => state.Waiting ?? 0);
            LongestWait = states.Max(state => state.LongestWait(now));
        }

        // An agent may be in both of two queues of one name, so they are not added up.
        Staffed = states.Max(static state => state.Staffed);
        Available = states.Max(static state => state.Available);
        ServiceLevel = states.Min(static state => state.ServiceLevel);
        var isLeftAlone = Waiting > 0 && Available == 0;
        var ofWait = thresholds.OfWait(LongestWait);
        Level = isLeftAlone && ofWait < AttentionLevel.Warning ? AttentionLevel.Warning : ofWait;
    }

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>The calls that wait in it.</summary>
    public int Waiting { get; }

    /// <summary>The longest of their waits; null where none waits.</summary>
    public TimeSpan? LongestWait { get; }

    /// <summary>Its calls that agents have.</summary>
    public int OnCalls { get; }

    /// <summary>Agents who are logged in for it; null where the board is not told.</summary>
    public int? Staffed { get; }

    /// <summary>Agents who could take a call at once; null where the board is not told.</summary>
    public int? Available { get; }

    /// <summary>The part of the day's calls that was answered in time, 0 to 1; null before the first or where not told.</summary>
    public double? ServiceLevel { get; }

    /// <summary>How much attention it needs: by the longest wait, or since calls wait and nobody is available.</summary>
    public AttentionLevel Level { get; }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => other is null || one > other ? one : other;
}
