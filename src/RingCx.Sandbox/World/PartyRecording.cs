namespace RingCx.Sandbox;

/// <summary>A recording that a party has.</summary>
internal sealed class PartyRecording
{
    public PartyRecording(string recordingId)
    {
        RecordingId = recordingId;
    }

    public string RecordingId { get; }

    /// <summary>False while it is paused.</summary>
    public bool IsActive { get; set; } = true;
}
