namespace RingCx;

/// <summary>A queue, called gate by the service (OpenAPI: Gate).</summary>
public sealed class RcxQueue
{
    internal RcxQueue(string accountId) => AccountId = accountId;

    /// <summary>The queue's id: what Move-RcxCall takes.</summary>
    public int GateId { get; internal set; }

    /// <summary>The queue's name; null where the service gives none.</summary>
    public string? GateName { get; internal set; }

    /// <summary>The group's id; null where the service gives none.</summary>
    public int? GateGroupId { get; internal set; }

    /// <summary>The group's name; null where the service gives none.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>Whether the queue is in use; null where the service does not say.</summary>
    public bool? IsActive { get; internal set; }

    /// <summary>The queue's account.</summary>
    public string AccountId { get; }

    /// <summary>The queue's name, or its id.</summary>
    public override string ToString() => GateName ?? GateId.ToString(CultureInfo.InvariantCulture);
}
