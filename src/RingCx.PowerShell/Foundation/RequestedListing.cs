namespace RingCx.Foundation;

/// <summary>One listing that is asked for.</summary>
internal sealed class RequestedListing(string account, HashSet<string>? uiis, int? gateId, List<RcxAgent>? agents)
{
    public string Account { get; } = account;

    /// <summary>The calls; null for all.</summary>
    public HashSet<string>? Uiis { get; } = uiis;

    /// <summary>The queue; null for all.</summary>
    public int? GateId { get; } = gateId;

    /// <summary>The agents whose calls are wanted; null for all.</summary>
    public List<RcxAgent>? Agents { get; } = agents;

    /// <summary>Whether a call is one of those agents'.</summary>
    public bool Matches(RcxActiveCall call) => Agents is null || IsOfAgent(Agents, call);

    // The listing names an agent by first and last name alone.
    private static bool IsOfAgent(List<RcxAgent> agents, RcxActiveCall call) => agents.Exists(agent =>
        string.Equals(call.AgentFirstName, agent.FirstName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(call.AgentLastName, agent.LastName, StringComparison.OrdinalIgnoreCase));
}
