namespace RingCx.Sandbox;

/// <summary>A group of queues.</summary>
internal sealed class GateGroup
{
    public GateGroup(int gateGroupId, string name, IReadOnlyList<Gate> gates)
    {
        GateGroupId = gateGroupId;
        Name = name;
        Gates = gates;
    }

    public int GateGroupId { get; }

    public string Name { get; }

    public IReadOnlyList<Gate> Gates { get; }
}
