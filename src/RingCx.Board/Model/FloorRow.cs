namespace RingCx.Board;

/// <summary>An agent on the board at one moment.</summary>
public sealed class FloorRow
{
    // Without the agents' states: whoever has a call.
    internal FloorRow(CallRow call)
    {
        (Key, Name, Queue, Time, Level) = (call.Call.Uii, call.Call.Agent!, call.Call.Queue, call.Time, call.Level);
        Call = call.Call;
    }

    /// <summary>Joins an agent and a call.</summary>
    /// <param name="call">The listed call that the agent is on; null without one.</param>
    /// <param name="queue">The queue of a call that is not listed.</param>
    internal FloorRow(BoardAgent agent, CallRow? call, string? queue, BoardThresholds thresholds, DateTimeOffset now)
    {
        (Key, Name, State, Group, Activity) = (agent.Key, agent.Name, agent.State, agent.Group, agent.Activity);
        Call = call?.Call;
        Queue = Call is null ? queue : Call.Queue;
        Time = agent.StateTime(now) ?? call?.Time;
        Pending = agent.PendingTime(now);
        var ofState = Activity switch
        {
            AgentActivity.OnCall => call?.Level ?? thresholds.OfCall(Time),
            AgentActivity.Available => AttentionLevel.Normal,
            _ => thresholds.OfAway(Time),
        };
        var ofPending = thresholds.OfPending(Pending);
        Level = ofState > ofPending ? ofState : ofPending;
    }

    /// <summary>The agent's name.</summary>
    public string Name { get; }

    /// <summary>The state as the account names it; null where the board is not told the agents' states.</summary>
    public string? State { get; }

    /// <summary>How long the agent has been in it, or on the call; null where the service gives no time.</summary>
    public TimeSpan? Time { get; }

    /// <summary>How long a disposition has been pending; null where none is.</summary>
    public TimeSpan? Pending { get; }

    /// <summary>The queue of the agent's call; null without a call.</summary>
    public string? Queue { get; }

    /// <summary>The name of the agent's group; null where the board is not told it.</summary>
    public string? Group { get; }

    /// <summary>The listed call that the agent is on, on which keys act; null where there is none.</summary>
    public BoardCall? Call { get; }

    /// <summary>How much attention the agent needs.</summary>
    public AttentionLevel Level { get; }

    /// <summary>Whether the agent is on a call, listed or not.</summary>
    public bool IsOnCall => Activity == AgentActivity.OnCall;

    /// <summary>Whether the agent could take a call.</summary>
    public bool IsAvailable => Activity == AgentActivity.Available;

    internal AgentActivity Activity { get; }

    /// <summary>What the selection follows.</summary>
    internal string Key { get; }
}
