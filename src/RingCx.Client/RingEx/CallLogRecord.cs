namespace RingCx.Client;

/// <summary>A call as RingEX's active calls list it: the Simple view of a call-log record (OpenAPI: listCompanyActiveCalls). Any property can be null.</summary>
public sealed class CallLogRecord
{
    /// <summary>The record's id.</summary>
    public string? Id { get; set; }

    /// <summary>The record's address.</summary>
    public string? Uri { get; set; }

    /// <summary>The session's id, digits.</summary>
    public string? SessionId { get; set; }

    /// <summary>The session's id for call control.</summary>
    public string? TelephonySessionId { get; set; }

    /// <summary>When the call started.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>How long it has lasted, in seconds.</summary>
    public double? Duration { get; set; }

    /// <summary><c>Voice</c> or <c>Fax</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>Inbound</c> or <c>Outbound</c>.</summary>
    public string? Direction { get; set; }

    /// <summary>What kind of call, such as <c>Phone Call</c>.</summary>
    public string? Action { get; set; }

    /// <summary>How it stands or ended, such as <c>In Progress</c>.</summary>
    public string? Result { get; set; }

    /// <summary>Why it ended so.</summary>
    public string? Reason { get; set; }

    /// <summary>The same for a person.</summary>
    public string? ReasonDescription { get; set; }

    /// <summary><c>PSTN</c> or <c>VoIP</c>.</summary>
    public string? Transport { get; set; }

    /// <summary>Who calls.</summary>
    public CallParticipant? From { get; set; }

    /// <summary>Who is called.</summary>
    public CallParticipant? To { get; set; }

    /// <summary>The extension that the record belongs to.</summary>
    public ResourceLink? Extension { get; set; }

    /// <summary>The extension that acted for another.</summary>
    public ResourceLink? Delegate { get; set; }

    /// <summary>The recording.</summary>
    public ResourceLink? Recording { get; set; }

    /// <summary>True when the recording is too short to be kept.</summary>
    public bool? ShortRecording { get; set; }

    /// <summary>The voicemail or the fax that belongs to it.</summary>
    public ResourceLink? Message { get; set; }

    /// <summary>True for a record that was deleted.</summary>
    public bool? Deleted { get; set; }
}
