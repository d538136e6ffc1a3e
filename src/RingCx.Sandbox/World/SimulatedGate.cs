namespace RingCx.Sandbox;

/// <summary>A queue. The names of its ids are those of the OpenAPI schema Gate and of the listing's products.</summary>
internal sealed class SimulatedGate(int gateId, string name, string description, bool isActive, string dnis, params string[] dispositions)
{
    public int GateId { get; } = gateId;

    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsActive { get; } = isActive;

    /// <summary>The number that leads into the queue, digits.</summary>
    public string Dnis { get; } = dnis;

    /// <summary>What its agents can say that became of a call.</summary>
    public IReadOnlyList<SimulatedDisposition> Dispositions { get; } = SimulatedDisposition.List(gateId, dispositions);

    public int? CloudProfileId { get; set; }

    public int? VisualIvrId { get; set; }

    public int? TracNumberId { get; set; }
}
