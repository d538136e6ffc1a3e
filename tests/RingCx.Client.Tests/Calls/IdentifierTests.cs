namespace RingCx.Client.Tests.Calls;

public class IdentifierTests
{
    private static readonly Dictionary<string, Func<RingCxClient, string, Task>> ByUii = new()
    {
        [nameof(ActiveCallsApi.AddSession)] = static (c, id) => c.ActiveCalls.AddSession(ClientBench.AccountId, id, "5554150123", RcxSessionType.Monitor).PerformAsync(null, default),
        [nameof(ActiveCallsApi.HangUpSession)] = static (c, id) => c.ActiveCalls.HangUpSession(ClientBench.AccountId, id, "5554150123").PerformAsync(null, default),
        [nameof(ActiveCallsApi.HangUpSessionById)] = static (c, id) => c.ActiveCalls.HangUpSessionById(ClientBench.AccountId, id, "3").PerformAsync(null, default),
        [nameof(ActiveCallsApi.HangUp)] = static (c, id) => c.ActiveCalls.HangUp(ClientBench.AccountId, id).PerformAsync(null, default),
        [nameof(ActiveCallsApi.SetDisposition)] = static (c, id) => c.ActiveCalls.SetDisposition(ClientBench.AccountId, id, "Sale", null, null).PerformAsync(null, default),
        [nameof(ActiveCallsApi.SetRecording)] = static (c, id) => c.ActiveCalls.SetRecording(ClientBench.AccountId, id, true).PerformAsync(null, default),
        [nameof(ActiveCallsApi.SetHold)] = static (c, id) => c.ActiveCalls.SetHold(ClientBench.AccountId, id, true).PerformAsync(null, default),
        [nameof(ActiveCallsApi.Requeue)] = static (c, id) => c.ActiveCalls.Requeue(ClientBench.AccountId, id, 67).PerformAsync(null, default),
        [nameof(ActiveCallsApi.Ping)] = static (c, id) => c.ActiveCalls.Ping(ClientBench.AccountId, id).PerformAsync(null, default),
    };

    private static readonly Dictionary<string, Func<RingCxClient, string, Task>> ByAccount = new()
    {
        [nameof(ActiveCallsApi.List)] = static (c, id) => c.ActiveCalls.List(id, new()).ReadAsync(null, default),
        [nameof(ActiveCallsApi.CreateManualAgentCall)] = static (c, id) => c.ActiveCalls.CreateManualAgentCall(id, "vu", "5554150123", "5554150199", 30).PerformAsync(null, default),
        [nameof(ActiveCallsApi.HangUp)] = static (c, id) => c.ActiveCalls.HangUp(id, ClientBench.Uii).PerformAsync(null, default),
        [nameof(ActiveCallsApi.CheckQueueStatusAsync)] = static (c, id) => c.ActiveCalls.CheckQueueStatusAsync(id, "5554150123", 0, null, default),
        [nameof(ActiveCallsApi.CheckQueueThresholdAsync)] = static (c, id) => c.ActiveCalls.CheckQueueThresholdAsync(id, "5554150123", 0, null, default),
        [nameof(DirectoryApi.GetQueuesAsync)] = static (c, id) => c.Directory.GetQueuesAsync(id, null, default),
        [nameof(DirectoryApi.GetGateDispositionsAsync)] = static (c, id) => c.Directory.GetGateDispositionsAsync(id, 7, 40001, null, default),
        [nameof(DirectoryApi.GetCampaignDispositionsAsync)] = static (c, id) => c.Directory.GetCampaignDispositionsAsync(id, 7, 40001, null, default),
        [nameof(DirectoryApi.GetAgentsAsync)] = static (c, id) => c.Directory.GetAgentsAsync(id, null, default),
        [nameof(DirectoryApi.GetSystemDispositionsAsync)] = static (c, id) => c.Directory.GetSystemDispositionsAsync(id, null, default),
    };

    private static readonly string[] Hostile =
    [
        "", " ", ".", "..", "../x", "a/b", "/a", "a\\b", "a?b", "a#b", "a%2fb", "%2e%2e", "%", "a;b", "a:b", "@host", "a&b", "a=b", "a+b", "a b",
        "1244\n", "\n", "1244\r\n", "1244\0", "１２４４", "١٢٤٤", "12440011/../1",
    ];

    public static TheoryData<string, string> HostileUiis => Cross(ByUii.Keys, [.. Hostile, "a.b", "ü", new string('1', 65)]);

    public static TheoryData<string, string> HostileAccountIds => Cross(ByAccount.Keys, [.. Hostile, "abc", "-1", "1.0", new string('1', 21)]);

    [Theory]
    [MemberData(nameof(HostileUiis))]
    public async Task Refuses_a_uii_that_could_change_the_path(string call, string uii)
    {
        Assert.False(Identifier.IsUii(uii));
        await RefusesAsync(c => ByUii[call](c, uii));
    }

    [Theory]
    [MemberData(nameof(HostileAccountIds))]
    public async Task Refuses_an_account_id_that_could_change_the_path(string call, string accountId)
    {
        Assert.False(Identifier.IsAccountId(accountId));
        await RefusesAsync(c => ByAccount[call](c, accountId));
    }

    [Fact]
    public async Task Refuses_ids_that_are_not_there()
    {
        Assert.False(Identifier.IsUii(null));
        Assert.False(Identifier.IsAccountId(null));
        foreach (var call in ByUii.Values.Concat(ByAccount.Values))
        {
            await RefusesAsync(c => call(c, null!));
        }
    }

