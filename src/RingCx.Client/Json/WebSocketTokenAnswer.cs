namespace RingCx.Client.Json;

/// <summary>
/// The address of RingEX's events and the token for it (docs/service-notes.md: getWebSocketToken). The token is good once.
/// </summary>
internal sealed class WebSocketTokenAnswer
{
    public string? Uri { get; set; }

    [JsonPropertyName("ws_access_token")]
    public string? AccessToken { get; set; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; set; }
}
