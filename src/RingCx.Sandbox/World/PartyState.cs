namespace RingCx.Sandbox;

/// <summary>One party of a telephony session. Its status changes only through <see cref="TelephonyWorld"/>, which tells of it.</summary>
internal sealed class PartyState(TelephonySessionState session, int number, SandboxExtension? extension, string direction, PartyEnd from, PartyEnd to)
{
    public const string Inbound = "Inbound";

    public const string Outbound = "Outbound";

    public TelephonySessionState Session { get; } = session;

    public string PartyId { get; } = FormattableString.Invariant($"p-{session.Key}-{number}");

    /// <summary>Whose party it is; null for a telephone outside of the account.</summary>
    public SandboxExtension? Extension { get; } = extension;

    public string Direction { get; } = direction;

    public PartyEnd From { get; } = from;

    public PartyEnd To { get; } = to;

    public PartyStatus Status { get; set; }

    /// <summary>Why it ended; null while it has not.</summary>
    public string? Reason { get; set; }

    /// <summary>As which party it goes on, with <see cref="PartyStatus.Gone"/>.</summary>
    public PartyState? Peer { get; set; }

    public bool IsMuted { get; set; }

    public bool IsStandAlone { get; set; }

    public bool IsMissed { get; set; }

    public string? ParkId { get; set; }

    /// <summary>Whose call this supervisor's party listens to; null for others.</summary>
    public PartyState? Supervised { get; set; }

    /// <summary>The party that leaves when this one answers: the call was flipped to another telephone.</summary>
    public PartyState? Replaces { get; set; }

    /// <summary>Host or Participant; null outside of a conference.</summary>
    public string? ConferenceRole { get; set; }

    public List<PartyRecording> Recordings { get; } = [];

    public DateTimeOffset? ConnectedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The id of its record among the active calls; null when there is to be none.</summary>
    public string? RecordId { get; set; }

    /// <summary>From when on the record shows.</summary>
    public DateTimeOffset ListedFrom { get; set; }

    /// <summary>Counts up with the status; what was planned for the party before is then void.</summary>
    public int Generation { get; set; }

    public bool IsLive => Status is not (PartyStatus.Disconnected or PartyStatus.Gone);

    public bool IsRinging => Status is PartyStatus.Setup or PartyStatus.Proceeding;

    /// <summary>Whether it has the call, talking or holding.</summary>
    public bool IsConnected => Status is PartyStatus.Answered or PartyStatus.Hold;
}