    [Theory]
    [InlineData("202005081040440132050000019657")]
    [InlineData("a-Z_0")]
    [InlineData("202005081040440132050000000000")]
    [InlineData("202005081040440000000000000001")]
    [InlineData("202005081040440000000000100000")]
    [InlineData("2020050810404400000000")]
    [InlineData("2020050810000000")]
    [InlineData("20200508")]
    [InlineData("0000000000000000000000000000000000")]
    public void Accepts_a_valid_uii(string uii) => Assert.True(Identifier.IsUii(uii));

    [Theory]
    [InlineData("202005081040440000000000000000", "rounded it to a number's precision")]
    [InlineData("202611261040450000000000000000", "rounded it to a number's precision")]
    [InlineData("202005081040440129690791837696", "rounded it to a number's precision")]
    [InlineData("2.02611E+29", "rewritten it as a number")]
    [InlineData("2.0200508104044013E+29", "rewritten it as a number")]
    [InlineData("2,02611E+29", "rewritten it as a number")]
    [InlineData("202005081040440132050000019657.0", "rewritten it as a number")]
    [InlineData("2020050810404401\u200B32050000019657", "an invisible character (U+200B, character 17)")]
    [InlineData("20200508 1040440132050000019657", "' ' (U+0020, character 9)")]
    [InlineData("", "It is empty.")]
    public void Says_what_keeps_a_text_from_being_a_uii(string uii, string expected)
    {
        Assert.False(Identifier.IsUii(uii));
        Assert.Contains(expected, Identifier.ProblemOfUii(uii), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12440011")]
    [InlineData("1")]
    public void Accepts_a_valid_account_id(string accountId) => Assert.True(Identifier.IsAccountId(accountId));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("..")]
    [InlineData("/..")]
    [InlineData("/v1/../../../api/auth")]
    [InlineData("/v1/./x")]
    [InlineData("/v1/%2e%2e/x")]
    [InlineData("/v1/%2E./x")]
    [InlineData("/v1//x")]
    [InlineData("/v1/x?y=1")]
    [InlineData("/v1/x#y")]
    [InlineData("/v1\\..\\x")]
    [InlineData("https://example.com/v1")]
    [InlineData("/v1/https:/x")]
    [InlineData("/v1/..%2f..%2fapi")]
    [InlineData("/v1/x%2F..%2F..%2Fapi")]
    [InlineData("/v1/..%5c..%5capi")]
    public async Task Refuses_a_path_that_leaves_the_root(string path)
    {
        Assert.ThrowsAny<ArgumentException>(() => ApiPath.Escape(path));
        await RefusesAsync(c => c.RequestAsync("GET", path, [], null, null, default));
    }

    [Fact]
    public async Task Refuses_a_path_that_is_not_there() => await RefusesAsync(c => c.RequestAsync("GET", null!, [], null, null, default));

    [Theory]
    [InlineData("/v1/admin/accounts", "/v1/admin/accounts")]
    [InlineData("v1/admin/accounts/", "/v1/admin/accounts")]
    [InlineData("/v1/a b/ü", "/v1/a%20b/%C3%BC")]
    [InlineData("/v1/a%20b", "/v1/a%20b")]
    [InlineData("/v1/%252e%252e/x", "/v1/%252e%252e/x")]
    [InlineData("/v1/a;b", "/v1/a%3Bb")]
    [InlineData("/v1/a\n", "/v1/a%0A")]
    [InlineData("//example.com/v1", "/example.com/v1")]
    [InlineData("/v1/.../x", "/v1/.../x")]
    [InlineData("/v1/\uFF0E\uFF0E/x", "/v1/%EF%BC%8E%EF%BC%8E/x")]
    public async Task Keeps_every_other_path_below_the_root(string path, string sent)
    {
        using var bench = new ClientBench();
        await bench.RunAsync(c => c.RequestAsync("GET", path, [], null, null, default));
        Assert.Equal("https://ringcx.ringcentral.com/voice/api" + sent, bench.Transport.Requests[^1].Uri);
    }

    private static TheoryData<string, string> Cross(IEnumerable<string> calls, IReadOnlyList<string> ids)
    {
        var data = new TheoryData<string, string>();
        foreach (var call in calls)
        {
            foreach (var id in ids)
            {
                data.Add(call, id);
            }
        }

        return data;
    }

    private static async Task RefusesAsync(Func<RingCxClient, Task> call)
    {
        using var bench = new ClientBench();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => call(bench.Client));
        Assert.Empty(bench.Transport.Requests);
    }

    [Theory]
    [InlineData("/v1/admin/accounts/12440011/activeCalls/202005081040440132050000019657/hangupCall", "202005081040440132050000019657")]
    [InlineData("v1/admin/accounts/12440011/activeCalls/a-b_1/pingCall", "a-b_1")]
    [InlineData("/v1/admin/accounts/12440011/activeCalls/createManualAgentCall", null)]
    [InlineData("/v1/admin/accounts/12440011/activeCalls/prerouteChecks/checkQueueStatus", null)]
    [InlineData("/v1/admin/accounts/12440011/gateGroups/1/gates", null)]
    [InlineData("", null)]
    public void Finds_the_call_in_a_path(string path, string? uii) => Assert.Equal(uii, Identifier.UiiIn(path));
}
