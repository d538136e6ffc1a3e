namespace RingCx.Sandbox;

/// <summary>A queue. The names of its ids are those of the OpenAPI schema Gate and of the listing's products.</summary>
internal sealed class Gate
{
    public Gate(int gateId, string name, string description, bool isActive, string dnis, params string[] dispositions)
    {
        GateId = gateId;
        Name = name;
        Description = description;
        IsActive = isActive;
        Dnis = dnis;
        Dispositions = Disposition.List(gateId, dispositions);
    }

    public int GateId { get; }

    public string Name { get; }

    public string Description { get; }

    public bool IsActive { get; }

    /// <summary>The number that leads into the queue, digits.</summary>
    public string Dnis { get; }

    /// <summary>What its agents can say that became of a call.</summary>
    public IReadOnlyList<Disposition> Dispositions { get; }

    public int? CloudProfileId { get; set; }

    public int? VisualIvrId { get; set; }

    public int? TracNumberId { get; set; }
}
