namespace RingCx.Client;

/// <summary>Where a session comes from (OpenAPI: <c>origin</c>).</summary>
public sealed class TelephonyOrigin
{
    /// <summary>Call, RingOut, RingMe, Conference, GreetingsRecording, VerificationCall, Zoom or CallOut; null where the service does not tell.</summary>
    public string? Type { get; set; }
}
