namespace RingCx.Sandbox;

/// <summary>A party of a telephony session. The names are those of the OpenAPI document of call control.</summary>
public sealed class SandboxTelephonyParty
{
    internal SandboxTelephonyParty(PartyState party)
    {
        PartyId = party.PartyId;
        ExtensionId = party.Extension?.ExtensionId;
        Direction = party.Direction;
        From = party.From.PhoneNumber;
        To = party.To.PhoneNumber;
        Status = party.Status.ToString();
        Reason = party.Reason;
        PeerPartyId = party.Peer?.PartyId;
        IsMuted = party.IsMuted;
        IsStandAlone = party.IsStandAlone;
        ParkId = party.ParkId;
        ConferenceRole = party.ConferenceRole;
        SupervisedPartyId = party.Supervised?.PartyId;
        Recordings = [.. party.Recordings.Select(recording => new SandboxPartyRecording(recording))];
    }

    /// <summary>The id of the party: the digits of its session's id, and its number.</summary>
    public string PartyId { get; }

    /// <summary>Whose party it is; null for a telephone outside of the account.</summary>
    public string? ExtensionId { get; }

    /// <summary><c>Inbound</c> or <c>Outbound</c>.</summary>
    public string Direction { get; }

    /// <summary>The calling number, E.164 or an extension number.</summary>
    public string From { get; }

    /// <summary>The called number, E.164 or an extension number.</summary>
    public string To { get; }

    /// <summary>
    /// <c>Setup</c>, <c>Proceeding</c>, <c>Answered</c>, <c>Hold</c>, <c>Parked</c>, <c>VoiceMail</c>, <c>Disconnected</c> or <c>Gone</c>.
    /// </summary>
    public string Status { get; }

    /// <summary>Why it ended; null while it has not.</summary>
    public string? Reason { get; }

    /// <summary>With <c>Gone</c>: the party as which it goes on. Otherwise null.</summary>
    public string? PeerPartyId { get; }

    /// <summary>Whether it is muted.</summary>
    public bool IsMuted { get; }

    /// <summary>Whether it is apart from the other parties.</summary>
    public bool IsStandAlone { get; }

    /// <summary>Where the call is parked, such as <c>*801</c>; null when it is not.</summary>
    public string? ParkId { get; }

    /// <summary><c>Host</c> or <c>Participant</c>; null outside of a conference.</summary>
    public string? ConferenceRole { get; }

    /// <summary>Of a supervisor's party that listens: to whom. Otherwise null.</summary>
    public string? SupervisedPartyId { get; }

    /// <summary>Its recordings, running and paused.</summary>
    public IReadOnlyList<SandboxPartyRecording> Recordings { get; }
}
