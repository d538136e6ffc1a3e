namespace RingCx.Sandbox.Tests;

public sealed class DispositionTests
{
    private const string Account = "/voice/api/v1/admin/accounts/12440011/";

    [Theory]
    [InlineData("gateGroups/4001/gates/40001/dispositions", "gateDispositionId", "SALE")]
    [InlineData("gateGroups/4001/gates/40002/dispositions", "gateDispositionId", "RESOLVED")]
    [InlineData("gateGroups/4002/gates/40011/dispositions", "gateDispositionId", "MESSAGE_TAKEN")]
    [InlineData("dialGroups/5001/campaigns/50001/campaignDispositions", "campaignDispositionId", "SALE")]
    public async Task Queues_and_campaigns_have_their_own(string path, string idName, string success)
    {
        var bench = await Bench.SignedInAsync();

        var rows = (await bench.GetAsync(Account + path)).Json.EnumerateArray().ToList();

        Assert.Equal(rows.Count, rows.Select(row => row.GetProperty(idName).GetInt32()).Distinct().Count());
        Assert.Equal(success, Name(Assert.Single(rows, row => row.GetProperty("isSuccess").GetBoolean())));
        Assert.Single(rows, row => row.GetProperty("isDefault").GetBoolean());
        var noted = Assert.Single(rows, row => row.GetProperty("requireNote").GetBoolean());
        var disabled = Assert.Single(rows, row => row.GetProperty("isDisabled").GetBoolean());
        Assert.NotEqual(Name(noted), Name(disabled));
    }

    [Theory]
    [InlineData("gateGroups/4002/gates/40001/dispositions", 404)]
    [InlineData("gateGroups/4001/gates/40099/dispositions", 404)]
    [InlineData("gateGroups/4001/gates/Sales/dispositions", 400)]
    [InlineData("gateGroups/4001/gates/40001/requeueShortcuts?page=0", 400)]
    [InlineData("dialGroups/5002/campaigns/50001/campaignDispositions", 404)]
    [InlineData("dialGroups/5001/campaigns/50002/campaignDispositions", 404)]
    [InlineData("dialGroups/5002/campaigns", 404)]
    public async Task What_is_not_there_is_not_found(string path, int status)
    {
        Assert.Equal(status, (await (await Bench.SignedInAsync()).GetAsync(Account + path)).Status);
    }

    [Fact]
    public async Task Campaigns_are_found_by_their_group()
    {
        var bench = await Bench.SignedInAsync();

        var group = Assert.Single((await bench.GetAsync(Account + "dialGroups")).Json.EnumerateArray().ToList()).GetProperty("dialGroupId").GetInt32();
        var campaign = Assert.Single((await bench.GetAsync(Account + "dialGroups/" + group + "/campaigns")).Json.EnumerateArray().ToList());

        Assert.Equal(50001, campaign.GetProperty("campaignId").GetInt32());
        var outbound = Assert.Single(bench.Engine.Calls, call => call.CampaignId is not null);
        Assert.Equal(outbound.DestinationName, campaign.GetProperty("campaignName").GetString());
    }

