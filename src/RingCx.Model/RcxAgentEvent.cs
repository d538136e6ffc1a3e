namespace RingCx;

/// <summary>What became of an agent between two looks, as Watch-RcxAgentState tells it.</summary>
public sealed class RcxAgentEvent
{
    internal RcxAgentEvent(RcxAgentEventKind kind, RcxAgentState agent, RcxAgentState? before = null, params string[] changed)
    {
        Event = kind;
        Agent = agent;
        Before = before;
        Changed = changed;
    }

    /// <summary>LoggedIn, Changed or LoggedOut.</summary>
    public RcxAgentEventKind Event { get; }

    /// <summary>The agent's id; null where the service gives none.</summary>
    public int? AgentId => Agent.AgentId;

    /// <summary>The agent's user name; null where the service gives none.</summary>
    public string? Username => Agent.Username;

    /// <summary>The state now; for one who logged out the last one. Null where the service gives none.</summary>
    public string? State => Agent.State;

    /// <summary>The state before; null for a login, and where the service gave none.</summary>
    public string? Previous => Event == RcxAgentEventKind.LoggedOut ? Agent.State : Before?.State;

    /// <summary>The agent as it is now; for one who logged out, as it was last.</summary>
    public RcxAgentState Agent { get; }

    /// <summary>The names of the properties that have changed; none for a login or a logout.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>The service's time of the answer that showed it.</summary>
    public DateTimeOffset At => Agent.At;

    /// <summary>The agent's call; null without one, and for one who logged out.</summary>
    public string? Uii => Event == RcxAgentEventKind.LoggedOut ? null : Agent.Uii;

    /// <summary>The agent's account.</summary>
    public string AccountId => Agent.AccountId;

    /// <summary>The agent as it was in the answer before; null for a login or a logout.</summary>
    internal RcxAgentState? Before { get; }

    /// <summary>The event and the agent's user name.</summary>
    public override string ToString() => $"{Event} {Username}";
}
