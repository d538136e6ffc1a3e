using RingCx.Client.Tests.Calls;

namespace RingCx.Client.Tests.Audit;

public class AuditLineTests
{
    private const string Account = ClientBench.AccountId;
    private const string Uii = ClientBench.Uii;

    private static readonly Dictionary<string, Dictionary<string, string?>> Expected = new()
    {
        ["createManualAgentCall"] = new() { ["username"] = "vu@example.com", ["destination"] = "+*******0123", ["ringDuration"] = "30", ["callerId"] = "******0199" },
        ["addSessionToCall, monitor"] = new() { ["destination"] = "+*******0123", ["sessionType"] = "MONITOR" },
        ["addSessionToCall, coaching"] = new() { ["destination"] = "******0123", ["sessionType"] = "COACHING" },
        ["addSessionToCall, barge-in"] = new() { ["destination"] = "+*******0123", ["sessionType"] = "BARGEIN" },
        ["hangupSession"] = new() { ["phone"] = "+*******0123" },
        ["hangupSessionById"] = new() { ["sessionId"] = "3/a&b" },
        ["hangupCall"] = [],
        ["dispositionCall"] = new() { ["disposition"] = "Sale & done", ["callback"] = "false" },
        ["dispositionCall, with callback and notes"] = new() { ["disposition"] = "Callback", ["callback"] = "true", ["callBackDTS"] = "20200509070305", ["notes"] = "***" },
        ["toggleCallRecording, on"] = new() { ["record"] = "true" },
        ["toggleCallRecording, off"] = new() { ["record"] = "false" },
        ["toggleCallHold, on"] = new() { ["state"] = "ON" },
        ["toggleCallHold, off"] = new() { ["state"] = "OFF" },
        ["requeueCall"] = new() { ["gateId"] = "67" },
        ["pingCall"] = [],
    };

    public static TheoryData<string> Actions => DocumentedCalls.ActionNames;

    public static TheoryData<string> All => DocumentedCalls.Names;

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Tells_what_was_done_to_which_call(string name)
    {
        using var file = new AuditFile();
        await SendAsync(file, name);
        var line = file.Line;
        Assert.Equal(name.Split(',')[0], line.Field("action"));
        Assert.Equal(Account, line.Field("account"));
        Assert.Equal(name == "createManualAgentCall" ? null : Uii, line.Field("uii"));
        Assert.Equal("Done", line.Outcome());
        Assert.Equal(Expected[name], line.Parameters());
        Assert.Equal(
            ["id", "at", "user", "runAs", "processId", "host", "account", "uii", "action", "parameters", "outcome", "durationMs"], line.Names());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Is_written_for_whatever_changes_something_and_for_nothing_else(string name)
    {
        using var file = new AuditFile();
        await SendAsync(file, name);
        Assert.Equal(DocumentedCalls.Named(name).Method == "POST" ? 1 : 0, file.Lines.Count);
        Assert.DoesNotContain("555415", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Preis", file.Text, StringComparison.Ordinal);
        Assert.All(TestSecrets.All, secret => Assert.DoesNotContain(secret, file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_the_user_the_host_the_time_and_the_duration()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(SignInMethods.Jwt(), o =>
        {
            o.AuditPath = file.Path;
            o.BaseUri = new Uri("https://ringcx.example.com:8443");
        });
        await bench.RunAsync(c => c.SignInAsync(null, default));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(61_007));
        bench.Service.Api = static _ => ScriptedAnswer.Done.After(TimeSpan.FromSeconds(1.5));
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        var line = file.Line;
        Assert.Equal("2020-05-08T14:41:01.007Z", line.Field("at"));
        Assert.Equal("vu@example.com", line.Field("user"));
        Assert.Equal($"{Environment.UserName}@{Environment.MachineName}", line.Field("runAs"));
        Assert.Equal(Environment.ProcessId, line.GetProperty("processId").GetInt32());
        Assert.Equal("ringcx.example.com:8443", line.Field("host"));
        Assert.Equal(1500, line.GetProperty("durationMs").GetInt64());
        Assert.Matches("^[0-9a-f]{32}$", line.Field("id"));
    }

    [Fact]
    public async Task Names_no_user_where_the_sign_in_tells_none()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(SignInMethods.ApiToken(), o => o.AuditPath = file.Path);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        Assert.Null(file.Line.Field("user"));
        Assert.Equal("portal.vacd.biz", file.Line.Field("host"));
    }

    [Fact]
    public async Task States_method_and_path_of_an_unnamed_action_with_numbers_masked_and_without_the_body()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        await bench.RunAsync(static c => c.RequestAsync(
            "DELETE",
            "/v1/admin/accounts/12440011/dncLists/7/+15554150123",
            [new("reason", "called Jane"), new("phone", "5554150123"), new("Phone", "5554150124"), new("page", "1")],
            """{"name":"Jane"}""",
            null,
            default));
        var line = file.Line;
        Assert.Equal("DELETE", line.Field("method"));
        Assert.Equal("/v1/admin/accounts/12440011/dncLists/7/+*******0123", line.Field("path"));
        Assert.Equal("+*******0123", line.Field("action"));
        Assert.Equal(Account, line.Field("account"));
        Assert.Null(line.Field("uii"));
        Assert.Equal("""{"reason":"***","phone":["******0123","******0124"],"page":"1"}""", line.GetProperty("parameters").GetRawText());
        Assert.DoesNotContain("Jane", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_call_of_an_action_that_was_written_by_hand()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Service.Api = static _ => ScriptedAnswer.Text("false");
        await bench.RunAsync(static c => c.RequestAsync("POST", $"/v1/admin/accounts/{Account}/activeCalls/{Uii}/hangupCall", [], null, null, default));
        Assert.Equal("hangupCall", file.Line.Field("action"));
        Assert.Equal(Uii, file.Line.Field("uii"));
        Assert.Equal("Refused", file.Line.Outcome());
        Assert.DoesNotContain("method", file.Line.Names());
    }

    [Theory]
    [InlineData("Sale\r\n{\"id\":1}")]
    [InlineData("\"\\\u0000\u2028")]
    [InlineData("Größe \uD83D\uDCDE")]
    public async Task Stays_one_line_whatever_is_in_it(string disposition)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        await bench.RunAsync(c => c.ActiveCalls.SetDisposition(Account, Uii, disposition, null, null).PerformAsync(null, default));
        Assert.Equal(disposition, file.Line.Parameters()["disposition"]);
    }

    [Fact]
    public async Task Has_no_byte_order_mark_and_shows_a_plus_sign_as_it_is()
    {
        using var file = new AuditFile();
        await SendAsync(file, "hangupSession");
        Assert.Equal((byte)'{', File.ReadAllBytes(file.Path)[0]);
        Assert.Contains("\"+*******0123\"", file.Text, StringComparison.Ordinal);
    }

    private static async Task SendAsync(AuditFile file, string name)
    {
        var call = DocumentedCalls.Named(name);
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Service.Api = _ => ScriptedAnswer.Json(call.Answer);
        await bench.RunAsync(c => call.Send(c, bench.Progress, default));
    }
}
