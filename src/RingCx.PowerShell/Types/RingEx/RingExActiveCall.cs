namespace RingCx;

/// <summary>
/// A call as RingEX's active calls list it (OpenAPI: listCompanyActiveCalls, the Simple view). Late by 3 to 10 seconds, and there for about 120
/// seconds after its end. Any property can be null.
/// </summary>
public sealed class RingExActiveCall
{
    internal RingExActiveCall(CallLogRecord record)
    {
        Id = record.Id;
        SessionId = record.SessionId;
        TelephonySessionId = record.TelephonySessionId;
        StartTime = record.StartTime;
        Duration = record.Duration is { } seconds and >= 0 and < MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
        Type = record.Type;
        Direction = record.Direction;
        Action = record.Action;
        Result = record.Result;
        Reason = record.Reason;
        ReasonDescription = record.ReasonDescription;
        Transport = record.Transport;
        FromNumber = record.From?.PhoneNumber ?? record.From?.ExtensionNumber;
        FromName = record.From?.Name;
        FromExtensionNumber = record.From?.ExtensionNumber;
        FromExtensionId = record.From?.ExtensionId;
        FromLocation = record.From?.Location;
        FromDeviceId = record.From?.Device?.Id;
        ToNumber = record.To?.PhoneNumber ?? record.To?.ExtensionNumber;
        ToName = record.To?.Name;
        ToExtensionNumber = record.To?.ExtensionNumber;
        ToExtensionId = record.To?.ExtensionId;
        ToLocation = record.To?.Location;
        ToDeviceId = record.To?.Device?.Id;
        ExtensionId = record.Extension?.Id;
        ExtensionUri = record.Extension?.Uri;
        DelegateId = record.Delegate?.Id;
        DelegateName = record.Delegate?.Name;
        RecordingId = record.Recording?.Id;
        RecordingType = record.Recording?.Type;
        RecordingUri = record.Recording?.Uri;
        RecordingContentUri = record.Recording?.ContentUri;
        ShortRecording = record.ShortRecording;
        MessageId = record.Message?.Id;
        MessageType = record.Message?.Type;
        MessageUri = record.Message?.Uri;
        Deleted = record.Deleted;
        Uri = record.Uri;
    }

    // A century is no call, and a TimeSpan ends somewhere.
    private const double MostSeconds = 3.2e9;

    /// <summary>The record's id.</summary>
    public string? Id { get; }

    /// <summary>The session's id, digits.</summary>
    public string? SessionId { get; }

    /// <summary>The session's id for call control: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; }

    /// <summary>When the call started.</summary>
    public DateTimeOffset? StartTime { get; }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>Voice or Fax.</summary>
    public string? Type { get; }

    /// <summary>Inbound or Outbound.</summary>
    public string? Direction { get; }

    /// <summary>What kind of call, such as Phone Call.</summary>
    public string? Action { get; }

    /// <summary>How it stands or ended, such as In Progress.</summary>
    public string? Result { get; }

    /// <summary>Why it ended so.</summary>
    public string? Reason { get; }

    /// <summary>The same for a person.</summary>
    public string? ReasonDescription { get; }

    /// <summary>PSTN or VoIP.</summary>
    public string? Transport { get; }

    /// <summary>The caller's number, or short number.</summary>
    public string? FromNumber { get; }

    /// <summary>The caller's name.</summary>
    public string? FromName { get; }

    /// <summary>The caller's short number.</summary>
    public string? FromExtensionNumber { get; }

    /// <summary>The id of the caller's extension.</summary>
    public string? FromExtensionId { get; }

    /// <summary>City and state of the caller, by the number.</summary>
    public string? FromLocation { get; }

    /// <summary>The id of the caller's device.</summary>
    public string? FromDeviceId { get; }

    /// <summary>The callee's number, or short number.</summary>
    public string? ToNumber { get; }

    /// <summary>The callee's name.</summary>
    public string? ToName { get; }

    /// <summary>The callee's short number.</summary>
    public string? ToExtensionNumber { get; }

    /// <summary>The id of the callee's extension.</summary>
    public string? ToExtensionId { get; }

    /// <summary>City and state of the callee, by the number.</summary>
    public string? ToLocation { get; }

    /// <summary>The id of the callee's device.</summary>
    public string? ToDeviceId { get; }

    /// <summary>The id of the extension that the record belongs to.</summary>
    public string? ExtensionId { get; }

    /// <summary>The address of that extension.</summary>
    public string? ExtensionUri { get; }

    /// <summary>The id of the extension that acted for another.</summary>
    public string? DelegateId { get; }

    /// <summary>The name of the extension that acted for another.</summary>
    public string? DelegateName { get; }

    /// <summary>The recording's id.</summary>
    public string? RecordingId { get; }

    /// <summary>Automatic or OnDemand.</summary>
    public string? RecordingType { get; }

    /// <summary>The recording's address.</summary>
    public string? RecordingUri { get; }

    /// <summary>The address of the recording's sound.</summary>
    public string? RecordingContentUri { get; }

    /// <summary>True when the recording is too short to be kept.</summary>
    public bool? ShortRecording { get; }

    /// <summary>The id of the voicemail or the fax that belongs to it.</summary>
    public string? MessageId { get; }

    /// <summary>The kind of that message.</summary>
    public string? MessageType { get; }

    /// <summary>The address of that message.</summary>
    public string? MessageUri { get; }

    /// <summary>True for a record that was deleted.</summary>
    public bool? Deleted { get; }

    /// <summary>The record's address.</summary>
    public string? Uri { get; }

    /// <summary>The session's id for call control.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;
}
