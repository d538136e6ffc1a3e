using RingCx.Client.Tests.Audit;
using RingCx.Client.Tests.Http;

namespace RingCx.Client.Tests.RingEx;

public class RingExAuditTests
{
    private static readonly Dictionary<string, Dictionary<string, string?>> Expected = new()
    {
        ["updateCallParty, mute"] = new() { ["muted"] = "true" },
        ["updateCallParty, unmute"] = new() { ["muted"] = "false" },
        ["updateCallParty, alone"] = new() { ["standAlone"] = "true" },
        ["updateCallParty, both"] = new() { ["muted"] = "true", ["standAlone"] = "false" },
        ["holdCallParty"] = [],
        ["holdCallParty, in one way"] = new() { ["proto"] = "BroadWorks" },
        ["unholdCallParty"] = [],
        ["startCallRecording"] = [],
        ["pauseResumeCallRecording, pause"] = new() { ["active"] = "false" },
        ["pauseResumeCallRecording, resume"] = new() { ["active"] = "true" },
        ["deleteCallSession"] = [],
        ["deleteCallParty"] = [],
        ["transferCallParty, phone"] = new() { ["phoneNumber"] = "+*******0123" },
        ["transferCallParty, extension"] = new() { ["extensionNumber"] = "103" },
        ["transferCallParty, extension by its id"] = new() { ["extensionId"] = "400378008008" },
        ["transferCallParty, voicemail"] = new() { ["voicemail"] = "400378008008" },
        ["transferCallParty, park orbit"] = new() { ["parkOrbit"] = "801" },
        ["forwardCallParty, phone"] = new() { ["phoneNumber"] = "+*******0123" },
        ["forwardCallParty, extension"] = new() { ["extensionNumber"] = "103" },
        ["forwardCallParty, extension by its id"] = new() { ["extensionId"] = "400378008008" },
        ["forwardCallParty, voicemail"] = new() { ["voicemail"] = "400378008008" },
        ["callFlipParty"] = new() { ["callFlipId"] = "1" },
        ["callParkParty"] = [],
        ["answerCallParty, on a device"] = new() { ["deviceId"] = "400018633008" },
        ["answerCallParty, anywhere"] = [],
        ["pickupCallParty"] = new() { ["deviceId"] = "400018633008" },
        ["rejectParty"] = [],
        ["ignoreCallInQueue"] = new() { ["deviceId"] = "400018633008" },
        ["bridgeCallParty"] = new() { ["telephonySessionId"] = "s-b0000000000000000000000000000001", ["partyId"] = "p-b0000000000000000000000000000001-1" },
        ["createCallPartyWithBringIn"] = new() { ["sessionId"] = "s-b0000000000000000000000000000001", ["partyId"] = "p-b0000000000000000000000000000001-1" },
        ["replyParty, text"] = new() { ["replyWithText"] = "***" },
        ["replyParty, pattern"] = new() { ["pattern"] = "CallMeBack", ["time"] = "5", ["timeUnit"] = "Minute" },
        ["replyParty, pattern without a time"] = new() { ["pattern"] = "OnMyWay" },
        ["superviseCallSession, by id"] = new() { ["mode"] = "Listen", ["supervisorDeviceId"] = "400018633008", ["agentExtensionId"] = "400378008008" },
        ["superviseCallSession, by number"] = new() { ["mode"] = "Listen", ["supervisorDeviceId"] = "400018633008", ["agentExtensionNumber"] = "105" },
        ["superviseCallSession, to be answered by hand"] = new() { ["mode"] = "Listen", ["supervisorDeviceId"] = "400018633008", ["agentExtensionNumber"] = "105", ["autoAnswer"] = "false" },
        ["superviseCallParty, answered by itself"] = new() { ["mode"] = "Listen", ["supervisorDeviceId"] = "400018633008", ["agentExtensionId"] = "400378008008", ["autoAnswer"] = "true" },
        ["superviseCallParty"] = new() { ["mode"] = "Listen", ["supervisorDeviceId"] = "400018633008", ["agentExtensionId"] = "400378008008" },
        ["createCallOutCallSession, phone"] = new() { ["deviceId"] = "400018633008", ["phoneNumber"] = "+*******0123" },
        ["createCallOutCallSession, phone of another country"] = new() { ["deviceId"] = "400018633008", ["phoneNumber"] = "******0123", ["countryId"] = "44" },
        ["createCallOutCallSession, extension"] = new() { ["deviceId"] = "400018633008", ["extensionNumber"] = "103" },
        ["createConferenceCallSession"] = [],
    };

    public static TheoryData<string> Names => RingExCalls.Names;

