namespace RingCx;

/// <summary>
/// A call as RingEX's active calls list it (OpenAPI: listCompanyActiveCalls, the Simple view). Late by 3 to 10 seconds, and there for about
/// 120 seconds after its end. Any property can be null.
/// </summary>
public sealed class RingExActiveCall
{
    internal RingExActiveCall() { }

    /// <summary>The record's id.</summary>
    public string? Id { get; internal set; }

    /// <summary>The session's id, digits.</summary>
    public string? SessionId { get; internal set; }

    /// <summary>The session's id for call control: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; internal set; }

    /// <summary>When the call started.</summary>
    public DateTimeOffset? StartTime { get; internal set; }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>Voice or Fax.</summary>
    public string? Type { get; internal set; }

    /// <summary>Inbound or Outbound.</summary>
    public string? Direction { get; internal set; }

    /// <summary>What kind of call, such as Phone Call.</summary>
    public string? Action { get; internal set; }

    /// <summary>How it stands or ended, such as In Progress.</summary>
    public string? Result { get; internal set; }

    /// <summary>Why it ended so.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The same for a person.</summary>
    public string? ReasonDescription { get; internal set; }

    /// <summary>PSTN or VoIP.</summary>
    public string? Transport { get; internal set; }

    /// <summary>The caller's number, or short number.</summary>
    public string? FromNumber { get; internal set; }

    /// <summary>The caller's name.</summary>
    public string? FromName { get; internal set; }

    /// <summary>The caller's short number.</summary>
    public string? FromExtensionNumber { get; internal set; }

    /// <summary>The id of the caller's extension.</summary>
    public string? FromExtensionId { get; internal set; }

    /// <summary>City and state of the caller, by the number.</summary>
    public string? FromLocation { get; internal set; }

    /// <summary>The id of the caller's device.</summary>
    public string? FromDeviceId { get; internal set; }

    /// <summary>The callee's number, or short number.</summary>
    public string? ToNumber { get; internal set; }

    /// <summary>The callee's name.</summary>
    public string? ToName { get; internal set; }

    /// <summary>The callee's short number.</summary>
    public string? ToExtensionNumber { get; internal set; }

    /// <summary>The id of the callee's extension.</summary>
    public string? ToExtensionId { get; internal set; }

    /// <summary>City and state of the callee, by the number.</summary>
    public string? ToLocation { get; internal set; }

    /// <summary>The id of the callee's device.</summary>
    public string? ToDeviceId { get; internal set; }

    /// <summary>The id of the extension that the record belongs to.</summary>
    public string? ExtensionId { get; internal set; }

    /// <summary>The address of that extension.</summary>
    public string? ExtensionUri { get; internal set; }

    /// <summary>The id of the extension that acted for another.</summary>
    public string? DelegateId { get; internal set; }

    /// <summary>The name of the extension that acted for another.</summary>
    public string? DelegateName { get; internal set; }

    /// <summary>The recording's id.</summary>
    public string? RecordingId { get; internal set; }

    /// <summary>Automatic or OnDemand.</summary>
    public string? RecordingType { get; internal set; }

    /// <summary>The recording's address.</summary>
    public string? RecordingUri { get; internal set; }

    /// <summary>The address of the recording's sound.</summary>
    public string? RecordingContentUri { get; internal set; }

    /// <summary>True when the recording is too short to be kept.</summary>
    public bool? ShortRecording { get; internal set; }

    /// <summary>The id of the voicemail or the fax that belongs to it.</summary>
    public string? MessageId { get; internal set; }

    /// <summary>The kind of that message.</summary>
    public string? MessageType { get; internal set; }

    /// <summary>The address of that message.</summary>
    public string? MessageUri { get; internal set; }

    /// <summary>True for a record that was deleted.</summary>
    public bool? Deleted { get; internal set; }

    /// <summary>The record's address.</summary>
    public string? Uri { get; internal set; }

    /// <summary>The session's id for call control.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;
}
