namespace RingCx.Sandbox;

/// <summary>A queue. The names of its ids are those of the OpenAPI schema Gate and of the products of seed 000.</summary>
internal sealed class Gate
{
    public Gate(int gateId, string name, string description, bool isActive, string dnis)
    {
        GateId = gateId;
        Name = name;
        Description = description;
        IsActive = isActive;
        Dnis = dnis;
    }

    public int GateId { get; }

    public string Name { get; }

    public string Description { get; }

    public bool IsActive { get; }

    /// <summary>The number that leads into the queue, digits.</summary>
    public string Dnis { get; }

    public int? CloudProfileId { get; set; }

    public int? VisualIvrId { get; set; }

    public int? TracNumberId { get; set; }
}
