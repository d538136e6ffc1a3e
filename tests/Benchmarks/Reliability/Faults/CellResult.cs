namespace RingCx.Reliability.Faults;

/// <summary>What was measured in a cell.</summary>
internal sealed record CellResult(FaultCell Cell, CellOutcome Outcome, IReadOnlyList<string> Violations);
