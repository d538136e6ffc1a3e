namespace RingCx.Client.Tests.Http;

/// <summary>A status is believed with the service's own body alone: whatever stands in between answers 401, 403 and 404 too.</summary>
public class ForeignAnswerTests
{
    private const string Page = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>Your IP 203.0.113.7 is blocked. Call +1 650 555 0123.</body></html>";

    /// <summary>What others answer: the body and its type.</summary>
    public static TheoryData<int, string, string?> Foreign()
    {
        var data = new TheoryData<int, string, string?>();
        foreach (var status in new[] { 400, 401, 403, 404, 405, 409, 410, 451, 511 })
        {
            data.Add(status, Page, "text/html");
            data.Add(status, Page, "text/plain");
            data.Add(status, string.Empty, "text/html; charset=iso-8859-1");
            data.Add(status, """{"error":"not_found","path":"/voice"}""", "application/json");
            data.Add(status, "Not Found", "text/plain");
            data.Add(status, """{"message":"no Route matched with those values"}""", "application/json");
        }

        return data;
    }

    /// <summary>What the services answer.</summary>
    public static TheoryData<int, string, string?, FailureKind> Own => new()
    {
        { 404, """{"errorCode":"not.found.exception","generalMessage":"Not found","details":"","requestUri":"/v1","timestamp":1}""", "application/json", FailureKind.NotFound },
        { 404, "\uFEFF{\"errorCode\":\"not.found.exception\",\"generalMessage\":\"Not found\"}", "application/json;charset=UTF-8", FailureKind.NotFound },
        { 404, string.Empty, null, FailureKind.NotFound },
        { 404, string.Empty, "application/json", FailureKind.NotFound },
        { 403, """{"errorCode":"access.denied.exception","generalMessage":"You do not have permission to access this resource"}""", "text/plain", FailureKind.PermissionDenied },
        { 403, """{"errors":[{"errorCode":"CMN-408","message":"No"}]}""", "application/json", FailureKind.PermissionDenied },
        { 409, """{"errorCode":"CMN-409","message":"State"}""", "application/json", FailureKind.Refused },
        { 400, """{"errorCode":"active.calls.agent.not.logged.in","generalMessage":"The supplied data is not valid"}""", "application/json", FailureKind.Refused },
        { 401, "Jwt is expired", "text/plain", FailureKind.AuthenticationFailed },
        { 401, "Jwt verification fails", null, FailureKind.AuthenticationFailed },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task An_action_that_must_not_be_repeated_is_reported_as_foreign(int status, string body, string? type)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(body, type, (HttpStatusCode)status), ScriptedAnswer.Done);
        var failure = await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.Single(bench.ApiRequests);
        Assert.True(failure.MayBeDone);
        Assert.Contains($"({status}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("proxy", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("555", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task One_that_may_be_repeated_is(int status, string body, string? type)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(body, type, (HttpStatusCode)status), ScriptedAnswer.Done);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(2, bench.ApiRequests.Count);
    }

    [Theory]
    [MemberData(nameof(Own))]
    public async Task The_service_s_own_word_is_believed(int status, string body, string? type, FailureKind kind)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(body, type, (HttpStatusCode)status));
        var failure = await bench.FailAsync(kind, _ => bench.HangUpAsync());
        Assert.False(failure.MayBeDone);
    }

    [Fact]
    public async Task A_foreign_401_renews_no_token()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(Page, "text/html", HttpStatusCode.Unauthorized));
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.Single(bench.Service.Calls);
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_foreign_answer_to_a_sign_in_is_not_blamed_on_the_credentials(int status)
    {
        foreach (var answer in new[] { ScriptedAnswer.Body(Page, "text/html", (HttpStatusCode)status), ScriptedAnswer.Body(string.Empty, "text/html", (HttpStatusCode)status), ScriptedAnswer.Json("""{"error":"blocked by policy"}""", (HttpStatusCode)status) })
        {
            using var bench = new ClientBench(SignInMethods.Jwt());
            bench.Service.SignInFault = (_, _) => answer;
            var failure = await bench.FailAsync(FailureKind.BadResponse, static c => c.SignInAsync(null, default));
            Assert.True(failure.IsSignIn);
        }
    }

    [Fact]
    public async Task A_foreign_answer_uses_up_no_refresh_token()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        var strikes = 3;
        bench.Service.SignInFault = (call, _) => call == SignInCall.RingCentralRefresh && strikes-- > 0 ? ScriptedAnswer.Body(Page, "text/html", HttpStatusCode.Forbidden) : null;
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal(1, bench.Service.Count(SignInCall.RingCentralToken));
    }

    [Theory]
    [InlineData("Via", "1.1 proxy7.corp.example (squid/5.7)", "squid")]
    [InlineData("Server", "cloudflare", "cloudflare")]
    [InlineData("Server", "Microsoft-HTTPAPI/2.0", "Microsoft-HTTPAPI")]
    public async Task It_names_who_answered_if_that_is_stated(string header, string value, string name)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(Page, "text/html", HttpStatusCode.Forbidden).With(header, value));
        var failure = await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.Contains($"It calls itself {name}.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("corp.example", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server", "<script>alert(1)</script>")]
    [InlineData("Via", "+1 650 555 0123")]
    public async Task It_repeats_nothing_that_is_not_a_name(string header, string value)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(Page, "text/html", HttpStatusCode.Forbidden).With(header, value));
        var failure = await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.DoesNotContain("It calls itself", failure.Message, StringComparison.Ordinal);
    }
}
