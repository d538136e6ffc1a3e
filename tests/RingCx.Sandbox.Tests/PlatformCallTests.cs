namespace RingCx.Sandbox.Tests;

public sealed class PlatformCallTests
{
    [Fact]
    public async Task Company_has_every_connected_call_the_newest_first()
    {
        var telephony = new Telephony();

        var reply = await telephony.GetAsync(Telephony.Company);

        Assert.Equal(200, reply.Status);
        var records = Records(reply);
        // The one that rings is not connected to an extension yet.
        Assert.Equal(
            new[] { telephony.Restricted, telephony.Answered, telephony.Held, telephony.Parked, telephony.Pacos }.Select(session => session.TelephonySessionId),
            records.Select(Id));
        Assert.All(records, record => Assert.Equal("In Progress", Text(record, "result")));
        var own = records[1];
        Assert.Equal(telephony.Answered.SessionId, Text(own, "sessionId"));
        Assert.Equal("2026-05-08T14:39:09.000Z", Text(own, "startTime"));
        Assert.Equal(95, own.GetProperty("duration").GetInt32());
        Assert.Equal(("Voice", "Inbound", "Phone Call"), (Text(own, "type"), Text(own, "direction"), Text(own, "action")));
        Assert.Equal("{\"phoneNumber\":\"+16505550141\",\"name\":\"Dana Ruiz\",\"extensionId\":\"400415005001\"}", own.GetProperty("to").GetRawText());
        Assert.Equal(400415005001, own.GetProperty("extension").GetProperty("id").GetInt64());
        Assert.Equal("101", telephony.Engine.Extensions[0].ExtensionNumber);
        var between = records[0];
        Assert.Equal(("Outbound", "VoIP Call", "VoIP"), (Text(between, "direction"), Text(between, "action"), Text(between, "transport")));
        Assert.Equal("{\"extensionNumber\":\"106\",\"name\":\"Marco Silva\",\"extensionId\":\"400415005006\"}", between.GetProperty("to").GetRawText());
    }

    [Theory]
    [InlineData("~", 0)]
    [InlineData("400415005003", 1)]
    [InlineData("400415005006", 4)]
    public async Task Extension_has_its_own(string extension, int session)
    {
        var telephony = new Telephony();

        var reply = await telephony.GetAsync(Telephony.Account + "extension/" + extension + "/active-calls");

        var record = Assert.Single(Records(reply));
        Assert.Equal(telephony.Sessions[session].TelephonySessionId, Id(record));
        Assert.Equal("Inbound", Text(record, "direction"));
    }

    [Fact]
    public async Task Account_can_be_named_by_its_id()
    {
        var telephony = new Telephony();
        var root = "/restapi/v1.0/account/" + SandboxEngine.TelephonyAccountId + "/";

        Assert.Equal(200, (await telephony.GetAsync(root + "active-calls")).Status);
        Assert.Equal(200, (await telephony.GetAsync(root + "extension/400415005001/active-calls")).Status);
        Telephony.Missing(await telephony.GetAsync(root + "extension/400415005099/active-calls"), "extensionId");
    }

    [Fact]
    public async Task Record_comes_three_to_ten_seconds_late_and_stays_two_minutes()
    {
        var telephony = new Telephony();
        var lateness = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            var id = telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[6].ExtensionId);
            var waited = 0;
            while (!Records(await telephony.GetAsync(Telephony.Company)).Exists(record => Id(record) == id))
            {
                telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
                waited++;
            }

