namespace RingCx.Client;

/// <summary>A disposition that a queue or a campaign offers its agents (OpenAPI: GateDisposition).</summary>
public sealed class Disposition
{
    internal Disposition(int? dispositionId, string name, bool? isDisabled, bool? isDefault, bool? isSuccess, bool? requiresNote)
    {
        DispositionId = dispositionId;
        Name = name;
        IsDisabled = isDisabled;
        IsDefault = isDefault;
        IsSuccess = isSuccess;
        RequiresNote = requiresNote;
    }

    /// <summary>The id; null where the service gives none.</summary>
    public int? DispositionId { get; }

    /// <summary>The name, which setting it takes.</summary>
    public string Name { get; }

    /// <summary>Whether agents are not offered it any more; null where the service does not say.</summary>
    public bool? IsDisabled { get; }

    /// <summary>Whether it is set where an agent sets none; null where the service does not say.</summary>
    public bool? IsDefault { get; }

    /// <summary>Whether it counts as a success; null where the service does not say.</summary>
    public bool? IsSuccess { get; }

    /// <summary>Whether agents have to write a note with it; null where the service does not say.</summary>
    public bool? RequiresNote { get; }
}
