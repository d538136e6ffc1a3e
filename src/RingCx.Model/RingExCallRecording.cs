namespace RingCx;

/// <summary>A recording that a party makes (OpenAPI: recordings). Any property can be null.</summary>
public sealed class RingExCallRecording
{
    internal RingExCallRecording() { }

    /// <summary>The session.</summary>
    public string? TelephonySessionId { get; internal set; }

    /// <summary>The party that records.</summary>
    public string? PartyId { get; internal set; }

    /// <summary>The recording's id.</summary>
    public string? RecordingId { get; internal set; }

    /// <summary>True while it records, false while it is paused.</summary>
    public bool? Active { get; internal set; }

    /// <summary>The recording's id.</summary>
    public override string ToString() => RecordingId ?? string.Empty;

    internal RingExCallRecording Of(string? telephonySessionId, string? partyId)
    {
        TelephonySessionId = telephonySessionId;
        PartyId = partyId;
        return this;
    }
}
