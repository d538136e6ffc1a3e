namespace RingCx.Sandbox;

/// <summary>A call in progress. Its enqueue time changes only through <see cref="AccountWorld"/>, which orders by it.</summary>
internal sealed class CallState(string uii, string accountId, string ani, string dnis, string? dnisE164)
{
    public string Uii { get; } = uii;

    public string AccountId { get; } = accountId;

    public string Ani { get; } = ani;

    public string Dnis { get; } = dnis;

    public string? DnisE164 { get; } = dnisE164;

    public string? ExternalId { get; set; }

    public string? Cnam { get; set; }

    public DateTimeOffset EnqueueTime { get; set; }

    public DateTimeOffset? DequeueTime { get; set; }

    /// <summary>The queue; null for an outbound call.</summary>
    public SimulatedGate? Gate { get; set; }

    public int? CampaignId { get; set; }

    public string? DestinationName { get; set; }

    /// <summary>Null while the call waits in a queue.</summary>
    public SimulatedAgent? Agent { get; set; }

    public bool IsRecording { get; set; }

    public bool IsOnHold { get; set; }

    /// <summary>Whether the agent, not a client, put it on hold, and so takes it back.</summary>
    public bool HeldByAgent { get; set; }

    public List<SandboxSession> Sessions { get; } = [];

    public string? Disposition { get; set; }

    public string? CallbackTime { get; set; }

    public string? Notes { get; set; }

    public int Pings { get; set; }

    /// <summary>The call does not end by itself before this: somebody has pinged it.</summary>
    public DateTimeOffset KeptUntil { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Counts up when the call changes hands; what was planned for it before is then void.</summary>
    public int Generation { get; set; }

    public bool HasEnded { get; set; }
}