            lateness.Add(waited);
            telephony.Engine.EndTelephonySession(id);
            telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(119.9));
            var ended = Assert.Single(Records(await telephony.GetAsync(Telephony.Company)), record => Id(record) == id);
            Assert.Equal("Accepted", Text(ended, "result"));
            Assert.Equal(waited, ended.GetProperty("duration").GetInt32());
            telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
            Assert.DoesNotContain(Records(await telephony.GetAsync(Telephony.Company)), record => Id(record) == id);
        }

        Assert.All(lateness, seconds => Assert.InRange(seconds, 3, 10));
        Assert.True(lateness.Distinct().Count() > 2);
    }

    [Fact]
    public async Task Ended_calls_say_how_they_ended()
    {
        var telephony = new Telephony();
        var outbound = telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[6].ExtensionId, isOutbound: true, age: TimeSpan.FromSeconds(10));
        var missed = telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[7].ExtensionId, isAnswered: false);
        telephony.Engine.EndTelephonySession(outbound);
        telephony.Engine.EndTelephonySession(missed);

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(10));
        var records = Records(await telephony.GetAsync(Telephony.Company));

        Assert.Equal("Call connected", Text(records.Single(record => Id(record) == outbound), "result"));
        Assert.Equal("Missed", Text(records.Single(record => Id(record) == missed), "result"));
    }

    [Fact]
    public async Task Call_of_some_age_is_listed_at_once()
    {
        var telephony = new Telephony();

        var id = telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[6].ExtensionId, phoneNumber: "+16505550177", age: TimeSpan.FromSeconds(10));

        var record = Records(await telephony.GetAsync(Telephony.Company))[0];
        Assert.Equal(id, Id(record));
        Assert.Equal("{\"phoneNumber\":\"+16505550177\"}", record.GetProperty("from").GetRawText());
    }

    [Fact]
    public async Task Pages_lead_through_all_records()
    {
        var telephony = new Telephony();
        var all = Records(await telephony.GetAsync(Telephony.Company)).Select(Id).ToList();
        var seen = new List<string>();
        var next = Telephony.Company + "?perPage=2";
        var pages = 0;
        while (next.Length > 0)
        {
            var reply = await telephony.GetAsync(next);
            pages++;
            seen.AddRange(Records(reply).Select(Id));
            var paging = reply.Json.GetProperty("paging");
            Assert.Equal((pages, 2, 3, 5), (Number(paging, "page"), Number(paging, "perPage"), Number(paging, "totalPages"), Number(paging, "totalElements")));
            Assert.Equal((2 * (pages - 1), Math.Min(4, (2 * pages) - 1)), (Number(paging, "pageStart"), Number(paging, "pageEnd")));
            var navigation = reply.Json.GetProperty("navigation");
            Assert.Equal(pages > 1, navigation.TryGetProperty("previousPage", out _));
            Assert.Equal("https://sandbox.invalid" + Telephony.Company + "?page=3&perPage=2", Text(navigation.GetProperty("lastPage"), "uri"));
            next = navigation.TryGetProperty("nextPage", out var link) ? new Uri(Text(link, "uri")).PathAndQuery : "";
        }

        Assert.Equal(3, pages);
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Page_after_the_last_is_empty()
    {
        var telephony = new Telephony();

        var reply = await telephony.GetAsync(Telephony.Company + "?page=9");

        Assert.Empty(Records(reply));
        Assert.False(reply.Json.GetProperty("paging").TryGetProperty("pageStart", out _));
        Assert.Equal(100, Number(reply.Json.GetProperty("paging"), "perPage"));
        Assert.EndsWith("?page=1&perPage=100", Text(reply.Json.GetProperty("navigation").GetProperty("previousPage"), "uri"), StringComparison.Ordinal);
        Assert.Equal(1000, Number((await telephony.GetAsync(Telephony.Company + "?perPage=5000")).Json.GetProperty("paging"), "perPage"));
    }

    [Fact]
    public async Task Filters_are_checked_and_ignored()
    {
        var telephony = new Telephony();

        Assert.Equal(5, Records(await telephony.GetAsync(Telephony.Company + "?direction=Outbound&type=Fax&view=Detailed&transport=PSTN")).Count);
    }

    [Theory]
    [InlineData("direction=Sideways", "direction")]
    [InlineData("direction=Inbound&direction=Sideways", "direction")]
    [InlineData("view=Full", "view")]
    [InlineData("view=Simple&view=Simple", "view")]
    [InlineData("type=Text", "type")]
    [InlineData("transport=Radio", "transport")]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("perPage=0", "perPage")]
    [InlineData("perPage=99999999999", "perPage")]
    public async Task Ill_formed_listing_is_refused(string query, string parameter)
    {
        Telephony.Invalid(await new Telephony().GetAsync(Telephony.Company + "?" + query), parameter);
    }

    [Fact]
    public async Task Transport_belongs_to_the_company_alone()
    {
        Telephony.Invalid(await new Telephony().GetAsync(Telephony.Own + "?transport=PSTN"), "transport");
    }

    [Fact]
    public async Task Restricted_user_sees_the_own_calls_alone()
    {
        var telephony = new Telephony();
        await telephony.Bench.RestrictAsync();

        Telephony.Forbidden(await telephony.GetAsync(Telephony.Company), "ReadCompanyCallLog");
        Telephony.Forbidden(await telephony.GetAsync(Telephony.Account + "extension/400415005001/active-calls"), "ReadCompanyCallLog");
        Assert.Equal(telephony.Restricted.TelephonySessionId, Id(Assert.Single(Records(await telephony.GetAsync(Telephony.Own)))));
    }

    private static List<JsonElement> Records(Reply reply)
    {
        return [.. reply.Json.GetProperty("records").EnumerateArray()];
    }

    private static string Id(JsonElement record)
    {
        return Text(record, "telephonySessionId");
    }

    private static string Text(JsonElement json, string name)
    {
        return json.GetProperty(name).GetString()!;
    }

    private static int Number(JsonElement json, string name)
    {
        return int.Parse(json.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);
    }
}
