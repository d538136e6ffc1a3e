namespace RingCx.Client;

/// <summary>A queue, called gate by the service (OpenAPI: Gate, in its GateGroup).</summary>
public sealed class Queue
{
    internal Queue(int gateId, string? gateName, int? gateGroupId, string? groupName, bool? isActive)
    {
        GateId = gateId;
        GateName = gateName;
        GateGroupId = gateGroupId;
        GroupName = groupName;
        IsActive = isActive;
    }

    /// <summary>The queue's id.</summary>
    public int GateId { get; }

    /// <summary>The queue's name; null where the service gives none.</summary>
    public string? GateName { get; }

    /// <summary>The group's id; null where the service gives none.</summary>
    public int? GateGroupId { get; }

    /// <summary>The group's name; null where the service gives none.</summary>
    public string? GroupName { get; }

    /// <summary>Whether the queue is in use; null where the service does not say.</summary>
    public bool? IsActive { get; }
}
