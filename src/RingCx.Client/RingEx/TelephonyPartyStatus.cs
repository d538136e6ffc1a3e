namespace RingCx.Client;

/// <summary>How a party stands (OpenAPI: <c>status</c>). Any property can be null.</summary>
public sealed class TelephonyPartyStatus
{
    /// <summary>Setup, Proceeding, Answered, Disconnected, Gone, Parked, Hold, VoiceMail, FaxReceive or VoiceMailScreening.</summary>
    public string? Code { get; set; }

    /// <summary>Why it stands so, such as <c>BlindTransfer</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The same for a person.</summary>
    public string? Description { get; set; }

    /// <summary>Where the party went, when it is Gone.</summary>
    public TelephonyPeer? PeerId { get; set; }
}
