namespace RingCx;

/// <summary>
/// An agent who is logged in, at one moment (docs/service-notes.md: realTimeData/agent). Every property can be null where the service
/// leaves it out.
/// </summary>
public sealed class RcxAgentState
{
    internal RcxAgentState() { }

    /// <summary>The agent's id.</summary>
    public int? AgentId { get; internal set; }

    /// <summary>The user name: what Start-RcxCall takes.</summary>
    public string? Username { get; internal set; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; internal set; }

    /// <summary>The last name.</summary>
    public string? LastName { get; internal set; }

    /// <summary>The first and last name, or the user name where there is neither.</summary>
    public string? AgentName => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Username;

    /// <summary>The e-mail address.</summary>
    public string? Email { get; internal set; }

    /// <summary>The id of the agent's group.</summary>
    public int? AgentGroupId { get; internal set; }

    /// <summary>The name of the agent's group.</summary>
    public string? AgentGroupName { get; internal set; }

    /// <summary>What the agent is, such as <c>AGENT</c> or <c>SUPERVISOR</c>.</summary>
    public string? AgentType { get; internal set; }

    /// <summary>The skill profile in use (profileName).</summary>
    public string? Profile { get; internal set; }

    /// <summary>The number that the agent is logged in with (agentPhone).</summary>
    public string? Phone { get; internal set; }

    /// <summary>
    /// The state (agentState), such as <c>AVAILABLE</c>, <c>ON_CALL</c>, <c>AWAY</c>, <c>WRAP_UP</c>; accounts add their own.
    /// </summary>
    public string? State { get; internal set; }

    /// <summary>How long the agent has been in the state.</summary>
    public TimeSpan? StateTime { get; internal set; }

    /// <summary>The id of this login.</summary>
    public long? AgentLoginId { get; internal set; }

    /// <summary>How the agent is logged in (agentLoginType).</summary>
    public string? LoginType { get; internal set; }

    /// <summary>How long ago the agent logged in.</summary>
    public TimeSpan? LoginTime { get; internal set; }

    /// <summary>True while a call that has ended waits for its disposition.</summary>
    public bool? PendingDisposition { get; internal set; }

    /// <summary>How long it has waited.</summary>
    public TimeSpan? PendingDispositionTime { get; internal set; }

    /// <summary>True while the agent's telephone is connected to the service.</summary>
    public bool? IsOffHook { get; internal set; }

    /// <summary>True for a login that is left over, with nobody behind it.</summary>
    public bool? IsGhostLogin { get; internal set; }

    /// <summary>True for the agent who takes an interaction out of its queue.</summary>
    public bool? IsDequeueAgent { get; internal set; }

    /// <summary>The Unique Interaction Identifier of the agent's call (callUii); null without a call.</summary>
    public string? Uii { get; internal set; }

    /// <summary>The calling party's number of that call (callAni).</summary>
    public string? Ani { get; internal set; }

    /// <summary>The number that call was placed to (callDnis).</summary>
    public string? Dnis { get; internal set; }

    /// <summary>The queue that an inbound call came by.</summary>
    public int? GateId { get; internal set; }

    /// <summary>The campaign of an outbound call.</summary>
    public int? CampaignId { get; internal set; }

    /// <summary>The dial group that an outbound agent is logged in to.</summary>
    public int? LoginDialGroupId { get; internal set; }

    /// <summary>Where the call comes from, as the service classifies it.</summary>
    public string? CallSource { get; internal set; }

    /// <summary>The same in words (callSourceDesc).</summary>
    public string? CallSourceDescription { get; internal set; }

    /// <summary>Calls handled since the login.</summary>
    public int? CallsHandled { get; internal set; }

    /// <summary>Calls that rang and were not answered since the login (rna).</summary>
    public int? RingNoAnswer { get; internal set; }

    /// <summary>Time on calls since the login (totalTalkTime).</summary>
    public TimeSpan? TalkTime { get; internal set; }

    /// <summary>When the state changed last.</summary>
    public DateTimeOffset? LastUpdate { get; internal set; }

    /// <summary>The agent's account.</summary>
    public string AccountId { get; internal set; } = null!;

    /// <summary>The account's name.</summary>
    public string? AccountName { get; internal set; }

    /// <summary>The service's time of the answer.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What tells this login from every other of the account, from one answer to the next.</summary>
    internal string Key => $"{AgentId?.ToString(CultureInfo.InvariantCulture) ?? Username}/{AgentLoginId}";

    /// <summary>Whether the agent could take a call at once.</summary>
    internal bool IsAvailable => Uii is null && PendingDisposition != true && State?.Trim() is { } state
        && string.Equals(state, "AVAILABLE", StringComparison.OrdinalIgnoreCase);

    /// <summary>The user name.</summary>
    public override string ToString() => Username ?? string.Empty;

    /// <summary>Adds what a row of the service's does not tell, or need not, and takes what stands for nothing as nothing.</summary>
    internal void Complete(string accountId, DateTimeOffset at)
    {
        AccountId = AccountId is null or "" ? accountId : AccountId;
        Uii = Uii?.Trim() is { Length: > 0 } uii ? uii : null;
        (Ani, Dnis) = (Ani is "" ? null : Ani, Dnis is "" ? null : Dnis);
        (GateId, CampaignId) = (GateId > 0 ? GateId : null, CampaignId > 0 ? CampaignId : null);
        At = at;
    }

    /// <summary>The same state as of another answer. Somebody may have this one already, to whom it must not change.</summary>
    internal RcxAgentState AsOf(DateTimeOffset at)
    {
        var state = (RcxAgentState)MemberwiseClone();
        state.At = at;
        return state;
    }
}
