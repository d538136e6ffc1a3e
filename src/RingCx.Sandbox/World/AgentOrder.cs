namespace RingCx.Sandbox;

/// <summary>Who takes the next call: whoever has been available longest, then the lower id.</summary>
internal sealed class AgentOrder : IComparer<SimulatedAgent>
{
    public static readonly AgentOrder Instance = new();

    public int Compare(SimulatedAgent? x, SimulatedAgent? y)
    {
        var byTime = x!.IdleSince.UtcTicks.CompareTo(y!.IdleSince.UtcTicks);
        return byTime != 0 ? byTime : x.AgentId.CompareTo(y.AgentId);
    }
}
