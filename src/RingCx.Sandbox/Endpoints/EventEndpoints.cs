using System.Security.Cryptography;

namespace RingCx.Sandbox;

/// <summary>The way to events (docs/service-notes.md: getWebSocketToken).</summary>
internal static class EventEndpoints
{
    public static SandboxResponse Token(RequestContext context) => Answer.PlatformJson(200, new
    {
        uri = "ws" + context.PlatformRoot.Substring("http".Length) + "/ws",
        ws_access_token = context.SignIn.WebSocket.Issue(context.User, context.Now),
        expires_in = (int)SimulatedSignIn.WebSocketTokenLifetime.TotalSeconds,
    });

    public static SandboxResponse Connect(RequestContext context)
    {
        bool Lists(string header, string value) =>
            context.Request.Header(header)?.Split(',').Any(item => item.Trim().Equals(value, StringComparison.OrdinalIgnoreCase)) == true;

        var key = context.Request.Header("Sec-WebSocket-Key");
        if (!Lists("Connection", "Upgrade") || !Lists("Upgrade", "websocket") || !Lists("Sec-WebSocket-Version", "13") || key is null)
            throw PlatformErrorException.Invalid("Upgrade", "It is no handshake of a WebSocket.");

        // It is good once; but RingCentral's own client opens a lost connection again with the same one.
        var text = context.Query.Text("access_token");
        var token = context.IsStrict ? context.SignIn.WebSocket.Spend(text, context.Now) : context.SignIn.WebSocket.Find(text);
        if (token is null || token.ExpiresAt <= context.Now)
            throw PlatformErrorException.UnknownToken();

        var session = context.Events.Open(token.User, context.Query.OptionalText("wsc"), context.Now);
        return (Answer.Nothing(101) with { Session = session })
            .With("Connection", "Upgrade").With("Upgrade", "websocket").With("Sec-WebSocket-Accept", AcceptKey(key));
    }

    /// <summary>What proves that a handshake was understood (RFC 6455, section 4.2.2).</summary>
    private static string AcceptKey(string key)
    {
#pragma warning disable CA5350 // The handshake is made with SHA-1; it keeps nothing secret.
        using var hash = SHA1.Create();
#pragma warning restore CA5350
        return Convert.ToBase64String(hash.ComputeHash(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    }
}
