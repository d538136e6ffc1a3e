using RingCx.Tests.Services;

namespace RingCx.Client.Tests.Calls;

public class WireFormatTests
{
    public static TheoryData<string> Names => DocumentedCalls.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Goes_out_as_it_is_documented(string name)
    {
        var request = await SendAsync(name, SignInMethods.RingCentralToken());
        var call = DocumentedCalls.Named(name);
        Assert.Equal(call.Method, request.Method);
        Assert.Equal("https://ringcx.ringcentral.com/voice/api" + call.PathAndQuery, request.Uri);
        Assert.Equal(string.Empty, request.Body);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_in_the_table_of_what_the_service_takes(string name)
    {
        var call = DocumentedCalls.Named(name);
        if (!call.Operation.StartsWith("any other", StringComparison.Ordinal))
        {
            SentRequest.AssertFits(ServiceTable.Named(call.Operation), call.Method, "/voice/api" + call.PathAndQuery, string.Empty);
        }
    }

    [Fact]
    public void Every_field_that_the_table_says_is_sent_is_sent()
    {
        // These have no row: the agents of each group are asked for behind the groups, and the others by Invoke-RcxRequest alone.
        // Only a listing's second page has a number (ActiveCallReaderTests).
        string[] others = ["getAgentList", "getGateGroupListWithChildrenAdditionalData", "getGateDispositionList", "getDialGroupList", "getCampaignList", "getCampaignDispositionList", "getGateRequeueShortcutList", "getGatesAgentsLoggedInto"];
        SentRequest.AssertAllSent(
            "RingCX",
            DocumentedCalls.All.Select(static c => (c.Operation, c.PathAndQuery, string.Empty)).Concat(others.Select(static o => (o, string.Empty, string.Empty))).Append(("getProductActiveCallsListRequest", "/list?page=1", string.Empty)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Carries_the_token_and_the_user_agent(string name)
    {
        var request = await SendAsync(name, SignInMethods.RingCentralToken());
        Assert.StartsWith("Bearer cxa-", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("application/json, text/plain; q=0.9", request.Headers["Accept"]);
        Assert.Matches(@"^RingCx\.PowerShell/\d+\.\d+\.\d+$", request.Headers["User-Agent"]);
        Assert.DoesNotContain("X-Auth-Token", request.Headers.Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Goes_to_a_legacy_host_with_its_own_root_and_header(string name)
    {
        var request = await SendAsync(name, SignInMethods.ApiToken());
        Assert.Equal("https://portal.vacd.biz/api" + DocumentedCalls.Named(name).PathAndQuery, request.Uri);
        Assert.Equal(TestSecrets.ApiToken, request.Headers["X-Auth-Token"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
    }

    [Theory]
    [InlineData("https://ringcx.ringcentral.com", null, "/voice/api")]
    [InlineData("https://ringcx.example.com", null, "/voice/api")]
    [InlineData("https://portal.vacd.biz", null, "/api")]
    [InlineData("https://portal.virtualacd.biz", null, "/api")]
    [InlineData("https://portal.vacd.biz", "/voice/api", "/voice/api")]
    [InlineData("https://gateway.example.com", "/acd/api", "/acd/api")]
    public async Task Uses_the_root_path_of_the_host_with_an_API_token(string host, string? path, string root)
    {
        using var bench = new ClientBench(SignInMethods.ApiToken(), o => (o.BaseUri, o.ApiPath) = (new Uri(host), path));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.StartsWith(host + root + "/v1/admin/accounts/", Assert.Single(bench.ApiRequests).Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ringcx.example.com")]
    [InlineData("https://ringcx.example.com/")]
    [InlineData("http://127.0.0.1:8080/")]
    public async Task Goes_to_the_host_that_was_given(string root)
    {
        using var bench = new ClientBench(configure: o => o.BaseUri = new Uri(root));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.StartsWith(root.TrimEnd('/') + "/voice/api/v1/", bench.ApiRequests.Single().Uri, StringComparison.Ordinal);
        Assert.StartsWith(root.TrimEnd('/') + "/api/auth/login/rc/accesstoken", bench.Transport.Requests[0].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_agents_of_every_group()
    {
        using var bench = new ClientBench();
        bench.Service.Api = static request => ScriptedAnswer.Json(request.Path[(request.Path.IndexOf("/agentGroups", StringComparison.Ordinal) + "/agentGroups".Length)..] switch
        {
            "" when request.Parameter("page") == "0" => """[{"agentGroupId":21,"groupName":"Sales"},null,{"groupName":"no id"}]""",
            "" when request.Parameter("page") == "1" => """[{"agentGroupId":21},{"agentGroupId":"22","groupName":null}]""",
            "" => "[]",
            "/21/agents" => """[{"agentId":1,"username":"vu@example.com","firstName":"Linh","lastName":"Vu","isActive":true,"sipPassword":null},null,{"agentId":null}]""",
            "/22/agents" => """[{"agentId":2}]""",
            var other => throw new InvalidOperationException(other),
        });
        var agents = await bench.RunAsync(c => c.Directory.GetAgentsAsync(ClientBench.AccountId, null, default));
        Assert.Equal([1, 2], agents.Select(static a => a.AgentId));
        Assert.Equal(("vu@example.com", "Linh", "Vu", 21, "Sales", true), (agents[0].Username, agents[0].FirstName, agents[0].LastName, agents[0].AgentGroupId, agents[0].GroupName, agents[0].IsActive));
        Assert.Equal((null, null, null, 22, null, null), (agents[1].Username, agents[1].FirstName, agents[1].LastName, agents[1].AgentGroupId, agents[1].GroupName, agents[1].IsActive));
        Assert.Equal(
            ["?page=0&maxRows=1000", "?page=1&maxRows=1000", "?page=2&maxRows=1000", "/21/agents", "/22/agents"],
            bench.ApiRequests.Select(static r => r.PathAndQuery.Replace("/voice/api/v1/admin/accounts/12440011/agentGroups", string.Empty, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Takes_the_queues_of_every_group()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(
            """[{"gateGroupId":5,"groupName":"Support","gates":[{"gateId":67,"gateName":"Billing","isActive":1,"new":[{}]},null,{"gateName":"no id"}]},null,{"gates":null},{"gates":[{"gateId":68}]}]"""));
        var queues = await bench.RunAsync(c => c.Directory.GetQueuesAsync(ClientBench.AccountId, null, default));
        Assert.Equal([67, 68], queues.Select(static q => q.GateId));
        Assert.Equal(("Billing", 5, "Support", true), (queues[0].GateName, queues[0].GateGroupId, queues[0].GroupName, queues[0].IsActive));
        Assert.Equal((null, null, null, null), (queues[1].GateName, queues[1].GateGroupId, queues[1].GroupName, queues[1].IsActive));
    }

    [Fact]
    public async Task Takes_accounts_whose_ids_are_numbers_and_leaves_out_those_without_one()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""[{"accountId":12440011,"accountName":"Acme","mainAccountId":"12440000","crmPwd":null},{"accountId":null}]"""));
        var account = Assert.Single(await bench.RunAsync(c => c.Directory.GetAccountsAsync(null, default)));
        Assert.Equal(("12440011", "Acme", "12440000"), (account.AccountId, account.AccountName, account.MainAccountId));
    }

    [Fact]
    public async Task Takes_the_dispositions_in_their_order()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""["ANSWER","BUSY"]"""));
        Assert.Equal(["ANSWER", "BUSY"], await bench.RunAsync(c => c.Directory.GetSystemDispositionsAsync(ClientBench.AccountId, null, default)));
    }

    [Fact]
    public async Task Treats_an_answer_without_content_as_nothing_to_list()
    {
        using var bench = new ClientBench();
        bench.Service.Api = static _ => ScriptedAnswer.Failing(HttpStatusCode.NoContent);
        Assert.Empty(await bench.RunAsync(c => c.Directory.GetAccountsAsync(null, default)));
        Assert.Empty(await bench.RunAsync(c => c.Directory.GetQueuesAsync(ClientBench.AccountId, null, default)));
        Assert.Empty(await bench.RunAsync(c => c.Directory.GetAgentsAsync(ClientBench.AccountId, null, default)));
        Assert.Empty(await bench.RunAsync(c => c.Directory.GetSystemDispositionsAsync(ClientBench.AccountId, null, default)));
        await bench.FailAsync(FailureKind.BadResponse, static c => c.ActiveCalls.CheckQueueStatusAsync(ClientBench.AccountId, "5554150123", 60, null, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"accountId":1}""")]
    [InlineData("""[{"accountId":1}""")]
    [InlineData("[1]")]
    public async Task Says_so_when_a_lookup_is_answered_with_nonsense(string body)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        await bench.FailAsync(FailureKind.BadResponse, static c => c.Directory.GetAccountsAsync(null, default));
    }

    [Theory]
    [InlineData("""{"status":true}""", true, null)]
    [InlineData("""{"status":"false","reason":"12 calls wait."}""", false, "12 calls wait.")]
    [InlineData("""{"status":1,"reason":17,"more":{}}""", true, "17")]
    public async Task Tells_whether_a_queue_takes_a_call(string body, bool available, string? reason)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        var check = await bench.RunAsync(static c => c.ActiveCalls.CheckQueueStatusAsync(ClientBench.AccountId, "5554150123", 60, null, default));
        Assert.Equal((available, reason), (check.Available, check.Message));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"perhaps"}""")]
    [InlineData("true")]
    public async Task Takes_no_queue_check_without_a_status(string body)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        await bench.FailAsync(FailureKind.BadResponse, static c => c.ActiveCalls.CheckQueueStatusAsync(ClientBench.AccountId, "5554150123", 60, null, default));
    }

    [Fact]
    public async Task Sends_a_json_body_as_it_is()
    {
        using var bench = new ClientBench();
        var answer = await bench.RunAsync(static c => c.RequestAsync("PUT", "/v1/x", [], """{"a":"ü"}""", null, default));
        var request = bench.ApiRequests.Single();
        Assert.Equal(("PUT", """{"a":"ü"}""", "application/json; charset=utf-8"), (request.Method, request.Body, request.Headers["Content-Type"]));
        Assert.Equal(new("true", false), answer);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("text/plain", false)]
    [InlineData(null, false)]
    public async Task Tells_whether_an_answer_says_that_it_is_json(string? mediaType, bool isJson)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Body("{}", mediaType));
        Assert.Equal(new("{}", isJson), await bench.RunAsync(static c => c.RequestAsync("GET", "/v1/x", [], null, null, default)));
    }

    private static async Task<RecordedRequest> SendAsync(string name, SignInMethod signIn)
    {
        using var bench = new ClientBench(signIn);
        var call = DocumentedCalls.Named(name);
        bench.Service.Api = _ => ScriptedAnswer.Json(call.Answer, HttpStatusCode.OK);
        await bench.RunAsync(c => call.Send(c, bench.Progress, default));
        return bench.ApiRequests.Single();
    }
}
