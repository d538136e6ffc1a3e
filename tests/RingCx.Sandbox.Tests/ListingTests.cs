namespace RingCx.Sandbox.Tests;

public sealed class ListingTests
{
    private static readonly string[] Fields =
    [
        "uii", "accountId", "ani", "dnis", "dnisE164", "enqueueTime", "dequeueTime", "callState", "archive", "agentFirstName",
        "agentLastName", "destinationName", "externalId", "cnam",
    ];

    [Fact]
    public async Task Call_has_the_documented_fields_in_the_documented_form()
    {
        var bench = await Bench.SignedInAsync();

        var reply = await bench.GetAsync(Bench.Calls + "list?product=ACCOUNT&productId=12440011");

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply["Content-Type"]);
        var calls = reply.Json.EnumerateArray().ToList();
        Assert.Equal(12, calls.Count);
        Assert.All(calls, call => Assert.Equal(Fields, call.EnumerateObject().Select(field => field.Name)));
        var paco = Assert.Single(calls, call => call.GetProperty("agentLastName").GetString() == "Vu");
        Assert.Equal("Paco", paco.GetProperty("agentFirstName").GetString());
        Assert.Equal("12440011", paco.GetProperty("accountId").GetString());
        Assert.Equal("8005550101", paco.GetProperty("dnis").GetString());
        Assert.Equal("+18005550101", paco.GetProperty("dnisE164").GetString());
        Assert.Equal("ACTIVE", paco.GetProperty("callState").GetString());
        Assert.Equal(JsonValueKind.False, paco.GetProperty("archive").ValueKind);
        Assert.Equal("2026-05-08T14:37:24.000+0000", paco.GetProperty("enqueueTime").GetString());
        Assert.Equal("2026-05-08T14:37:44.000+0000", paco.GetProperty("dequeueTime").GetString());
        Assert.Equal("Support", paco.GetProperty("destinationName").GetString());
        Assert.Contains("\"enqueueTime\":\"2026-05-08T14:37:24.000+0000\"", reply.Text, StringComparison.Ordinal);
        var waiting = calls.Single(call => call.GetProperty("enqueueTime").GetString() == "2026-05-08T14:40:29.000+0000");
        foreach (var name in new[] { "dequeueTime", "agentFirstName", "agentLastName" })
        {
            Assert.Equal(JsonValueKind.Null, waiting.GetProperty(name).ValueKind);
        }
    }

    [Fact]
    public async Task Order_is_by_enqueue_time_then_uii()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 3000, Live = false });

        var calls = (await bench.GetAsync(Bench.Calls + "list?maxRows=5000")).Json.EnumerateArray()
            .Select(call => call.GetProperty("enqueueTime").GetString() + " " + call.GetProperty("uii").GetString()).ToList();

        Assert.Equal(3000, calls.Count);
        Assert.Equal(calls.Order(StringComparer.Ordinal), calls);
    }

    [Fact]
    public async Task Pages_cover_everything_once()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 250, Live = false });
        var sizes = new List<int>();
        var all = new List<string>();
        for (var page = 0; page < 5; page++)
        {
            var uiis = await UiisAsync(bench, "page=" + page + "&maxRows=60");
            sizes.Add(uiis.Count);
            all.AddRange(uiis);
        }

        Assert.Equal([60, 60, 60, 60, 10], sizes);
        Assert.Equal(bench.Engine.Calls.Select(call => call.Uii), all);
        Assert.Empty(await UiisAsync(bench, "page=5&maxRows=60"));
        Assert.Empty(await UiisAsync(bench, "page=2147483647&maxRows=2147483647"));
    }

    [Fact]
    public async Task Page_without_maxRows_has_a_hundred_rows()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 250, Live = false });

        Assert.Equal(100, SandboxEngine.DefaultPageSize);
        Assert.Equal(100, (await UiisAsync(bench, "")).Count);
        Assert.Equal(50, (await UiisAsync(bench, "page=2")).Count);
    }

    [Fact]
    public async Task MaxRows_is_capped_and_pages_go_by_the_cap()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 250, Live = false, MaxPageSize = 200 });

        Assert.Equal(200, (await UiisAsync(bench, "maxRows=1000")).Count);
        Assert.Equal(50, (await UiisAsync(bench, "maxRows=1000&page=1")).Count);
    }

    [Theory]
    [InlineData("product=ACCOUNT&productId=12440011", 12)]
    [InlineData("product=ACCOUNT", 12)]
    [InlineData("product=ACCOUNT&productId=12440012", 0)]
    [InlineData("product=ACD", 11)]
    [InlineData("product=ACD&productId=40001", 4)]
    [InlineData("product=ACD&productId=40002", 4)]
    [InlineData("product=ACD&productId=40003", 2)]
    [InlineData("product=ACD&productId=40011", 1)]
    [InlineData("product=ACD&productId=49999", 0)]
    [InlineData("product=OUTBOUND", 1)]
    [InlineData("product=OUTBOUND&productId=50001", 1)]
    [InlineData("product=OUTBOUND&productId=50002", 0)]
    [InlineData("product=CLOUD_PROFILE&productId=60001", 4)]
    [InlineData("product=VISUAL_IVR&productId=70001", 4)]
    [InlineData("product=VISUAL_IVR&productId=70002", 0)]
    [InlineData("product=TRAC_NUMBER&productId=80001", 2)]
    [InlineData("product=DNIS&productId=8005550100", 4)]
    [InlineData("product=DNIS&productId=18005550100", 4)]
    [InlineData("product=DNIS&productId=8005550199", 0)]
    [InlineData("product=AGENT", 0)]
    [InlineData("product=CHAT_QUEUE&productId=1", 0)]
    [InlineData("product=CLOUD_DESTINATION", 0)]
    [InlineData("product=HTTP_SERVICES", 0)]
    [InlineData("product=SCRIPTING", 0)]
    [InlineData("product=TN_MANAGER", 0)]
    [InlineData("product=SURVEY", 0)]
    [InlineData("product=TEAMS", 0)]
    [InlineData("product=KNOWLEDGE_BASE", 0)]
    [InlineData("product=UTILITIES", 0)]
    [InlineData("externalId=CRM-1001", 1)]
    [InlineData("externalId=CRM-0", 0)]
    [InlineData("product=ACD&maxRows=4&page=2", 3)]
    public async Task Filter_selects(string query, int count)
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(count, (await UiisAsync(bench, query)).Count);
    }

    [Fact]
    public async Task Filter_selects_the_right_calls()
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal([bench.PacoCall().Uii], await UiisAsync(bench, "externalId=CRM-1001"));
        Assert.Equal(bench.Engine.Calls.Where(call => call.GateId == 40001).Select(call => call.Uii), await UiisAsync(bench, "product=ACD&productId=40001"));
        Assert.Equal(bench.Engine.Calls.Where(call => call.CampaignId is not null).Select(call => call.Uii), await UiisAsync(bench, "product=OUTBOUND"));
    }

    [Fact]
    public async Task Skew_moves_every_time_that_is_stated_and_nothing_else()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, ClockSkew = TimeSpan.FromHours(-2) });

        var reply = await bench.GetAsync(Bench.Calls + "list?externalId=CRM-1001");
        var error = await bench.GetAsync(Bench.Calls + "list?nonsense=1");

        Assert.Equal("2026-05-08T12:37:24.000+0000", reply.Json[0].GetProperty("enqueueTime").GetString());
        Assert.StartsWith("20260508123724", reply.Json[0].GetProperty("uii").GetString(), StringComparison.Ordinal);
        Assert.Equal("Fri, 08 May 2026 12:40:44 GMT", reply["Date"]);
        Assert.Equal(Bench.Start.AddHours(-2).ToUnixTimeMilliseconds(), error.Json.GetProperty("timestamp").GetInt64());
        Assert.Equal(Bench.Start.AddSeconds(-200), bench.PacoCall().EnqueueTime);
        bench.Clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Listing_follows_every_change()
    {
        var bench = await Bench.SignedInAsync();
        var before = await UiisAsync(bench, "");

        bench.Engine.EndCall(before[3]);
        var ended = await UiisAsync(bench, "");
        var added = bench.Engine.AddCall(null, 40001);
        var after = await UiisAsync(bench, "");

        Assert.Equal(before.Where(uii => uii != before[3]), ended);
        Assert.Equal([.. ended, added], after);
    }

    private static async Task<List<string>> UiisAsync(Bench bench, string query)
    {
        var reply = await bench.GetAsync(Bench.Calls + "list" + (query.Length > 0 ? "?" + query : ""));
        Assert.Equal(200, reply.Status);
        return [.. reply.Json.EnumerateArray().Select(call => call.GetProperty("uii").GetString()!)];
    }
}
