namespace RingCx.Actions;

/// <summary>Says in words what keeps an agent from a call, or that nothing does.</summary>
internal static class AgentReadiness
{
    /// <summary>One sentence or two about an agent.</summary>
    /// <param name="agents">The agents who are logged in.</param>
    /// <param name="username">The agent.</param>
    public static string Describe(IEnumerable<RcxAgentState> agents, string username)
    {
        var logins = agents.Where(agent => string.Equals(agent.Username, username, StringComparison.OrdinalIgnoreCase)).ToList();
        return (logins.Find(static agent => agent.Uii is not null) ?? logins.FirstOrDefault()) switch
        {
            null => "No agent with this user name is logged in. An agent must be logged in and off-hook, and is named by the Username that "
                + "Get-RcxAgent gives, not by an office e-mail.",
            { Uii: { } uii } agent => $"The agent is on call {uii}{For(agent.StateTime)}.",
            { IsOffHook: false } agent => $"The agent is logged in ({State(agent)}), but not off-hook: the telephone is not connected.",
            { PendingDisposition: true } agent => $"The agent's last call waits for its disposition{For(agent.PendingDispositionTime)}: "
                + "Set-RcxDisposition, or the agent, ends that.",
            { IsAvailable: true } agent => $"The agent is logged in, off-hook and available{For(agent.StateTime)}, so it is not that.",
            var agent => $"The agent is logged in, and {State(agent)}{For(agent.StateTime)}.",
        };
    }

    private static string State(RcxAgentState agent) => agent.State is { Length: > 0 } state ? state : "in no state that the service tells";

    private static string For(TimeSpan? time) =>
        time is { } known ? FormattableString.Invariant($" (for {Math.Floor(known.TotalHours):0}:{known:mm\\:ss})") : string.Empty;
}
