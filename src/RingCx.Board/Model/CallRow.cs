namespace RingCx.Board;

/// <summary>A call on the board at one moment.</summary>
public sealed class CallRow
{
    internal CallRow(BoardCall call, BoardThresholds thresholds, DateTimeOffset now)
    {
        Call = call;
        var start = call.IsWaiting ? call.EnqueueTime : call.DequeueTime ?? call.EnqueueTime;
        Time = Since(start, now);
        Waited = call.IsWaiting ? null : Since(call.EnqueueTime, call.DequeueTime);
        Level = call.IsWaiting ? thresholds.OfWait(Time) : thresholds.OfCall(Time);
    }

    /// <summary>The call.</summary>
    public BoardCall Call { get; }

    /// <summary>How long it has waited so far, or has been talked on; null where the service gives no time.</summary>
    public TimeSpan? Time { get; }

    /// <summary>How long it waited before somebody took it; null while it waits.</summary>
    public TimeSpan? Waited { get; }

    /// <summary>How much attention it needs.</summary>
    public AttentionLevel Level { get; }

    /// <summary>The agent, or that there is none yet.</summary>
    public string Agent => Call.Agent ?? (Call.IsWaiting ? "(waiting)" : "(no agent)");

    // Clocks differ by a second, and the service's ticks in whole ones.
    private static TimeSpan? Since(DateTimeOffset? start, DateTimeOffset? end) => end - start < TimeSpan.Zero ? TimeSpan.Zero : end - start;
}
