namespace RingCx.Sandbox;

/// <summary>A group of queues.</summary>
internal sealed class GateGroup(int gateGroupId, string name, IReadOnlyList<SimulatedGate> gates)
{
    public int GateGroupId { get; } = gateGroupId;

    public string Name { get; } = name;

    public IReadOnlyList<SimulatedGate> Gates { get; } = gates;
}
