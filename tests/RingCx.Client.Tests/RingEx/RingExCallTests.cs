using System.Text.Encodings.Web;
using RingCx.Client.Tests.Http;
using RingCx.Tests.Services;

namespace RingCx.Client.Tests.RingEx;

public class RingExCallTests
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => RingExCalls.Names;

    public static TheoryData<string> Actions => RingExCalls.ActionNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Goes_out_as_it_is_documented(string name)
    {
        var call = RingExCalls.Named(name);
        var request = await SendAsync(call, ScriptedAnswer.Json(call.Answer));
        Assert.Equal(call.Method, request.Method);
        Assert.Equal(RingExCalls.Account + call.PathAndQuery, request.Uri);
        Assert.Equal(WithoutEscapes(call.Body), WithoutEscapes(request.Body));
        Assert.Equal(call.Body.Length == 0 ? null : "application/json; charset=utf-8", request.Headers.GetValueOrDefault("Content-Type"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Carries_RingCentral_s_token_and_the_user_agent(string name)
    {
        var call = RingExCalls.Named(name);
        var request = await SendAsync(call, ScriptedAnswer.Json(call.Answer));
        Assert.Equal("Bearer " + TestSecrets.RingCentralToken, request.Headers["Authorization"]);
        Assert.Equal("application/json, text/plain; q=0.9", request.Headers["Accept"]);
        Assert.Matches(@"^RingCx\.PowerShell/\d+\.\d+\.\d+$", request.Headers["User-Agent"]);
        Assert.DoesNotContain("X-Auth-Token", request.Headers.Keys);
    }

    [Theory]
    [InlineData("https://platform.devtest.ringcentral.com")]
    [InlineData("https://platform.devtest.ringcentral.com/")]
    [InlineData("http://127.0.0.1:8080/")]
    public async Task Goes_to_the_host_that_was_given(string root)
    {
        using var bench = new ClientBench(configure: o => o.RingCentralUri = new Uri(root));
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.StartsWith(root.TrimEnd('/') + "/restapi/v1.0/account/~/telephony/", bench.Transport.Requests.Single().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_in_the_table_of_what_the_service_takes(string name)
    {
        var call = RingExCalls.Named(name);
        var operation = ServiceTable.Named(call.Operation);
        SentRequest.AssertFits(operation, call.Method, "/restapi/v1.0/account/~" + call.PathAndQuery, call.Body);
        Assert.Equal(operation.Group, call.Group.ToString());
    }

    [Fact]
    public void Is_there_for_every_operation_of_the_table_with_every_field_that_it_says_is_sent() =>
        SentRequest.AssertAllSent("RingEX", RingExCalls.All.Select(static c => (c.Operation, c.PathAndQuery, c.Body)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_charged_to_its_own_group(string name)
    {
        var call = RingExCalls.Named(name);
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(call.Answer));
        await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
        Assert.Equal(
            call.Group == UsagePlanGroup.Heavy ? "Auth 5/5, Heavy 9/10, Light 50/50, Medium 40/40" : "Auth 5/5, Heavy 10/10, Light 49/50, Medium 40/40", bench.RingExRemaining);
        Assert.Equal((120, 120), (bench.Client.RateLimit, bench.Client.RateRemaining));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_sent_again_after_a_lost_answer_only_if_that_is_safe(string name)
    {
        var call = RingExCalls.Named(name);
        foreach (var fault in new[] { "connection reset", "timeout", "500", "502", "504", "body broken" })
        {
            using var bench = ClientBench.Answering(Faults.Named(fault), ScriptedAnswer.Json(call.Answer));
            if (call.Repeatability == Repeatability.Safe)
            {
                await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
                AssertSent(bench, call, 2);
            }
            else
            {
                var failure = await bench.FailAsync(FailureKind.OutcomeUnknown, c => call.Send(c.RingEx, bench.Progress, default));
                Assert.True(failure.MayBeDone);
                AssertSent(bench, call, 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_sent_again_if_it_did_not_reach_the_service(string name)
    {
        var call = RingExCalls.Named(name);
        foreach (var fault in new[] { "429", "503", "connection refused", "host not found" })
        {
            using var bench = ClientBench.Answering(Faults.Named(fault), Faults.Named(fault), ScriptedAnswer.Json(call.Answer));
            await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
            AssertSent(bench, call, 3);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gives_what_the_service_answers(string name)
    {
        var call = RingExCalls.Named(name);
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.Created })
        {
            using var bench = ClientBench.Answering(ScriptedAnswer.Json(call.Answer, status));
            var answer = await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
            Assert.Equal(call.Answer.Length == 0 ? null : RingExCalls.AnsweredId, IdOf(answer));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Needs_no_body_in_the_answer_to_what_was_done(string name)
    {
        var call = RingExCalls.Named(name);
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent })
        {
            using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status));
            // There may be nothing to list, but a session or a party is there or it is not.
            if (call.IsRead && !(call.Operation.StartsWith("list", StringComparison.Ordinal) && status == HttpStatusCode.NoContent))
            {
                await bench.FailAsync(FailureKind.BadResponse, c => call.Send(c.RingEx, bench.Progress, default));
            }
            else
            {
                Assert.Null(await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default)));
            }

            AssertSent(bench, call, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_not_answered_by_a_message_that_is_not_an_answer(string name)
    {
        var call = RingExCalls.Named(name);
        foreach (var body in new[] { "<html>Sign in</html>", "null", "[]", "17", "true", "\"text\"", "{", """{"id":""", """[{"id":"1"}]""" })
        {
            var failure = await FailAsync(name, ScriptedAnswer.Json(body), FailureKind.BadResponse);
            Assert.DoesNotContain("Sign in", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_not_answered_by_a_document_about_something_else(string name)
    {
        foreach (var body in new[] { "{}", """{"hello":"world"}""", """{"records":null,"id":null,"session":null}""", """{"id":"","session":{"id":""}}""" })
        {
            await FailAsync(name, ScriptedAnswer.Json(body), FailureKind.BadResponse);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Of_a_call_that_has_ended_is_not_found(string name)
    {
        var failure = await FailAsync(
            name,
            ScriptedAnswer.Json(
                """
                {"errorCode":"CMN-102","message":"Resource for parameter [telephonySessionId] is not found",
                 "errors":[{"errorCode":"CMN-102","message":"…","parameterName":"telephonySessionId"}],"parameterName":"telephonySessionId"}
                """,
                HttpStatusCode.NotFound),
            FailureKind.NotFound);
        Assert.Equal("CMN-102", failure.ServiceErrorCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_where_the_state_does_not_allow_it(string name)
    {
        var failure = await FailAsync(name, Conflict, FailureKind.Refused);
        Assert.Equal("TAS-109", failure.ServiceErrorCode);
        Assert.False(failure.MayBeDone);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Is_not_known_to_be_refused_if_the_attempt_before_may_have_succeeded(string name)
    {
        var call = RingExCalls.Named(name);
        if (call.Repeatability != Repeatability.Safe)
        {
            return;
        }

        foreach (var fault in new[] { "connection reset", "500", "timeout" })
        {
            using var bench = ClientBench.Answering(Faults.Named(fault), Conflict);
            var failure = await bench.FailAsync(FailureKind.OutcomeUnknown, c => call.Send(c.RingEx, bench.Progress, default));
            Assert.True(failure.MayBeDone);
            AssertSent(bench, call, 2);
        }

        foreach (var fault in new[] { "429", "503", "connection refused" })
        {
            using var bench = ClientBench.Answering(Faults.Named(fault), Conflict);
            Assert.False((await bench.FailAsync(FailureKind.Refused, c => call.Send(c.RingEx, bench.Progress, default))).MayBeDone);
            AssertSent(bench, call, 2);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_permission_names_the_permission(string name)
    {
        var failure = await FailAsync(
            name,
            ScriptedAnswer.Json(
                """
                {"errorCode":"InsufficientPermissions","message":"[ReadCompanyCallLog] permission required",
                 "errors":[{"errorCode":"CMN-408","message":"In order to call this API endpoint, user needs to have [ReadCompanyCallLog] permission for requested resource.","permissionName":"ReadCompanyCallLog"}],
                 "permissionName":"ReadCompanyCallLog"}
                """,
                HttpStatusCode.Forbidden),
            FailureKind.PermissionDenied);
        Assert.Equal(("InsufficientPermissions", "ReadCompanyCallLog"), (failure.ServiceErrorCode, failure.Permission));
    }

    [Theory]
    [InlineData("""{"errors":[{"errorCode":"CMN-408","permissionName":"ReadCompanyCallLog"}]}""", "CMN-408", "ReadCompanyCallLog")]
    [InlineData("""{"errorCode":"CMN-408","errors":[]}""", "CMN-408", null)]
    [InlineData("""{"errorCode":"CMN-408","errors":[null],"permissionName":17}""", "CMN-408", null)]
    [InlineData("""{"errorCode":"no code","permissionName":"call Jane on +1 555 415 0123"}""", null, null)]
    [InlineData("""{"permissionName":"5554150123"}""", null, null)]
    [InlineData("""{"errorCode":{},"errors":{}}""", null, null)]
    [InlineData("", null, null)]
    public async Task Without_permission_names_only_what_looks_like_a_name(string body, string? code, string? permission)
    {
        var failure = await FailAsync("holdCallParty", ScriptedAnswer.Json(body, HttpStatusCode.Forbidden), FailureKind.PermissionDenied);
        Assert.Equal((code, permission), (failure.ServiceErrorCode, failure.Permission));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task With_a_wrong_parameter_names_the_parameter(string name)
    {
        var failure = await FailAsync(
            name,
            ScriptedAnswer.Json(
                """{"errorCode":"CMN-101","message":"Parameter [to.phoneNumber] value is invalid","errors":[{"errorCode":"CMN-101","parameterName":"to.phoneNumber"}],"parameterName":"to.phoneNumber"}""",
                HttpStatusCode.BadRequest),
            FailureKind.ServiceError);
        Assert.Equal("The service refused the request as it stands (400: CMN-101, to.phoneNumber).", failure.Message);
        Assert.Equal("CMN-101", failure.ServiceErrorCode);
        Assert.False(failure.MayBeDone);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sends_nothing_when_it_was_cancelled_before(string name)
    {
        using var bench = new ClientBench();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(c => RingExCalls.Named(name).Send(c.RingEx, bench.Progress, new CancellationToken(true))));
        Assert.Empty(bench.Transport.Requests);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sends_nothing_once_the_client_is_closed(string name)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, c => RingExCalls.Named(name).Send(c.RingEx, bench.Progress, default));
        Assert.Empty(bench.Transport.Requests);
    }

    [Fact]
    public async Task Asks_for_the_token_of_the_events_as_it_is_documented()
    {
        var unconnected = new TaskCompletionSource<System.Net.WebSockets.WebSocket>();
        using var bench = new ClientBench(configure: o => o.WebSocketTransport = (_, _) => unconnected.Task);
        bench.Service.Api = new AnswerScript(Faults.Named("500"), ScriptedAnswer.Json("""{"uri":"wss://ws.example.com/ws","ws_access_token":"wst-k3pt","expires_in":30}""")).Next;
        using var reader = bench.Client.RingEx.Watch("~");
        Assert.Empty(bench.Transport.Requests);
        var starting = bench.Start(_ => reader.StartAsync(bench.Progress, default));
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var request = bench.Transport.Requests[^1];
        Assert.Equal(("POST", "https://platform.ringcentral.com/restapi/oauth/wstoken", ""), (request.Method, request.Uri, request.Body));
        Assert.Equal("Bearer " + TestSecrets.RingCentralToken, request.Headers["Authorization"]);
        Assert.Equal(2, bench.Transport.Requests.Count);
        Assert.Equal("Auth 3/5, Heavy 10/10, Light 50/50, Medium 40/40", bench.RingExRemaining);
        Assert.DoesNotContain("k3pt", bench.Progress.Text, StringComparison.Ordinal);
        unconnected.SetException(new RingCxException(FailureKind.PermissionDenied, "No further."));
        await Assert.ThrowsAnyAsync<Exception>(() => bench.Clock.AutoAdvance(starting));
    }

    private static ScriptedAnswer Conflict => ScriptedAnswer.Json(
        """{"errorCode":"TAS-109","message":"Party state does not allow the action","errors":[{"errorCode":"TAS-109"}]}""", HttpStatusCode.Conflict);

    private static string? IdOf(object? answer) => answer switch
    {
        null => null,
        RingExActiveCall record => record.Id,
        RingExCallSession session => session.TelephonySessionId,
        RingExCallParty party => party.PartyId,
        RingExCallRecording recording => recording.RecordingId,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };

    private static async Task<RecordedRequest> SendAsync(RingExCall call, ScriptedAnswer answer)
    {
        using var bench = ClientBench.Answering(answer);
        await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
        return bench.Transport.Requests.Single();
    }

    private static async Task<RingCxException> FailAsync(string name, ScriptedAnswer answer, FailureKind kind)
    {
        using var bench = ClientBench.Answering(answer);
        var call = RingExCalls.Named(name);
        var failure = await bench.FailAsync(kind, c => call.Send(c.RingEx, bench.Progress, default));
        AssertSent(bench, call, 1);
        return failure;
    }

    private static void AssertSent(ClientBench bench, RingExCall call, int times)
    {
        Assert.Equal(times, bench.Transport.Requests.Count);
        Assert.Equal((call.Method, RingExCalls.Account + call.PathAndQuery), Assert.Single(bench.Transport.Requests.Select(static r => (r.Method, r.Uri)).Distinct()));
        Assert.Equal(WithoutEscapes(call.Body), WithoutEscapes(Assert.Single(bench.Transport.Requests.Select(static r => r.Body).Distinct())));
    }

    // The same document, letter by letter, but for what is escaped and what is not.
    private static string WithoutEscapes(string json)
    {
        if (json.Length == 0)
        {
            return json;
        }

        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, AsWritten);
    }
}
