namespace RingCx.Sandbox.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("list?product=EVERYTHING", "product")]
    [InlineData("list?product=account", "product")]
    [InlineData("list?product=ACD&productId=x", "productId")]
    [InlineData("list?product=ACD&productId=8005550100", "productId")]
    [InlineData("list?product=ACD&productId=", "productId")]
    [InlineData("list?productId=12440011", "product")]
    [InlineData("list?externalId=CRM-1001&product=ACCOUNT", "externalId")]
    [InlineData("list?externalId=CRM-1001&productId=1", "externalId")]
    [InlineData("list?page=-1", "page")]
    [InlineData("list?page=1.5", "page")]
    [InlineData("list?page=%2B1", "page")]
    [InlineData("list?maxRows=0", "maxRows")]
    [InlineData("list?maxRows=99999999999", "maxRows")]
    [InlineData("list?maxRows=10&maxRows=10", "more than once")]
    [InlineData("list?maxrows=10", "maxrows")]
    [InlineData("list?page", "name=value")]
    [InlineData("list?=1", "name=value")]
    [InlineData("list?page=0&", "name=value")]
    [InlineData("list?externalId=%zz", "percent")]
    [InlineData("list?externalId=%4", "percent")]
    [InlineData("list?externalId=%FF", "UTF-8")]
    [InlineData("prerouteChecks/checkQueueStatus?maxq=1", "destination_number")]
    [InlineData("prerouteChecks/checkQueueStatus?destination_number=8005550100", "maxq")]
    [InlineData("prerouteChecks/checkQueueStatus?destination_number=8005550100&maxq=soon", "maxq")]
    [InlineData("prerouteChecks/checkQueueStatus?destination_number=800-555-0100&maxq=1", "destination_number")]
    [InlineData("prerouteChecks/checkQueueThreshold?destination_number=8005550100&maxq=1", "maxq")]
    [InlineData("prerouteChecks/checkQueueThreshold?destination_number=8005550100&phoneNumbersI18nEnabled=yes", "phoneNumbersI18nEnabled")]
    public async Task Ill_formed_read_is_refused(string query, string details)
    {
        var bench = await Bench.SignedInAsync();

        Refused(await bench.GetAsync(Bench.Calls + query), details);
    }

    [Theory]
    [InlineData("addSessionToCall?sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=5554150123", "sessionType")]
    [InlineData("addSessionToCall?destination=&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=+15554150123&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=%2B0554150123&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=12&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=1234567890123456&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=%2B&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=555-0123&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=%D9%A1%D9%A2%D9%A3&sessionType=MONITOR", "destination")]
    [InlineData("addSessionToCall?destination=5554150123&sessionType=Monitor", "sessionType")]
    [InlineData("addSessionToCall?destination=5554150123&sessionType=WHISPER", "sessionType")]
    [InlineData("hangupSession", "phone")]
    [InlineData("hangupSession?phone=supervisor", "phone")]
    [InlineData("hangupSessionById", "sessionId")]
    [InlineData("hangupCall?force=true", "force")]
    [InlineData("pingCall?state=ON", "state")]
    [InlineData("toggleCallRecording", "record")]
    [InlineData("toggleCallRecording?record=True", "record")]
    [InlineData("toggleCallRecording?record=1", "record")]
    [InlineData("toggleCallRecording?record=true&record=true", "more than once")]
    [InlineData("toggleCallHold?state=on", "state")]
    [InlineData("toggleCallHold?state=true", "state")]
    [InlineData("requeueCall", "gateId")]
    [InlineData("requeueCall?gateId=Sales", "gateId")]
    [InlineData("requeueCall?gateId=99999999999", "gateId")]
    [InlineData("dispositionCall?callback=false", "disposition")]
    [InlineData("dispositionCall?disposition=SALE", "callback")]
    [InlineData("dispositionCall?disposition=SALE&callback=no", "callback")]
    [InlineData("dispositionCall?disposition=SALE&callback=true", "callBackDTS")]
    [InlineData("dispositionCall?disposition=SALE&callback=false&callBackDTS=20260601093000", "callBackDTS")]
    [InlineData("dispositionCall?disposition=SALE&callback=true&callBackDTS=20260631093000", "callBackDTS")]
    [InlineData("dispositionCall?disposition=SALE&callback=true&callBackDTS=20260601240000", "callBackDTS")]
    [InlineData("dispositionCall?disposition=SALE&callback=true&callBackDTS=2026-06-01T09:30", "callBackDTS")]
    [InlineData("dispositionCall?disposition=SALE&callback=true&callbackdts=20260601093000", "callbackdts")]
    public async Task Ill_formed_action_is_refused_and_changes_nothing(string action, string details)
    {
        var bench = await Bench.SignedInAsync();
        var before = System.Text.Json.JsonSerializer.Serialize(bench.Engine.Calls);

        Refused(await bench.ActAsync(bench.PacoCall().Uii, action), details);

        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(bench.Engine.Calls));
    }

    [Theory]
    [InlineData("username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=30", "callerId")]
    [InlineData("username=sam.rivera%40sandbox.example&destination=6505550177&callerId=8005550100", "ringDuration")]
    [InlineData("username=sam.rivera%40sandbox.example&ringDuration=30&callerId=8005550100", "destination")]
    [InlineData("destination=6505550177&ringDuration=30&callerId=8005550100", "username")]
    [InlineData("username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=0&callerId=8005550100", "ringDuration")]
    [InlineData("username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=30s&callerId=8005550100", "ringDuration")]
    [InlineData("username=sam.rivera%40sandbox.example&destination=+16505550177&ringDuration=30&callerId=8005550100", "destination")]
    [InlineData("username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=30&callerId=anonymous", "callerId")]
    public async Task Ill_formed_manual_call_is_refused(string query, string details)
    {
        var bench = await Bench.SignedInAsync();

        Refused(await bench.PostAsync(Bench.Calls + "createManualAgentCall?" + query), details);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(12, bench.Engine.Calls.Count);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/voice")]
    [InlineData("/voice/api/v1/admin/accounts/")]
    [InlineData("/voice/api/v1/admin/Accounts")]
    [InlineData("/voice/api/v2/admin/accounts")]
    [InlineData("/v1/admin/accounts")]
    [InlineData("/voice/api/v1/admin/accounts/12440011")]
    [InlineData("/voice/api/v1/admin/accounts/12440011/activeCalls")]
    [InlineData("/voice/api/v1/admin/accounts/12440011/activeCalls/list/")]
    [InlineData("/voice/api/v1/admin/accounts//activeCalls/list")]
    [InlineData("/voice/api/v1/admin/accounts/12440011/activecalls/list")]
    [InlineData("/voice/api/v1/admin/accounts/12440011%2FactiveCalls/list")]
    [InlineData("/restapi/v1.0/account/~/active-calls/nowhere")]
    public async Task Unknown_path_is_not_found(string path)
    {
        var bench = await Bench.SignedInAsync();

        var reply = await bench.GetAsync(path);

        Assert.Equal(404, reply.Status);
        Assert.Equal("not.found.exception", reply.Field("errorCode"));
    }

    [Fact]
    public async Task Path_is_decoded_by_segment()
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(200, (await bench.GetAsync("/voice/api/v1/admin/accounts/1244001%31/activeCalls/list")).Status);
    }

    [Theory]
    [InlineData("POST", "/voice/api/v1/admin/accounts/12440011/activeCalls/list", "GET")]
    [InlineData("GET", "/voice/api/v1/admin/accounts/12440011/activeCalls/1/hangupCall", "POST")]
    [InlineData("DELETE", "/voice/api/v1/admin/accounts/12440011/activeCalls/1/hangupCall", "POST")]
    [InlineData("HEAD", "/voice/api/v1/admin/accounts", "GET")]
    [InlineData("GET", "/api/auth/token/refresh", "POST")]
    [InlineData("get", "/voice/api/v1/admin/accounts", "GET")]
    public async Task Wrong_method_is_refused(string method, string path, string allowed)
    {
        var bench = await Bench.SignedInAsync();

        var reply = await bench.SendAsync(method, path);

        Assert.Equal(405, reply.Status);
        Assert.Equal(allowed, reply["Allow"]);
    }

    [Fact]
    public async Task Missing_user_agent_is_refused()
    {
        var bench = await Bench.SignedInAsync();

        Refused(await bench.SendAsync("GET", Bench.Root, null, ("User-Agent", "")), "User-Agent");
        Refused(await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=x", ("User-Agent", "")), "User-Agent");
    }

    [Fact]
    public async Task Body_where_none_is_documented_is_refused()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        Refused(await bench.SendAsync("POST", Bench.Calls + uii + "/hangupCall", "{\"phone\":\"6501234567\"}"), "body");
        Refused(await bench.SendAsync("GET", Bench.Calls + "list", "x"), "body");
        Assert.Equal("true", (await bench.SendAsync("POST", Bench.Calls + uii + "/hangupCall", "")).Text);
    }

    [Theory]
    [InlineData("12440012")]
    [InlineData("1")]
    [InlineData("me")]
    public async Task Account_of_somebody_else_is_forbidden(string accountId)
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(403, (await bench.GetAsync(Bench.Root + "/" + accountId + "/activeCalls/list")).Status);
        Assert.Equal(403, (await bench.GetAsync(Bench.Root + "/" + accountId + "/agentGroups")).Status);
    }

    [Fact]
    public async Task Lenient_service_ignores_what_is_not_documented()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, Strict = false });

        Assert.Equal(200, (await bench.SendAsync("GET", Bench.Calls + "list?unheard=1&page=0&page=9", "body", ("User-Agent", ""))).Status);
        Assert.Equal(400, (await bench.GetAsync(Bench.Calls + "list?page=x")).Status);
    }

    [Fact]
    public async Task Refusal_has_the_documented_shape()
    {
        var bench = await Bench.SignedInAsync();

        var reply = await bench.GetAsync(Bench.Calls + "list?page=x");

        Assert.Equal(["errorCode", "generalMessage", "details", "requestUri", "timestamp"], reply.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal("application/json", reply["Content-Type"]);
        Assert.Equal("/api/v1/admin/accounts/12440011/activeCalls/list - GET", reply.Field("requestUri"));
    }

    private static void Refused(Reply reply, string details)
    {
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid.request.exception", reply.Field("errorCode"));
        Assert.Contains(details, reply.Details, StringComparison.Ordinal);
    }
}
