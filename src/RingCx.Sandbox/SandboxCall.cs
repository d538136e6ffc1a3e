namespace RingCx.Sandbox;

/// <summary>A live call as it was when <see cref="SandboxEngine.Calls"/> was read. Times are those of the sandbox's clock, without skew.</summary>
public sealed class SandboxCall
{
    internal SandboxCall(CallState call)
    {
        Uii = call.Uii;
        AccountId = call.AccountId;
        Ani = call.Ani;
        Dnis = call.Dnis;
        DnisE164 = call.DnisE164;
        EnqueueTime = call.EnqueueTime;
        DequeueTime = call.DequeueTime;
        AgentUsername = call.Agent?.Username;
        GateId = call.Gate?.GateId;
        CampaignId = call.CampaignId;
        DestinationName = call.DestinationName;
        ExternalId = call.ExternalId;
        Cnam = call.Cnam;
        IsRecording = call.IsRecording;
        IsOnHold = call.IsOnHold;
        Sessions = call.Sessions.ToArray();
        Disposition = call.Disposition;
        CallbackTime = call.CallbackTime;
        Notes = call.Notes;
        Pings = call.Pings;
    }

    /// <summary>The id of the call, 30 digits.</summary>
    public string Uii { get; }

    /// <summary>The account that the call belongs to.</summary>
    public string AccountId { get; }

    /// <summary>The calling number, digits.</summary>
    public string Ani { get; }

    /// <summary>The dialled number, digits.</summary>
    public string Dnis { get; }

    /// <summary>The dialled number in E.164 form; null when it has none (an internal number).</summary>
    public string? DnisE164 { get; }

    /// <summary>When the call came into the queue; for an outbound call when it was dialled.</summary>
    public DateTimeOffset EnqueueTime { get; }

    /// <summary>When an agent took the call; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; }

    /// <summary>The agent on the call; null while it waits in a queue.</summary>
    public string? AgentUsername { get; }

    /// <summary>The queue; null for an outbound call.</summary>
    public int? GateId { get; }

    /// <summary>The campaign of an outbound call; null for others.</summary>
    public int? CampaignId { get; }

    /// <summary>The name of the queue or the campaign.</summary>
    public string? DestinationName { get; }

    /// <summary>The integration's own id of the call, if it has one.</summary>
    public string? ExternalId { get; }

    /// <summary>The caller's name, if the look-up gave one.</summary>
    public string? Cnam { get; }

    /// <summary>Whether the call is being recorded.</summary>
    public bool IsRecording { get; }

    /// <summary>Whether the call is on hold.</summary>
    public bool IsOnHold { get; }

    /// <summary>The supervisors' sessions, in the order in which they were added.</summary>
    public IReadOnlyList<SandboxSession> Sessions { get; }

    /// <summary>The last disposition that was set; null when none was.</summary>
    public string? Disposition { get; }

    /// <summary>The <c>callBackDTS</c> of the disposition as it was sent; null without a callback.</summary>
    public string? CallbackTime { get; }

    /// <summary>The notes of the disposition; null when none came.</summary>
    public string? Notes { get; }

    /// <summary>How often <c>pingCall</c> was called for it.</summary>
    public int Pings { get; }
}
