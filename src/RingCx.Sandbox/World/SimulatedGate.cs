namespace RingCx.Sandbox;

/// <summary>A queue. The names of its ids are those of the OpenAPI schema Gate and of the listing's products.</summary>
/// <param name="Dnis">The number that leads into the queue, digits.</param>
internal sealed record SimulatedGate(
    int GateId, string Name, string Description, bool IsActive, string Dnis, IReadOnlyList<SimulatedDisposition> Dispositions)
{
    public int? CloudProfileId { get; init; }

    public int? VisualIvrId { get; init; }

    public int? TracNumberId { get; init; }

    /// <summary>How many of ten callers dial it.</summary>
    public int CallersOfTen { get; init; }

    public string Schedule { get; } = "Around the clock";

    public string? ScheduleOverride { get; init; }
}

internal sealed record GateGroup(int GateGroupId, string Name, IReadOnlyList<SimulatedGate> Gates);
