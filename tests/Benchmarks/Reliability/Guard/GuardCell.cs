using RingCx.Reliability.Faults;

namespace RingCx.Reliability.Guard;

/// <summary>One fault striking one step of a pause, once or for ten minutes.</summary>
/// <param name="Row">The fault; null for a call that ends.</param>
/// <param name="Step">What it strikes.</param>
/// <param name="Lasting">Whether it lasts.</param>
internal sealed record GuardCell(FaultRow? Row, GuardStep Step, bool Lasting)
{
    // The others are of the wire that only a real network has, or of memory.
    public static readonly IReadOnlyList<FaultRow?> Rows =
    [
        .. FaultRow.All.Where(static r => r.Wire == Wire.NameUnknown || r.Fault?.Invoke().Kind is not (null or SandboxFaultKind.EnormousBody)),
        null,
    ];

    public static readonly IReadOnlyList<GuardCell> All =
        [.. from lasting in new[] { false, true } from row in Rows from step in GuardStep.All select new GuardCell(row, step, lasting)];

    /// <summary>The row's name.</summary>
    public string Name => Row?.Name ?? "the call ends";

    public override string ToString() => $"{Name} / {Step} / {(Lasting ? "lasting" : "once")}";
}
