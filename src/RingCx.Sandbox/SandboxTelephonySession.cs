namespace RingCx.Sandbox;

/// <summary>
/// A telephony session of RingEX as it was when <see cref="SandboxEngine.TelephonySessions"/> was read. Times are those
/// of the sandbox's clock, without skew.
/// </summary>
public sealed class SandboxTelephonySession
{
    private List<SandboxTelephonyParty> _parties = [];

    internal SandboxTelephonySession(string key, string sessionId, string origin, DateTimeOffset creationTime)
    {
        Key = key;
        SessionId = sessionId;
        Origin = origin;
        CreationTime = creationTime;
    }

    /// <summary>The id for call control: <c>s-</c> and 32 hexadecimal digits.</summary>
    public string TelephonySessionId => "s-" + Key;

    /// <summary>The id that active calls and events give beside it, digits.</summary>
    public string SessionId { get; }

    /// <summary><c>Call</c>, <c>CallOut</c> or <c>Conference</c>.</summary>
    public string Origin { get; }

    /// <summary>When the call began.</summary>
    public DateTimeOffset CreationTime { get; }

    /// <summary>The parties in the order in which they came, those that have left included.</summary>
    public IReadOnlyList<SandboxTelephonyParty> Parties => _parties;

    /// <summary>The digits that the ids of the session and of its parties have in common.</summary>
    internal string Key { get; }

    internal bool IsConference => Origin == "Conference";

    internal string? VoiceCallToken { get; set; }

    internal DateTimeOffset? EndedAt { get; set; }

    internal int Sequence { get; set; }

    /// <summary>Those of the live parties who take part: not the supervisors who listen.</summary>
    internal IEnumerable<SandboxTelephonyParty> Company => _parties.Where(party => party.IsLive && party.Supervised is null);

    internal SandboxTelephonyParty Add(SandboxExtension? extension, string direction, PartyEnd caller, PartyEnd callee)
    {
        var party = new SandboxTelephonyParty(this, extension, direction, caller, callee);
        _parties.Add(party);
        return party;
    }

    internal SandboxTelephonyParty LiveParty(string partyId) =>
        _parties.Find(party => party.PartyId == partyId && party.IsLive) ?? throw PlatformErrorException.NotFound("partyId");

    internal SandboxTelephonyParty? LivePartyOf(SandboxExtension? extension) =>
        extension is null ? null : _parties.Find(party => party.IsLive && ReferenceEquals(party.Extension, extension));

    internal SandboxTelephonySession Copy()
    {
        var copy = (SandboxTelephonySession)MemberwiseClone();
        copy._parties = [.. _parties.Select(party => party.Copy())];
        return copy;
    }
}
