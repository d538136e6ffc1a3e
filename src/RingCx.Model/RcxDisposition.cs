namespace RingCx;

/// <summary>A disposition that a queue or a campaign offers its agents (OpenAPI: GateDisposition).</summary>
public sealed class RcxDisposition
{
    internal RcxDisposition(string accountId, string disposition)
    {
        AccountId = accountId;
        Disposition = disposition;
    }

    /// <summary>The disposition's id; null where the service gives none.</summary>
    public int? DispositionId { get; internal set; }

    /// <summary>The name: what Set-RcxDisposition takes.</summary>
    public string Disposition { get; }

    /// <summary>The queue that offers it; null for a campaign's.</summary>
    public int? GateId { get; internal set; }

    /// <summary>The queue's name; null for a campaign's, and where it is not known.</summary>
    public string? QueueName { get; internal set; }

    /// <summary>The campaign that offers it; null for a queue's.</summary>
    public int? CampaignId { get; internal set; }

    /// <summary>Whether agents are not offered it any more; null where the service does not say.</summary>
    public bool? IsDisabled { get; internal set; }

    /// <summary>Whether it is set where an agent sets none; null where the service does not say.</summary>
    public bool? IsDefault { get; internal set; }

    /// <summary>Whether it counts as a success; null where the service does not say.</summary>
    public bool? IsSuccess { get; internal set; }

    /// <summary>Whether agents have to write a note with it; null where the service does not say.</summary>
    public bool? RequiresNote { get; internal set; }

    /// <summary>The account of the queue or campaign.</summary>
    public string AccountId { get; }

    /// <summary>The disposition's name.</summary>
    public override string ToString() => Disposition;
}
