namespace RingCx.Sandbox;

/// <summary>A group of agents.</summary>
internal sealed class AgentGroup
{
    public AgentGroup(int agentGroupId, string name, IReadOnlyList<Agent> agents)
    {
        AgentGroupId = agentGroupId;
        Name = name;
        Agents = agents;
    }

    public int AgentGroupId { get; }

    public string Name { get; }

    public IReadOnlyList<Agent> Agents { get; }
}
