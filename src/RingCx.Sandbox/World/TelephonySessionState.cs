namespace RingCx.Sandbox;

/// <summary>A telephony session: a call with all its parties, those that have left included.</summary>
internal sealed class TelephonySessionState(string key, string sessionId, string origin, DateTimeOffset creationTime)
{
    /// <summary>The 32 hexadecimal digits that the ids of the session and of its parties have in common.</summary>
    public string Key { get; } = key;

    public string TelephonySessionId => "s-" + Key;

    public string SessionId { get; } = sessionId;

    /// <summary><c>Call</c>, <c>CallOut</c> or <c>Conference</c>.</summary>
    public string Origin { get; } = origin;

    public bool IsConference => Origin == "Conference";

    public string? VoiceCallToken { get; set; }

    public DateTimeOffset CreationTime { get; } = creationTime;

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the events of the session.</summary>
    public int Sequence { get; set; }

    public List<PartyState> Parties { get; } = [];

    public bool HasEnded => EndedAt is not null;

    public PartyState Add(SandboxExtension? extension, string direction, PartyEnd from, PartyEnd to)
    {
        var party = new PartyState(this, Parties.Count + 1, extension, direction, from, to);
        Parties.Add(party);
        return party;
    }

    public PartyState? Find(string partyId) => Parties.Find(party => party.PartyId == partyId);

    /// <summary>The party that an extension has in it now.</summary>
    public PartyState? LivePartyOf(SandboxExtension extension) =>
        Parties.Find(party => party.IsLive && ReferenceEquals(party.Extension, extension));
}
