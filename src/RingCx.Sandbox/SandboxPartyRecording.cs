namespace RingCx.Sandbox;

/// <summary>A recording of a party, see <see cref="SandboxTelephonyParty.Recordings"/>.</summary>
/// <param name="RecordingId">The id of the recording.</param>
public sealed record SandboxPartyRecording(string RecordingId)
{
    /// <summary>False while it is paused.</summary>
    public bool IsActive { get; internal set; } = true;
}
