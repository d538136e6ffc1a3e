namespace RingCx.Sandbox;

/// <summary>What an agent can say that became of a call, as a queue or a campaign has it.</summary>
internal sealed record SimulatedDisposition(
    int DispositionId, string Name, bool IsSuccess, bool IsDefault, bool RequiresNote, bool IsDisabled)
{
    /// <summary>
    /// A list as an account sets it up: the first is a success, the second the default, the last but one requires a note, the last is
    /// disabled.
    /// </summary>
    /// <param name="ownerId">The queue or the campaign, from which the ids are made.</param>
    /// <param name="names">At least four.</param>
    public static SimulatedDisposition[] List(int ownerId, params string[] names) =>
        [.. names.Select((name, i) => new SimulatedDisposition(
            (ownerId * 100) + i + 1, name, i == 0, i == 1, i == names.Length - 2, i == names.Length - 1))];
}
