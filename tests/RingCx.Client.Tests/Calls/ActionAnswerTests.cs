namespace RingCx.Client.Tests.Calls;

public class ActionAnswerTests
{
    private const string NoPermission =
        """{"errorCode":"access.denied.exception","generalMessage":"You do not have permission to access this resource","details":"","requestUri":"/voice/api","timestamp":1588948847000}""";

    public static TheoryData<string> Actions => DocumentedCalls.ActionNames;

    [Theory]
    [InlineData("true", "text/plain", true)]
    [InlineData("false", "text/plain", false)]
    [InlineData("true", "text/plain;charset=UTF-8", true)]
    [InlineData("true", "text/plain;charset=utf8", true)]
    [InlineData("true", "application/json", true)]
    [InlineData("false", "application/json", false)]
    [InlineData("true", null, true)]
    [InlineData("\"true\"", "application/json", true)]
    [InlineData("\"false\"", "application/json", false)]
    [InlineData(" true\r\n", "text/plain", true)]
    [InlineData("\tfalse ", "text/plain", false)]
    [InlineData(" \"true\"\n", "application/json", true)]
    [InlineData("True", "text/plain", true)]
    [InlineData("FALSE", "text/plain", false)]
    public async Task Is_what_the_service_says(string body, string? mediaType, bool done)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(body, mediaType));
        Assert.Equal(done, await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Without_a_body_is_done(string action)
    {
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent })
        {
            using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status));
            Assert.True(await bench.Clock.AutoAdvance(Assert.IsType<Task<bool>>(DocumentedCalls.Named(action).Send(bench.Client, bench.Progress, default), exactMatch: false)));
            Assert.Single(bench.ApiRequests);
        }
    }

    [Theory]
    [InlineData("   ", "text/plain")]
    [InlineData("\"\"", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("yes", "text/plain")]
    [InlineData("1", "application/json")]
    [InlineData("true false", "text/plain")]
    [InlineData("[true]", "application/json")]
    [InlineData("""{"result":true}""", "application/json")]
    [InlineData("<html><body>true</body></html>", "text/html")]
    [InlineData("yes", "text/plain; charset=nonsense")]
    public async Task Is_refused_when_it_is_neither_true_nor_false(string body, string mediaType)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body(body, mediaType));
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Of_every_action_is_the_service_s_word(string action)
    {
        foreach (var done in new[] { true, false })
        {
            using var bench = ClientBench.Answering(ScriptedAnswer.Text(done ? "true" : "false"));
            var answer = Assert.IsType<Task<bool>>(DocumentedCalls.Named(action).Send(bench.Client, bench.Progress, default), exactMatch: false);
            Assert.Equal(done, await bench.Clock.AutoAdvance(answer));
        }
    }

    [Fact]
    public async Task May_come_with_status_201()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Text("true", HttpStatusCode.Created));
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Of_a_call_that_has_ended_is_not_found(string action)
    {
        var failure = await FailAsync(action, ScriptedAnswer.Json("""{"errorCode":"not.found"}""", HttpStatusCode.NotFound), FailureKind.NotFound);
        Assert.Equal("not.found", failure.ServiceErrorCode);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Without_permission_names_the_service_s_code(string action)
    {
        var failure = await FailAsync(action, ScriptedAnswer.Json(NoPermission, HttpStatusCode.Forbidden), FailureKind.PermissionDenied);
        Assert.Equal("access.denied.exception", failure.ServiceErrorCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"errorCode":null,"generalMessage":null}""")]
    public async Task Without_permission_needs_no_body_to_be_understood(string body)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Text(body, HttpStatusCode.Forbidden));
        var failure = await bench.FailAsync(FailureKind.PermissionDenied, _ => bench.HangUpAsync());
        Assert.Null(failure.ServiceErrorCode);
        Assert.NotEqual(string.Empty, failure.Message);
    }

    [Fact]
    public async Task Of_the_telephony_platform_s_errors_names_the_first_code()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"errors":[{"errorCode":"CMN-102","message":"Resource not found"}]}""", HttpStatusCode.NotFound));
        Assert.Equal("CMN-102", (await bench.FailAsync(FailureKind.NotFound, _ => bench.HangUpAsync())).ServiceErrorCode);
    }

    [Fact]
    public async Task Is_a_failed_authentication_when_a_new_token_is_not_accepted_either()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Text("Jwt is expired", HttpStatusCode.Unauthorized));
        await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.HangUpAsync());
        Assert.Equal(2, bench.ApiRequests.Count);
        Assert.NotEqual(bench.ApiRequests[0].BearerToken, bench.ApiRequests[1].BearerToken);
    }

    [Fact]
    public async Task Is_a_failed_authentication_at_once_with_a_permanent_token()
    {
        using var bench = new ClientBench(SignInMethods.ApiToken());
        bench.Service.Api = new AnswerScript(ScriptedAnswer.Failing(HttpStatusCode.Unauthorized)).Next;
        await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.HangUpAsync());
        Assert.Single(bench.Transport.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Is_never_looked_for_elsewhere(HttpStatusCode status)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status).With("Location", "https://example.com/elsewhere"));
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.PingAsync());
        Assert.Single(bench.ApiRequests);
        Assert.DoesNotContain(bench.Transport.Requests, static r => r.Uri.Contains("example.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    [InlineData(422)]
    public async Task Is_final_when_the_request_is_refused_as_it_stands(int status)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"errorCode":"bad.request"}""", (HttpStatusCode)status));
        var failure = await bench.FailAsync(FailureKind.ServiceError, _ => bench.PingAsync());
        Assert.Equal("bad.request", failure.ServiceErrorCode);
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Is_a_refusal_when_the_state_does_not_allow_it()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"errorCode":"bad.request"}""", HttpStatusCode.Conflict));
        var failure = await bench.FailAsync(FailureKind.Refused, _ => bench.PingAsync());
        Assert.Equal("bad.request", failure.ServiceErrorCode);
        Assert.False(failure.MayBeDone);
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData("Unable to make call: The provided agent is not logged in", "The service says: Unable to make call: The provided agent is not logged in.")]
    [InlineData("The number +15554150123 is busy.", "The service says: The number +*******0123 is busy.")]
    [InlineData("", "The service refused it: active.calls.agent.not.logged.in.")]
    [InlineData("<b>No</b>", "The service refused it: active.calls.agent.not.logged.in.")]
    [InlineData("The token eyJhbGciOiJIUzI1NiJ9 is odd", "The service refused it: active.calls.agent.not.logged.in.")]
    public async Task Is_a_refusal_with_the_service_s_words_when_the_agent_cannot(string details, string message)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { errorCode = "active.calls.agent.not.logged.in", generalMessage = "The supplied data is not valid", details });
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body, HttpStatusCode.BadRequest));
        var failure = await bench.FailAsync(FailureKind.Refused, c => DocumentedCalls.Named("createManualAgentCall").Send(c, bench.Progress, default));
        Assert.Equal((message, "active.calls.agent.not.logged.in"), (failure.Message, failure.ServiceErrorCode));
        Assert.False(failure.MayBeDone);
        Assert.Single(bench.ApiRequests);
    }

    private static async Task<RingCxException> FailAsync(string action, ScriptedAnswer answer, FailureKind kind)
    {
        using var bench = ClientBench.Answering(answer);
        var failure = await bench.FailAsync(kind, c => DocumentedCalls.Named(action).Send(c, bench.Progress, default));
        Assert.Single(bench.ApiRequests);
        return failure;
    }
}
