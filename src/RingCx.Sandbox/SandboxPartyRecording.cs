namespace RingCx.Sandbox;

/// <summary>A recording of a party, see <see cref="SandboxTelephonyParty.Recordings"/>.</summary>
public sealed class SandboxPartyRecording
{
    internal SandboxPartyRecording(string recordingId, bool isActive = true)
    {
        RecordingId = recordingId;
        IsActive = isActive;
    }

    /// <summary>The id of the recording.</summary>
    public string RecordingId { get; }

    /// <summary>False while it is paused.</summary>
    public bool IsActive { get; internal set; }
}
