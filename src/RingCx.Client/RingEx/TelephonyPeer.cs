namespace RingCx.Client;

/// <summary>A party of another session (OpenAPI: <c>peerId</c>). Any property can be null.</summary>
public sealed class TelephonyPeer
{
    /// <summary>The session's id, digits.</summary>
    public string? SessionId { get; set; }

    /// <summary>The session's id for call control.</summary>
    public string? TelephonySessionId { get; set; }

    /// <summary>The party's id.</summary>
    public string? PartyId { get; set; }
}
