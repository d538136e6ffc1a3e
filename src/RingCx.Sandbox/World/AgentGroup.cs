namespace RingCx.Sandbox;

/// <summary>A group of agents.</summary>
internal sealed class AgentGroup(int agentGroupId, string name, IReadOnlyList<SimulatedAgent> agents)
{
    public int AgentGroupId { get; } = agentGroupId;

    public string Name { get; } = name;

    public IReadOnlyList<SimulatedAgent> Agents { get; } = agents;
}
