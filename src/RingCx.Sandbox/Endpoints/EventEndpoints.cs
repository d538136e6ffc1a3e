using System.Security.Cryptography;

namespace RingCx.Sandbox;

/// <summary>The way to events (docs/service-notes.md: getWebSocketToken).</summary>
internal static class EventEndpoints
{
    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return new SandboxRoute("POST", "/restapi/oauth/wstoken", Access.RingCentral, [], [], false, Token) { RateLimitGroup = SimulatedUsagePlan.Auth };
        yield return new SandboxRoute("GET", "/ws", Access.SignIn, ["access_token"], ["wsc"], false, Connect) { IsWebSocket = true };
    }

    private static SandboxResponse Token(RequestContext context)
    {
        var token = context.SignIn.IssueWebSocketToken(context.User, context.Now);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("uri", "ws" + context.PlatformRoot.Substring("http".Length) + "/ws");
            writer.WriteString("ws_access_token", token);
            writer.WriteNumber("expires_in", (int)SimulatedSignIn.WebSocketTokenLifetime.TotalSeconds);
            writer.WriteEndObject();
        });
    }

    private static SandboxResponse Connect(RequestContext context)
    {
        var key = context.Request.Header("Sec-WebSocket-Key");
        if (!Lists(context, "Connection", "Upgrade") || !Lists(context, "Upgrade", "websocket") || !Lists(context, "Sec-WebSocket-Version", "13") || key is null)
        {
            throw PlatformErrorException.Invalid("Upgrade", "It is no handshake of a WebSocket.");
        }

        var user = context.SignIn.UseWebSocketToken(context.Query.Text("access_token"), context.IsStrict, context.Now) ?? throw PlatformErrorException.UnknownToken();
        var response = new SandboxResponse(101, null, default) { Session = context.Events.Open(user, context.Query.OptionalText("wsc"), context.Now) };
        response.SetHeader("Connection", "Upgrade");
        response.SetHeader("Upgrade", "websocket");
        response.SetHeader("Sec-WebSocket-Accept", AcceptKey(key));
        return response;
    }

    private static bool Lists(RequestContext context, string header, string value) =>
        context.Request.Header(header)?.Split(',').Any(item => string.Equals(item.Trim(), value, StringComparison.OrdinalIgnoreCase)) ?? false;

    /// <summary>What proves that a handshake was understood (RFC 6455, section 4.2.2).</summary>
    private static string AcceptKey(string key)
    {
#pragma warning disable CA5350 // The handshake is made with SHA-1; it keeps nothing secret.
        using var hash = SHA1.Create();
#pragma warning restore CA5350
        return Convert.ToBase64String(hash.ComputeHash(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    }
}
