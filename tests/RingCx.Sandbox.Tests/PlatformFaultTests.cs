using System.Net;
using System.Net.Http.Headers;

namespace RingCx.Sandbox.Tests;

public sealed class PlatformFaultTests
{
    [Theory]
    [InlineData(SandboxFaultKind.RateLimited, 429, "CMN-301")]
    [InlineData(SandboxFaultKind.ServerError, 500, "CMN-201")]
    [InlineData(SandboxFaultKind.Unavailable, 503, "CMN-201")]
    [InlineData(SandboxFaultKind.Unauthorized, 401, "TokenExpired")]
    [InlineData(SandboxFaultKind.Forbidden, 403, "InsufficientPermissions")]
    [InlineData(SandboxFaultKind.NotFound, 404, "CMN-102")]
    [InlineData(SandboxFaultKind.Refused, 409, "TAS-109")]
    public async Task Fault_has_the_body_of_the_platform(SandboxFaultKind kind, int status, string errorCode)
    {
        var telephony = new Telephony();
        telephony.Engine.AddFault(new SandboxFault { Kind = kind, RetryAfter = "7", PathContains = "/telephony/", Count = 1 });

        var reply = await telephony.ActAsync(telephony.Answered, "hold");

        Telephony.Refused(reply, status, errorCode);
        Assert.Equal(kind is SandboxFaultKind.RateLimited or SandboxFaultKind.Unavailable ? "7" : null, reply["Retry-After"]);
        Assert.Equal("Answered, Answered", telephony.StatusOf(telephony.Answered));
        Assert.False(telephony.Engine.Log[^1].CarriedOut);
        Assert.Equal(200, (await telephony.ActAsync(telephony.Answered, "hold")).Status);
    }

    [Theory]
    [InlineData(SandboxFaultKind.EmptyBody)]
    [InlineData(SandboxFaultKind.ForeignJson)]
    [InlineData(SandboxFaultKind.HtmlBody)]
    [InlineData(SandboxFaultKind.WrongContentType)]
    [InlineData(SandboxFaultKind.SlowBody)]
    [InlineData(SandboxFaultKind.ByteByByte)]
    public async Task Spoiled_answer_is_that_of_an_action_that_was_carried_out(SandboxFaultKind kind)
    {
        foreach (var overHttp in new[] { false, true })
        {
            var telephony = new Telephony();
            using var server = overHttp ? SandboxServer.Start(telephony.Engine) : null;
            using var client = Client(telephony, server);
            telephony.Engine.AddFault(new SandboxFault { Kind = kind });

            using var answer = await client.DeleteAsync(new Uri(Telephony.PathOf(telephony.Answered), UriKind.Relative));

            Assert.True(answer.IsSuccessStatusCode);
            Assert.True(telephony.HasEnded(telephony.Answered));
            Assert.True(telephony.Engine.Log[^1].CarriedOut);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_method_passes_every_transport(bool overHttp)
    {
        var telephony = new Telephony();
        using var server = overHttp ? SandboxServer.Start(telephony.Engine) : null;
        using var client = Client(telephony, server);
        using var change = new HttpRequestMessage(HttpMethod.Patch, Telephony.PathOfParty(telephony.Answered)) { Content = new StringContent("{\"muted\":true}", new MediaTypeHeaderValue("application/json")) };

        using var changed = await client.SendAsync(change);
        using var started = await client.PostAsync(new Uri(Telephony.PathOfParty(telephony.Answered) + "/recordings", UriKind.Relative), null);
        using var conflict = await client.PostAsync(new Uri(Telephony.PathOfParty(telephony.Answered) + "/unhold", UriKind.Relative), null);
        using var ended = await client.DeleteAsync(new Uri(Telephony.PathOf(telephony.Answered), UriKind.Relative));
        using var after = await client.GetAsync(new Uri(Telephony.Own, UriKind.Relative));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.OK],
            Array.ConvertAll([changed, started, conflict, ended, after], answer => answer.StatusCode));
        Assert.Equal("Conflict", overHttp ? conflict.ReasonPhrase : "Conflict");
        Assert.Empty(await ended.Content.ReadAsStringAsync());
        Assert.Equal("heavy", Assert.Single(after.Headers.GetValues("X-Rate-Limit-Group")));
    }

    [Fact]
    public async Task Answer_without_content_has_no_length()
    {
        var telephony = new Telephony();
        using var server = SandboxServer.Start(telephony.Engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("DELETE " + Telephony.PathOf(telephony.Answered) + " HTTP/1.1\r\nUser-Agent: raw\r\nAuthorization: Bearer " + telephony.Engine.Credentials.RingCentralToken + "\r\n\r\n");

        var answer = await raw.ReadAnswerAsync();
        Assert.StartsWith("HTTP/1.1 204 No Content\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: keep-alive", answer, StringComparison.Ordinal);
    }

    private static HttpClient Client(Telephony telephony, SandboxServer? server)
    {
        var client = server is null
            ? new HttpClient(new SandboxHandler(telephony.Engine)) { BaseAddress = new Uri("https://platform.sandbox.example/") }
            : new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Uri };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Line/1.0 (tests)");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", telephony.Engine.Credentials.RingCentralToken);
        return client;
    }
}
