namespace RingCx;

/// <summary>
/// A party of a telephony session (docs/service-notes.md: readCallPartyStatus; the events). Any property can be null but Recordings.
/// </summary>
public sealed class RingExCallParty
{
    internal RingExCallParty() { }

    /// <summary>The session that it is a party of.</summary>
    public string? TelephonySessionId { get; internal set; }

    /// <summary>The party's id; null where the service does not tell it.</summary>
    public string? PartyId { get; internal set; }

    /// <summary>Inbound or Outbound, as the party sees it.</summary>
    public string? Direction { get; internal set; }

    /// <summary>The caller's number, or short number.</summary>
    public string? FromNumber { get; internal set; }

    /// <summary>The caller's name.</summary>
    public string? FromName { get; internal set; }

    /// <summary>The id of the caller's extension.</summary>
    public string? FromExtensionId { get; internal set; }

    /// <summary>The id of the caller's device.</summary>
    public string? FromDeviceId { get; internal set; }

    /// <summary>The callee's number, or short number.</summary>
    public string? ToNumber { get; internal set; }

    /// <summary>The callee's name.</summary>
    public string? ToName { get; internal set; }

    /// <summary>The id of the callee's extension.</summary>
    public string? ToExtensionId { get; internal set; }

    /// <summary>The id of the callee's device.</summary>
    public string? ToDeviceId { get; internal set; }

    /// <summary>True while the others do not hear the party.</summary>
    public bool? Muted { get; internal set; }

    /// <summary>True while the party is not connected to the others.</summary>
    public bool? StandAlone { get; internal set; }

    /// <summary>Setup, Proceeding, Answered, Disconnected, Gone, Parked, Hold, VoiceMail, FaxReceive or VoiceMailScreening.</summary>
    public string? Status { get; internal set; }

    /// <summary>Why it stands so, such as BlindTransfer.</summary>
    public string? StatusReason { get; internal set; }

    /// <summary>The same for a person.</summary>
    public string? StatusDescription { get; internal set; }

    /// <summary>The session that the party went to, when it is Gone.</summary>
    public string? PeerTelephonySessionId { get; internal set; }

    /// <summary>The same session's other id, digits.</summary>
    public string? PeerSessionId { get; internal set; }

    /// <summary>The party that it is there.</summary>
    public string? PeerPartyId { get; internal set; }

    /// <summary>Whose party it is.</summary>
    public RingExPartyOwner? Owner =>
        (OwnerAccountId ?? OwnerExtensionId) is null ? null : new RingExPartyOwner(OwnerAccountId, OwnerExtensionId);

    /// <summary>The id of the extension whose party it is.</summary>
    public string? OwnerExtensionId { get; internal set; }

    /// <summary>Where the call is parked.</summary>
    public string? ParkId { get; internal set; }

    /// <summary>The party's role in a conference: Host or Participant.</summary>
    public string? ConferenceRole { get; internal set; }

    /// <summary>The party's role in a RingOut: Initiator or Target.</summary>
    public string? RingOutRole { get; internal set; }

    /// <summary>The party's role in a RingMe: Initiator or Target.</summary>
    public string? RingMeRole { get; internal set; }

    /// <summary>The recordings that the party makes; empty for none.</summary>
    public RingExCallRecording[] Recordings { get; internal set; } = [];

    /// <summary>True when the call was missed, in an event.</summary>
    public bool? MissedCall { get; internal set; }

    /// <summary>True for a call of a queue, in an event.</summary>
    public bool? QueueCall { get; internal set; }

    /// <summary>The party's id.</summary>
    public override string ToString() => PartyId ?? string.Empty;

    internal string? OwnerAccountId { get; set; }

    /// <summary>Adds what the service does not repeat in a party.</summary>
    /// <param name="partyId">The id that was asked for; null where the service is to tell it.</param>
    internal RingExCallParty In(string? telephonySessionId, string? partyId = null)
    {
        TelephonySessionId = telephonySessionId;
        PartyId ??= partyId;
        Recordings =
        [
            .. from recording in Recordings where recording is not null select recording.Of(telephonySessionId, PartyId),
        ];
        return this;
    }

    /// <summary>The parties of a session, without what is none.</summary>
    internal static RingExCallParty[] In(string? telephonySessionId, RingExCallParty[] parties) =>
        [.. parties.Where(static party => party is not null).Select(party => party.In(telephonySessionId))];
}
