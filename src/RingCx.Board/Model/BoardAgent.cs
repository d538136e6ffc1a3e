namespace RingCx.Board;

/// <summary>An agent who is logged in, as the board is given one. Texts are cleaned of what a terminal would obey.</summary>
public sealed class BoardAgent(RcxAgentState agent)
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>The agent's name, or the user name, or the id.</summary>
    public string Name { get; } = BoardText.Clean(agent.AgentName) ?? $"{agent.AgentId}";

    /// <summary>The name of the agent's group.</summary>
    public string? Group { get; } = BoardText.Clean(agent.AgentGroupName);

    /// <summary>The state, as the account names it; a login with nobody behind it is called a ghost.</summary>
    public string State { get; } = (BoardText.Clean(agent.State) ?? "(unknown)") + (agent.IsGhostLogin == true ? " (ghost)" : string.Empty);

    /// <summary>The uii of the agent's call; null without a call.</summary>
    public string? Uii { get; } = agent.Uii;

    /// <summary>The queue that the call came by.</summary>
    public int? GateId { get; } = agent.GateId;

    /// <summary>The login: of one agent there may be two.</summary>
    internal string Key { get; } = FormattableString.Invariant($"{agent.AgentId}/{agent.Username}/{agent.AgentLoginId}");

    internal AgentActivity Activity { get; } = ActivityOf(agent);

    private bool HasName { get; } = $"{agent.FirstName}{agent.LastName}".Trim().Length > 0;

    private bool IsPending { get; } = agent.PendingDisposition == true;

    /// <summary>How long the agent has been in the state; the clock runs on after the service's answer.</summary>
    internal TimeSpan? StateTime(DateTimeOffset now) => agent.StateTime + Since(now);

    /// <summary>How long a disposition has been pending; null where none is.</summary>
    internal TimeSpan? PendingTime(DateTimeOffset now) =>
        IsPending ? (agent.PendingDispositionTime ?? TimeSpan.Zero) + Since(now) : null;

    /// <summary>
    /// Whether this listed call is the one that the agent is on. The listing may be newer than the agent's state, and know that the call is
    /// back in a queue, or with somebody else.
    /// </summary>
    internal bool IsOn(BoardCall call) => !call.IsWaiting && (call.Agent is null || !HasName || string.Equals(call.Agent, Name, AnyCase));

    private TimeSpan Since(DateTimeOffset now) => now > agent.At ? now - agent.At : TimeSpan.Zero;

    // Accounts name their states as they like; these two are the service's own.
    private static AgentActivity ActivityOf(RcxAgentState agent)
    {
        var state = (agent.State ?? string.Empty).Trim().Replace('-', '_').Replace(' ', '_');
        return agent.Uii is not null || string.Equals(state, "ON_CALL", AnyCase) ? AgentActivity.OnCall
            : agent.PendingDisposition == true ? AgentActivity.Pending
            : string.Equals(state, "AVAILABLE", AnyCase) ? AgentActivity.Available
            : AgentActivity.Away;
    }
}
