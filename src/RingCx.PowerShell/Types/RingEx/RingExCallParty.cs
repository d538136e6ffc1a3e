namespace RingCx;

/// <summary>A party of a telephony session (docs/service-notes.md: readCallPartyStatus; the events). Any property can be null but Recordings.</summary>
public sealed class RingExCallParty
{
    internal RingExCallParty(TelephonyParty party, string? telephonySessionId, string? partyId)
    {
        TelephonySessionId = telephonySessionId;
        PartyId = party.Id ?? partyId;
        Direction = party.Direction;
        FromNumber = party.From?.PhoneNumber ?? party.From?.ExtensionNumber;
        FromName = party.From?.Name;
        FromExtensionId = party.From?.ExtensionId;
        FromDeviceId = party.From?.DeviceId;
        ToNumber = party.To?.PhoneNumber ?? party.To?.ExtensionNumber;
        ToName = party.To?.Name;
        ToExtensionId = party.To?.ExtensionId;
        ToDeviceId = party.To?.DeviceId;
        Muted = party.Muted;
        StandAlone = party.StandAlone;
        Status = party.Status?.Code;
        StatusReason = party.Status?.Reason;
        StatusDescription = party.Status?.Description;
        PeerTelephonySessionId = party.Status?.PeerId?.TelephonySessionId;
        PeerSessionId = party.Status?.PeerId?.SessionId;
        PeerPartyId = party.Status?.PeerId?.PartyId;
        var account = party.Owner?.AccountId ?? party.AccountId;
        var extension = party.Owner?.ExtensionId ?? party.ExtensionId;
        Owner = account is null && extension is null ? null : new RingExPartyOwner(account, extension);
        ParkId = party.Park?.Id;
        ConferenceRole = party.ConferenceRole;
        RingOutRole = party.RingOutRole;
        RingMeRole = party.RingMeRole;
        Recordings = [.. (party.Recordings ?? []).Where(static r => r is not null).Select(r => new RingExCallRecording(r, telephonySessionId, PartyId))];
        MissedCall = party.MissedCall;
        QueueCall = party.QueueCall;
    }

    /// <summary>The session that it is a party of.</summary>
    public string? TelephonySessionId { get; }

    /// <summary>The party's id; null where the service does not tell it.</summary>
    public string? PartyId { get; }

    /// <summary>Inbound or Outbound, as the party sees it.</summary>
    public string? Direction { get; }

    /// <summary>The caller's number, or short number.</summary>
    public string? FromNumber { get; }

    /// <summary>The caller's name.</summary>
    public string? FromName { get; }

    /// <summary>The id of the caller's extension.</summary>
    public string? FromExtensionId { get; }

    /// <summary>The id of the caller's device.</summary>
    public string? FromDeviceId { get; }

    /// <summary>The callee's number, or short number.</summary>
    public string? ToNumber { get; }

    /// <summary>The callee's name.</summary>
    public string? ToName { get; }

    /// <summary>The id of the callee's extension.</summary>
    public string? ToExtensionId { get; }

    /// <summary>The id of the callee's device.</summary>
    public string? ToDeviceId { get; }

    /// <summary>True while the others do not hear the party.</summary>
    public bool? Muted { get; }

    /// <summary>True while the party is not connected to the others.</summary>
    public bool? StandAlone { get; }

    /// <summary>Setup, Proceeding, Answered, Disconnected, Gone, Parked, Hold, VoiceMail, FaxReceive or VoiceMailScreening.</summary>
    public string? Status { get; }

    /// <summary>Why it stands so, such as BlindTransfer.</summary>
    public string? StatusReason { get; }

    /// <summary>The same for a person.</summary>
    public string? StatusDescription { get; }

    /// <summary>The session that the party went to, when it is Gone.</summary>
    public string? PeerTelephonySessionId { get; }

    /// <summary>The same session's other id, digits.</summary>
    public string? PeerSessionId { get; }

    /// <summary>The party that it is there.</summary>
    public string? PeerPartyId { get; }

    /// <summary>Whose party it is.</summary>
    public RingExPartyOwner? Owner { get; }

    /// <summary>The id of the extension whose party it is.</summary>
    public string? OwnerExtensionId => Owner?.ExtensionId;

    /// <summary>Where the call is parked.</summary>
    public string? ParkId { get; }

    /// <summary>The party's role in a conference: Host or Participant.</summary>
    public string? ConferenceRole { get; }

    /// <summary>The party's role in a RingOut: Initiator or Target.</summary>
    public string? RingOutRole { get; }

    /// <summary>The party's role in a RingMe: Initiator or Target.</summary>
    public string? RingMeRole { get; }

    /// <summary>The recordings that the party makes; empty for none.</summary>
    public RingExCallRecording[] Recordings { get; }

    /// <summary>True when the call was missed, in an event.</summary>
    public bool? MissedCall { get; }

    /// <summary>True for a call of a queue, in an event.</summary>
    public bool? QueueCall { get; }

    /// <summary>The party's id.</summary>
    public override string ToString() => PartyId ?? string.Empty;

    internal static RingExCallParty[] From(IEnumerable<TelephonyParty?>? parties, string? telephonySessionId) =>
        [.. from party in parties ?? [] where party is not null select new RingExCallParty(party, telephonySessionId, null)];
}