    [Theory]
    [InlineData("RESOLVED&callback=false", true)]
    [InlineData("ESCALATED&callback=false&notes=angry", true)]
    [InlineData("ESCALATED&callback=false", false)]
    [InlineData("ESCALATED&callback=false&notes=", false)]
    [InlineData("OLD_TICKET&callback=false&notes=x", false)]
    [InlineData("PAID&callback=false", false)]
    public async Task Queue_decides_what_its_calls_take(string query, bool done)
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(done ? "true" : "false", (await bench.ActAsync(bench.PacoCall().Uii, "dispositionCall?disposition=" + query)).Text);
    }

    [Fact]
    public async Task Call_that_waits_for_its_disposition_takes_nothing_else()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        bench.Engine.AwaitDisposition(uii);

        Assert.DoesNotContain(bench.Engine.Calls, call => call.Uii == uii);
        Assert.DoesNotContain(uii, (await bench.GetAsync(Bench.Calls + "list")).Text, StringComparison.Ordinal);
        foreach (var action in new[] { "pingCall", "hangupCall", "toggleCallRecording?record=false", "toggleCallHold?state=ON", "requeueCall?gateId=40001", "addSessionToCall?destination=6505550123&sessionType=MONITOR" })
        {
            Assert.Equal(404, (await bench.ActAsync(uii, action)).Status);
        }

        Assert.Equal("false", (await bench.ActAsync(uii, "dispositionCall?disposition=OLD_TICKET&callback=false")).Text);
        Assert.Equal("true", (await bench.ActAsync(uii, "dispositionCall?disposition=RESOLVED&callback=false")).Text);
        Assert.Equal(404, (await bench.ActAsync(uii, "dispositionCall?disposition=RESOLVED&callback=false")).Status);
    }

    [Fact]
    public async Task Waiting_for_a_disposition_ends()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;
        bench.Engine.AwaitDisposition(uii);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.SignInAsync();

        Assert.Equal(404, (await bench.ActAsync(uii, "dispositionCall?disposition=RESOLVED&callback=false")).Status);
    }

    [Fact]
    public async Task Call_that_ends_by_itself_waits_for_its_disposition_unless_it_has_one()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions());
        var (paco, held) = (bench.PacoCall().Uii, bench.Engine.Calls.First(call => call.AgentUsername == "priya.nair@sandbox.example").Uii);
        Assert.Equal("true", (await bench.ActAsync(held, "dispositionCall?disposition=SALE&callback=false")).Text);
        var over = new HashSet<string>();
        for (var i = 0; i < 60 && over.Count < 2; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            var live = bench.Engine.Calls.Select(call => call.Uii).ToHashSet();
            foreach (var uii in new[] { paco, held }.Where(uii => !live.Contains(uii) && over.Add(uii)))
            {
                await bench.SignInAsync();
                Assert.Equal(uii == paco ? 200 : 404, (await bench.ActAsync(uii, "dispositionCall?disposition=SALE&callback=false")).Status);
            }
        }

        Assert.Equal(2, over.Count);
    }

    [Theory]
    [InlineData("nobody%40sandbox.example")]
    [InlineData("sam.rivera%40office.example")]
    public async Task Unknown_user_name_is_answered_like_an_agent_who_is_away(string username)
    {
        NotLoggedIn(await DialAsync(await Bench.SignedInAsync(), username));
    }

    [Fact]
    public async Task Agent_can_be_away_on_hook_or_busy()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.SetAgentPresence("sam.rivera@sandbox.example", false);
        NotLoggedIn(await DialAsync(bench, "sam.rivera%40sandbox.example"));

        bench.Engine.SetAgentPresence("sam.rivera@sandbox.example", true, false);
        Assert.Equal("true", (await DialAsync(bench, "sam.rivera%40sandbox.example")).Text);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(bench.Engine.Calls, call => call.AgentUsername == "sam.rivera@sandbox.example");

        bench.Engine.SetAgentPresence("sam.rivera@sandbox.example", true);
        Assert.Equal("true", (await DialAsync(bench, "sam.rivera%40sandbox.example")).Text);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains(bench.Engine.Calls, call => call.AgentUsername == "sam.rivera@sandbox.example");
        Assert.Equal("false", (await DialAsync(bench, "sam.rivera%40sandbox.example")).Text);
        Assert.Throws<ArgumentException>(() => bench.Engine.SetAgentPresence("nobody@sandbox.example", true));
    }

    [Fact]
    public async Task Who_is_logged_in_at_a_queue_is_listed()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.SetAgentPresence("paco.vu@sandbox.example", false);

        var names = (await bench.GetAsync(Account + "gateGroups/4001/gates/40002/gateAgentAccessLogin")).Json.EnumerateArray().Select(row => row.GetProperty("username").GetString()).ToList();

        Assert.Equal(5, names.Count);
        Assert.DoesNotContain("paco.vu@sandbox.example", names);
    }

    [Fact]
    public async Task Token_says_how_long_it_is_good()
    {
        var bench = new Bench(new SandboxOptions { Live = false, TokenLifetime = TimeSpan.FromSeconds(8), ClockSkew = TimeSpan.FromMinutes(3) });
        var reply = await bench.SignInAsync();

        var parts = reply.Field("accessToken").Split('.');
        Assert.Equal(3, parts.Length);
        var claims = JsonDocument.Parse(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/') + new string('=', (4 - (parts[1].Length % 4)) % 4))).RootElement;

        Assert.Equal((Bench.Start + TimeSpan.FromMinutes(3)).ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.Equal(8, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(200, (await bench.GetAsync(Bench.Calls + "list")).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal((401, "Jwt is expired"), ((await bench.GetAsync(Bench.Calls + "list")).Status, (await bench.GetAsync(Bench.Calls + "list")).Text));
    }

    [Fact]
    public async Task Administrator_who_is_not_an_agent_is_named_in_rcUser()
    {
        var bench = new Bench();
        var granted = await bench.GrantJwtAsync(bench.Engine.Credentials.AdministratorJwt);

        var exchange = await bench.ExchangeAsync(granted.Field("access_token"));

        Assert.Equal(0, exchange.Json.GetProperty("agentDetails").GetArrayLength());
        Assert.Equal("alex.stone@sandbox.example", exchange.Json.GetProperty("rcUser").GetProperty("email").GetString());
        Assert.Equal("Alex", exchange.Json.GetProperty("rcUser").GetProperty("firstName").GetString());
        bench.UseToken(exchange.Field("accessToken"));
        Assert.Equal(200, (await bench.GetAsync(Bench.Calls + "list")).Status);
        bench.UseToken(granted.Field("access_token"));
        Assert.Equal(404, (await bench.GetAsync("/restapi/v1.0/account/~/extension/~/active-calls")).Status);
        Assert.Equal(404, (await bench.JsonAsync("POST", "/restapi/v1.0/account/~/telephony/conference")).Status);
        Assert.Equal("dana.ruiz@sandbox.example", (await bench.SignInAsync()).Json.GetProperty("rcUser").GetProperty("email").GetString());
    }

    private static Task<Reply> DialAsync(Bench bench, string username)
    {
        return bench.PostAsync(Bench.Calls + "createManualAgentCall?username=" + username + "&destination=6505550177&ringDuration=30&callerId=8005550100");
    }

    private static void NotLoggedIn(Reply reply)
    {
        Assert.Equal(400, reply.Status);
        Assert.Equal("active.calls.agent.not.logged.in", reply.Field("errorCode"));
        Assert.Equal("The supplied data is not valid", reply.Field("generalMessage"));
        Assert.Equal("Unable to make call: The provided agent is not logged in", reply.Field("details"));
    }

    private static string Name(JsonElement row)
    {
        return row.GetProperty("disposition").GetString()!;
    }
}
