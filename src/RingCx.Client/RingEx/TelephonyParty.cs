namespace RingCx.Client;

/// <summary>A party of a telephony session (docs/service-notes.md: readCallPartyStatus; the events). Any property can be null.</summary>
public sealed class TelephonyParty
{
    /// <summary>The party's id.</summary>
    public string? Id { get; set; }

    /// <summary><c>Inbound</c> or <c>Outbound</c>, as the party sees it.</summary>
    public string? Direction { get; set; }

    /// <summary>Who calls.</summary>
    public CallParticipant? From { get; set; }

    /// <summary>Who is called.</summary>
    public CallParticipant? To { get; set; }

    /// <summary>How the party stands.</summary>
    public TelephonyPartyStatus? Status { get; set; }

    /// <summary>True while the others do not hear the party.</summary>
    public bool? Muted { get; set; }

    /// <summary>True while the party is not connected to the others.</summary>
    public bool? StandAlone { get; set; }

    /// <summary>Where the call is parked; its id is null when it is not.</summary>
    public ResourceLink? Park { get; set; }

    /// <summary>Whose party it is, in a session.</summary>
    public TelephonyPartyOwner? Owner { get; set; }

    /// <summary>The account's id, in an event and of a supervisor.</summary>
    public string? AccountId { get; set; }

    /// <summary>The extension's id, in an event and of a supervisor.</summary>
    public string? ExtensionId { get; set; }

    /// <summary>The party's role in a conference: Host or Participant.</summary>
    public string? ConferenceRole { get; set; }

    /// <summary>The party's role in a RingOut: Initiator or Target.</summary>
    public string? RingOutRole { get; set; }

    /// <summary>The party's role in a RingMe: Initiator or Target.</summary>
    public string? RingMeRole { get; set; }

    /// <summary>The recordings that the party makes.</summary>
    public List<TelephonyRecording>? Recordings { get; set; }

    /// <summary>True when the call was missed, in an event.</summary>
    public bool? MissedCall { get; set; }

    /// <summary>True for a call of a queue, in an event.</summary>
    public bool? QueueCall { get; set; }
}
