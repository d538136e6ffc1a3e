namespace RingCx.Sandbox;

/// <summary>A party of a telephony session. The names are those of the OpenAPI document of call control.</summary>
/// <remarks>Its status changes only through <see cref="TelephonyWorld"/>, which tells of it.</remarks>
public sealed class SandboxTelephonyParty
{
    internal const string Inbound = "Inbound";
    internal const string Outbound = "Outbound";

    internal SandboxTelephonyParty(
        SandboxTelephonySession session, SandboxExtension? extension, string direction, PartyEnd caller, PartyEnd callee)
    {
        Session = session;
        PartyId = FormattableString.Invariant($"p-{session.Key}-{session.Parties.Count + 1}");
        Extension = extension;
        Direction = direction;
        Caller = caller;
        Callee = callee;
    }

    /// <summary>The id of the party: the digits of its session's id, and its number.</summary>
    public string PartyId { get; }

    /// <summary>Whose party it is; null for a telephone outside of the account.</summary>
    public string? ExtensionId => Extension?.ExtensionId;

    /// <summary><c>Inbound</c> or <c>Outbound</c>.</summary>
    public string Direction { get; }

    /// <summary>The calling number, E.164 or an extension number.</summary>
    public string From => Caller.PhoneNumber;

    /// <summary>The called number, E.164 or an extension number.</summary>
    public string To => Callee.PhoneNumber;

    /// <summary>
    /// <c>Setup</c>, <c>Proceeding</c>, <c>Answered</c>, <c>Hold</c>, <c>Parked</c>, <c>VoiceMail</c>, <c>Disconnected</c> or <c>Gone</c>.
    /// </summary>
    public string Status => State.ToString();

    /// <summary>Why it ended; null while it has not.</summary>
    public string? Reason { get; internal set; }

    /// <summary>With <c>Gone</c>: the party as which it goes on. Otherwise null.</summary>
    public string? PeerPartyId => Peer?.PartyId;

    /// <summary>Whether it is muted.</summary>
    public bool IsMuted { get; internal set; }

    /// <summary>Whether it is apart from the other parties.</summary>
    public bool IsStandAlone { get; internal set; }

    /// <summary>Where the call is parked, such as <c>*801</c>; null when it is not.</summary>
    public string? ParkId { get; internal set; }

    /// <summary><c>Host</c> or <c>Participant</c>; null outside of a conference.</summary>
    public string? ConferenceRole { get; internal set; }

    /// <summary>Of a supervisor's party that listens: to whom. Otherwise null.</summary>
    public string? SupervisedPartyId => Supervised?.PartyId;

    /// <summary>Its recordings, running and paused.</summary>
    public IReadOnlyList<SandboxPartyRecording> Recordings => OpenRecordings;

    internal SandboxTelephonySession Session { get; }

    internal SandboxExtension? Extension { get; }

    internal PartyEnd Caller { get; }

    internal PartyEnd Callee { get; }

    internal PartyStatus State { get; set; }

    internal SandboxTelephonyParty? Peer { get; set; }

    internal SandboxTelephonyParty? Supervised { get; set; }

    /// <summary>The party that leaves when this one answers: the call was flipped to another telephone.</summary>
    internal SandboxTelephonyParty? Replaces { get; set; }

    internal bool IsMissed { get; set; }

    internal DateTimeOffset? EndedAt { get; set; }

    /// <summary>The id of its record among the active calls; null when there is to be none.</summary>
    internal string? RecordId { get; set; }

    /// <summary>From when on the record shows.</summary>
    internal DateTimeOffset ListedFrom { get; set; }

    /// <summary>Counts up with the status; what was planned for the party before is then void.</summary>
    internal int Generation { get; set; }

    internal List<SandboxPartyRecording> OpenRecordings { get; private set; } = [];

    internal bool IsLive => State is not (PartyStatus.Disconnected or PartyStatus.Gone);

    internal bool IsRinging => State is PartyStatus.Setup or PartyStatus.Proceeding;

    /// <summary>Whether it has the call, talking or holding.</summary>
    internal bool IsConnected => State is PartyStatus.Answered or PartyStatus.Hold;

    internal SandboxTelephonyParty Copy()
    {
        var copy = (SandboxTelephonyParty)MemberwiseClone();
        copy.OpenRecordings = OpenRecordings.ConvertAll(recording => recording with { });
        return copy;
    }
}
