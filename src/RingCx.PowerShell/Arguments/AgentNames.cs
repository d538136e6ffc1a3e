namespace RingCx.Arguments;

/// <summary>The agents whose calls are wanted: wildcards for the first, the last or the full name.</summary>
internal sealed class AgentNames(string[]? names)
{
    private readonly NamePatterns _names = new(names);

    public bool Match(RcxActiveCall call) => _names.Match(call.AgentName, call.AgentLastName, call.AgentFirstName);

    public bool Match(RcxAgentState agent) => _names.Match(agent.AgentName, agent.LastName, agent.FirstName);
}
