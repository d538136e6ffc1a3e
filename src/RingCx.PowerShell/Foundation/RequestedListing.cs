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

    // The listing names an agent by first and last name alone.
    public bool Matches(RcxActiveCall call) => Agents is null || Agents.Exists(agent =>
        string.Equals(call.AgentFirstName, agent.FirstName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(call.AgentLastName, agent.LastName, StringComparison.OrdinalIgnoreCase));
}
