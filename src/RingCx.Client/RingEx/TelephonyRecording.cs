namespace RingCx.Client;

/// <summary>A recording that a party makes (OpenAPI: <c>recordings</c>). Any property can be null.</summary>
public sealed class TelephonyRecording
{
    /// <summary>The recording's id.</summary>
    public string? Id { get; set; }

    /// <summary>True while it records, false while it is paused.</summary>
    public bool? Active { get; set; }
}
