namespace RingCx.Sandbox;

/// <summary>What an agent can say that became of a call, as a queue or a campaign has it.</summary>
internal sealed class SimulatedDisposition(int dispositionId, string name)
{
    public int DispositionId { get; } = dispositionId;

    public string Name { get; } = name;

    public bool IsDefault { get; set; }

    public bool IsDisabled { get; set; }

    public bool IsSuccess { get; set; }

    public bool RequiresNote { get; set; }

    /// <summary>A list as an account sets it up: the first is a success, the second the default, the last but one requires a note, the last is disabled.</summary>
    /// <param name="ownerId">The queue or the campaign, from which the ids are made.</param>
    /// <param name="names">At least four.</param>
    public static SimulatedDisposition[] List(int ownerId, params string[] names) =>
        [
            .. names.Select((name, i) => new SimulatedDisposition((ownerId * 100) + i + 1, name)
            {
                IsSuccess = i == 0,
                IsDefault = i == 1,
                RequiresNote = i == names.Length - 2,
                IsDisabled = i == names.Length - 1,
            }),
        ];
}
