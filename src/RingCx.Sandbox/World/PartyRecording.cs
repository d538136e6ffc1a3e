namespace RingCx.Sandbox;

/// <summary>A recording that a party has.</summary>
internal sealed class PartyRecording(string recordingId)
{
    public string RecordingId { get; } = recordingId;

    /// <summary>False while it is paused.</summary>
    public bool IsActive { get; set; } = true;
}
