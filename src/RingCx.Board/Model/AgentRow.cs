namespace RingCx.Board;

/// <summary>An agent on a call at one moment.</summary>
public sealed class AgentRow
{
    internal AgentRow(CallRow row) => (Name, Queue, Time, Level) = (row.Call.Agent!, row.Call.Queue, row.Time, row.Level);

    /// <summary>The agent's name.</summary>
    public string Name { get; }

    /// <summary>The call's queue.</summary>
    public string? Queue { get; }

    /// <summary>How long the call has lasted; null where the service gives no time.</summary>
    public TimeSpan? Time { get; }

    /// <summary>How much attention the call needs.</summary>
    public AttentionLevel Level { get; }
}
