namespace RingCx.Client;

/// <summary>A telephony session (docs/service-notes.md: readCallSessionStatus). Any property can be null.</summary>
public sealed class TelephonySession
{
    /// <summary>The session's id.</summary>
    public string? Id { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>Where it comes from.</summary>
    public TelephonyOrigin? Origin { get; set; }

    /// <summary>Who is in it.</summary>
    public List<TelephonyParty?>? Parties { get; set; }

    /// <summary>What a softphone joins the conference with; null for other sessions. Whoever has it can join: not to be shown.</summary>
    public string? VoiceCallToken { get; set; }
}
