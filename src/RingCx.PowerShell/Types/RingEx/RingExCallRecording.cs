namespace RingCx;

/// <summary>A recording that a party makes (OpenAPI: recordings). Any property can be null.</summary>
public sealed class RingExCallRecording
{
    internal RingExCallRecording(TelephonyRecording recording, string? telephonySessionId, string? partyId)
    {
        TelephonySessionId = telephonySessionId;
        PartyId = partyId;
        RecordingId = recording.Id;
        Active = recording.Active;
    }

    /// <summary>The session.</summary>
    public string? TelephonySessionId { get; }

    /// <summary>The party that records.</summary>
    public string? PartyId { get; }

    /// <summary>The recording's id.</summary>
    public string? RecordingId { get; }

    /// <summary>True while it records, false while it is paused.</summary>
    public bool? Active { get; }

    /// <summary>The recording's id.</summary>
    public override string ToString() => RecordingId ?? string.Empty;
}
