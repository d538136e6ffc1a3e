namespace RingCx.Reliability.Guard;

/// <summary>What became of one pause.</summary>
/// <param name="Cell">Which.</param>
/// <param name="Ran">Whether the block ran.</param>
/// <param name="IsRecording">Whether the call is recorded in the end; null where it has ended.</param>
/// <param name="Requests">The requests about the call that were sent.</param>
/// <param name="Violations">The promises that were broken.</param>
internal sealed record GuardResult(GuardCell Cell, bool Ran, bool? IsRecording, int Requests, IReadOnlyList<string> Violations)
{
    /// <summary>As the table has it.</summary>
    public string Text => Invariant($"{(Ran ? "ran" : "not run")}, {(IsRecording switch { true => "on", false => "OFF, and says so", null => "ended" })}, {Requests}");
}