    public static TheoryData<string> Actions => RingExCalls.ActionNames;

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Tells_what_was_done_to_what(string name)
    {
        using var file = new AuditFile();
        await SendAsync(file, name);
        var (line, call) = (file.Line, RingExCalls.Named(name));
        Assert.Equal((call.Operation, "Done", "platform.ringcentral.com"), (line.Field("action"), line.Outcome(), line.Field("host")));
        Assert.Equal((call.Method, "/restapi/v1.0/account/~" + call.PathAndQuery.Split('?')[0]), (line.Field("method"), line.Field("path")));
        Assert.Equal((null, null), (line.Field("account"), line.Field("uii")));
        Assert.Equal(Expected[name], line.Parameters());
        Assert.Equal(
            ["id", "at", "user", "runAs", "processId", "host", "account", "uii", "action", "method", "path", "parameters", "outcome", "durationMs"], line.Names());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_written_for_whatever_changes_something_and_for_nothing_else(string name)
    {
        using var file = new AuditFile();
        await SendAsync(file, name);
        Assert.Equal(RingExCalls.Named(name).IsRead ? 0 : 1, file.Lines.Count);
        Assert.All(["555415", "50%", TestSecrets.RingCentralToken, "vct-k3pt"], hidden => Assert.DoesNotContain(hidden, file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_not_written_for_the_token_of_the_events()
    {
        using var file = new AuditFile();
        var (connecting, unconnected) = (new TaskCompletionSource(), new TaskCompletionSource<System.Net.WebSockets.WebSocket>());
        using var bench = new ClientBench(configure: o =>
        {
            o.AuditPath = file.Path;
            o.WebSocketTransport = (_, _) =>
            {
                connecting.SetResult();
                return unconnected.Task;
            };
        });
        bench.Service.Api = static _ => ScriptedAnswer.Json("""{"uri":"wss://ws.example.com/ws","ws_access_token":"wst","expires_in":30}""");
        using var reader = bench.Client.RingEx.Watch(null);
        var starting = bench.Start(_ => reader.StartAsync(bench.Progress, default));
        await connecting.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(bench.Transport.Requests);
        Assert.Empty(file.Lines);
        unconnected.SetException(new RingCxException(FailureKind.PermissionDenied, "No further."));
        await Assert.ThrowsAnyAsync<Exception>(() => bench.Clock.AutoAdvance(starting));
    }

    [Theory]
    [InlineData(true, "256440016")]
    [InlineData(false, "vu@example.com")]
    public async Task Names_the_user(bool ringExOnly, string user)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(SignInMethods.Jwt(), o => (o.AuditPath, o.RingExOnly) = (file.Path, ringExOnly));
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal(user, file.Line.Field("user"));
    }

    [Fact]
    public async Task Names_no_user_where_the_sign_in_tells_none()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => (o.AuditPath, o.RingExOnly) = (file.Path, true));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Null(file.Line.Field("user"));
    }

    [Fact]
    public async Task Has_the_line_before_the_action_is_sent()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        var before = string.Empty;
        bench.Service.Api = request =>
        {
            before = file.Text;
            return FakeService.Serve(request);
        };
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal("Pending", Assert.Single(AuditFile.Parse(before)).Outcome());
        Assert.Equal("Done", file.Line.Outcome());
    }

    [Theory]
    [InlineData(Repeatability.Unsafe, "Done", "json:party")]
    [InlineData(Repeatability.Unsafe, "Done", "204")]
    [InlineData(Repeatability.Unsafe, "Done", "429", "503", "connection refused", "json:party")]
    [InlineData(Repeatability.Unsafe, "Done", "401", "json:party")]
    [InlineData(Repeatability.Safe, "Done", "connection reset", "500", "json:party")]
    [InlineData(Repeatability.Unsafe, "Refused", "409")]
    [InlineData(Repeatability.Unsafe, "Refused", "429", "409")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "connection reset", "409")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "500", "404")]
    [InlineData(Repeatability.Unsafe, "NotFound", "404")]
    [InlineData(Repeatability.Unsafe, "PermissionDenied", "403")]
    [InlineData(Repeatability.Unsafe, "ServiceError", "400")]
    [InlineData(Repeatability.Unsafe, "ServiceError", "503")]
    [InlineData(Repeatability.Unsafe, "AuthenticationFailed", "401")]
    [InlineData(Repeatability.Unsafe, "RateLimited", "429")]
    [InlineData(Repeatability.Unsafe, "BadResponse", "json:<html>")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "connection reset")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "500")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "429", "timeout")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "500")]
    public async Task Has_the_outcome_of_the_whole_action(Repeatability repeatability, string outcome, params string[] answers)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(SignInMethods.Jwt(), o => (o.AuditPath, o.MaximumRetryCount) = (file.Path, 3));
        bench.Service.Api = new AnswerScript([.. answers.Select(Answer)]).Next;
        var failure = await Record.ExceptionAsync(() => bench.Clock.AutoAdvance(repeatability == Repeatability.Safe ? bench.HoldAsync() : bench.ParkAsync()));
        Assert.Equal(outcome != "Done", failure is RingCxException);
        Assert.Equal(outcome, file.Line.Outcome());
        Assert.NotEmpty(bench.RingExRequests);
    }

    [Fact]
    public async Task Tells_that_there_was_no_token_to_send_it_with()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(SignInMethods.Jwt(), o => o.AuditPath = file.Path);
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.OAuthError();
        await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.ParkAsync());
        Assert.Equal("AuthenticationFailed", file.Line.Outcome());
        Assert.Empty(bench.RingExRequests);
    }

    private static ScriptedAnswer Answer(string name) => name switch
    {
        _ when name.StartsWith("json:", StringComparison.Ordinal) => ScriptedAnswer.Json(name == "json:party" ? """{"id":"p-1"}""" : name[5..]),
        "204" or "400" or "401" or "403" or "404" or "409" => ScriptedAnswer.Failing((HttpStatusCode)int.Parse(name, CultureInfo.InvariantCulture)),
        _ => Faults.Named(name),
    };

    private static async Task SendAsync(AuditFile file, string name)
    {
        var call = RingExCalls.Named(name);
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Service.Api = _ => ScriptedAnswer.Json(call.Answer.Replace("\"parties\":[]", "\"voiceCallToken\":\"vct-k3pt\"", StringComparison.Ordinal));
        await bench.RunAsync(c => call.Send(c.RingEx, bench.Progress, default));
    }
}
