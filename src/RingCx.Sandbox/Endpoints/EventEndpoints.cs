using System.Collections.Generic;

namespace RingCx.Sandbox;

/// <summary>The way to events: the overview of the services, "RingEX".</summary>
internal static class EventEndpoints
{
    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return new SandboxRoute("POST", "/restapi/oauth/wstoken", Access.RingCentral, [], [], false, Token) { RateLimitGroup = UsagePlan.Auth };
    }

    private static SandboxResponse Token(RequestContext context)
    {
        var token = context.SignIn.IssueWebSocketToken(context.User, context.Now);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("uri", "ws" + context.PlatformRoot.Substring("http".Length) + "/ws");
            writer.WriteString("ws_access_token", token);
            writer.WriteNumber("expires_in", (int)SignInService.WebSocketTokenLifetime.TotalSeconds);
            writer.WriteEndObject();
        });
    }
}
