namespace RingCx.Sandbox;

/// <summary>
/// A live call as it was when <see cref="SandboxEngine.Calls"/> was read. Times are those of the sandbox's clock, without skew.
/// </summary>
public sealed class SandboxCall
{
    internal SandboxCall()
    {
    }

    /// <summary>The id of the call, 30 digits.</summary>
    public string Uii { get; internal init; } = "";

    /// <summary>The account that the call belongs to.</summary>
    public string AccountId { get; internal init; } = "";

    /// <summary>The calling number, digits.</summary>
    public string Ani { get; internal init; } = "";

    /// <summary>The dialled number, digits.</summary>
    public string Dnis { get; internal init; } = "";

    /// <summary>The dialled number in E.164 form; null when it has none (an internal number).</summary>
    public string? DnisE164 { get; internal init; }

    /// <summary>When the call came into the queue; for an outbound call when it was dialled.</summary>
    public DateTimeOffset EnqueueTime { get; internal set; }

    /// <summary>When an agent took the call; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; internal set; }

    /// <summary>The agent on the call; null while it waits in a queue.</summary>
    public string? AgentUsername => Agent?.Username;

    /// <summary>The queue; null for an outbound call.</summary>
    public int? GateId => Gate?.GateId;

    /// <summary>The campaign of an outbound call; null for others.</summary>
    public int? CampaignId { get; internal set; }

    /// <summary>The name of the queue or the campaign.</summary>
    public string? DestinationName { get; internal set; }

    /// <summary>The integration's own id of the call, if it has one.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>The caller's name, if the look-up gave one.</summary>
    public string? Cnam { get; internal set; }

    /// <summary>Whether the call is being recorded.</summary>
    public bool IsRecording { get; internal set; }

    /// <summary>Whether the call is on hold.</summary>
    public bool IsOnHold { get; internal set; }

    /// <summary>The supervisors' sessions, in the order in which they were added.</summary>
    public IReadOnlyList<SandboxSession> Sessions => OpenSessions;

    /// <summary>The last disposition that was set; null when none was.</summary>
    public string? Disposition { get; internal set; }

    /// <summary>The <c>callBackDTS</c> of the disposition as it was sent; null without a callback.</summary>
    public string? CallbackTime { get; internal set; }

    /// <summary>The notes of the disposition; null when none came.</summary>
    public string? Notes { get; internal set; }

    /// <summary>How often <c>pingCall</c> was called for it.</summary>
    public int Pings { get; internal set; }

    internal SimulatedAgent? Agent { get; set; }

    internal SimulatedGate? Gate { get; set; }

    /// <summary>Whether the agent, not a client, put it on hold, and so takes it back.</summary>
    internal bool HeldByAgent { get; set; }

    /// <summary>The call does not end by itself before this: somebody has pinged it.</summary>
    internal DateTimeOffset KeptUntil { get; set; }

    /// <summary>Counts up when the call changes hands or ends; what was planned for it before is then void.</summary>
    internal int Generation { get; set; }

    internal bool HasEnded { get; set; }

    /// <summary>Whether the listing has it.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The login of the agent who took it last; null for one who had logged out, and for a call that nobody has taken.</summary>
    internal AgentSession? AgentSession { get; set; }

    /// <summary>Whether its queue has counted it as a success.</summary>
    internal bool IsSuccess { get; set; }

    internal List<SandboxSession> OpenSessions { get; private set; } = [];

    internal SandboxCall Copy()
    {
        var copy = (SandboxCall)MemberwiseClone();
        copy.OpenSessions = [.. OpenSessions];
        return copy;
    }
}
