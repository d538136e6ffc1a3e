using RingCx.Client.Json;

namespace RingCx.Client.Tests.Json;

public class ActiveCallJsonTests
{
    private static readonly DateTimeOffset Time = new(2020, 5, 8, 14, 40, 47, TimeSpan.Zero);

    [Fact]
    public async Task Has_every_field_of_the_service()
    {
        var call = await ReadAsync(
            """
            {
              "uii": "202005081040440132050000019657", "accountId": "12440011", "ani": "5554150123", "dnis": "5554150199", "dnisE164": "+15554150199",
              "enqueueTime": "2020-05-08T14:40:47.000+0000", "dequeueTime": "2020-05-08T14:41:07.250+0000", "callState": "ACTIVE", "archive": false,
              "agentFirstName": "Linh", "agentLastName": "Vu", "destinationName": "Größe \u65e5", "externalId": "case 17", "cnam": "JANE DOE"
            }
            """);
        Assert.Equal("202005081040440132050000019657", call.Uii);
        Assert.Equal("12440011", call.AccountId);
        Assert.Equal("5554150123", call.Ani);
        Assert.Equal("5554150199", call.Dnis);
        Assert.Equal("+15554150199", call.DnisE164);
        Assert.Equal(Time, call.EnqueueTime);
        Assert.Equal(Time.AddSeconds(20.25), call.DequeueTime);
        Assert.Equal("ACTIVE", call.CallState);
        Assert.False(call.Archive);
        Assert.Equal("Linh", call.AgentFirstName);
        Assert.Equal("Vu", call.AgentLastName);
        Assert.Equal("Größe 日", call.DestinationName);
        Assert.Equal("case 17", call.ExternalId);
        Assert.Equal("JANE DOE", call.Cnam);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """
        {"uii":null,"accountId":null,"ani":null,"dnis":null,"dnisE164":null,"enqueueTime":null,"dequeueTime":null,"callState":null,
         "archive":null,"agentFirstName":null,"agentLastName":null,"destinationName":null,"externalId":null,"cnam":null}
        """)]
    public async Task May_have_nothing_in_any_field(string row)
    {
        var call = await ReadAsync(row);
        Assert.All(RowProperty.Of(typeof(RcxActiveCall)).Where(static p => p.Name != nameof(RcxActiveCall.AccountId)), p => Assert.Null(p.Get(call)));
        Assert.Equal(ClientBench.AccountId, call.AccountId);
    }

    [Fact]
    public async Task May_have_unknown_fields()
    {
        var call = await ReadAsync("""{"new":[{"uii":"2","deep":{"a":[1,2,{}]}}],"uii":"1","another":{"uii":"3"},"flag":true,"none":null,"cnam":"JANE"}""");
        Assert.Equal(("1", "JANE"), (call.Uii, call.Cnam));
    }

    [Theory]
    [InlineData("202005081040440132050000019657", "202005081040440132050000019657")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("0", "0")]
    [InlineData("-17", "-17")]
    [InlineData("true", "true")]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[1]", null)]
    public async Task Keeps_an_id_that_comes_as_something_else_as_it_is_written(string json, string? text)
    {
        var call = await ReadAsync($$"""{"uii":{{json}},"accountId":{{json}},"cnam":"after"}""");
        Assert.Equal((text, text ?? ClientBench.AccountId, "after"), (call.Uii, call.AccountId, call.Cnam));
    }

    [Fact]
    public async Task Keeps_a_number_that_two_pieces_of_the_network_share()
    {
        using var bench = ClientBench.Answering(
            ScriptedAnswer.Pieces(static () => new PieceStream(PieceStreamEnd.Ends, "[{\"uii\":2020050810", "40440132050000019657,\"enqueueTime\":{\"mil", "lis\":1588948847000}}", "]")),
            ScriptedAnswer.Json("[]"));
        var call = Assert.Single(await bench.ListAsync());
        Assert.Equal(("202005081040440132050000019657", (DateTimeOffset?)Time), (call.Uii, call.EnqueueTime));
    }

    [Theory]
    [InlineData("\"2020-05-08T14:40:47.000+0000\"")]
    [InlineData("\"2020-05-08T14:40:47+0000\"")]
    [InlineData("\"2020-05-08T14:40:47.000+00:00\"")]
    [InlineData("\"2020-05-08T14:40:47+00:00\"")]
    [InlineData("\"2020-05-08T10:40:47.000-0400\"")]
    [InlineData("\"2020-05-08T20:10:47.000+05:30\"")]
    [InlineData("\"2020-05-08T14:40:47.000Z\"")]
    [InlineData("\"2020-05-08T14:40:47Z\"")]
    [InlineData("\"2020-05-08T14:40:47\"")]
    [InlineData("1588948847000")]
    [InlineData("1588948847")]
    [InlineData("\"1588948847000\"")]
    [InlineData("\"1588948847\"")]
    [InlineData("""{"millis":1588948847000}""")]
    [InlineData("""{"zone":{"id":"UTC","millis":1},"year":2020,"millis":1588948847000,"chronology":[{}],"beforeNow":true}""")]
    public async Task Reads_a_time_however_it_is_written(string json)
    {
        var call = await ReadAsync($$"""{"enqueueTime":{{json}},"cnam":"after"}""");
        Assert.Equal(((DateTimeOffset?)Time, "after"), (call.EnqueueTime, call.Cnam));
    }

    [Fact]
    public async Task Keeps_the_offset_and_the_fraction_of_a_time()
    {
        var time = (await ReadAsync("""{"enqueueTime":"2020-05-08T10:40:47.123-0400"}""")).EnqueueTime!.Value;
        Assert.Equal((TimeSpan.FromHours(-4), Time.AddMilliseconds(123)), (time.Offset, time.ToUniversalTime()));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"garbage\"")]
    [InlineData("\"08.05.2020 14:40\"")]
    [InlineData("\"2020-13-40T99:99:99.000+0000\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("1588948847.5")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1588948847000]")]
    [InlineData("""{"millis":null}""")]
    [InlineData("""{"millis":"soon"}""")]
    [InlineData("""{"millis":{"millis":1588948847000}}""")]
    [InlineData("""{"millis":9223372036854775807}""")]
    [InlineData("""{"millis":-9223372036854775808}""")]
    public async Task Loses_no_call_over_an_invalid_time(string json)
    {
        var call = await ReadAsync($$"""{"uii":"1","enqueueTime":{{json}},"cnam":"after"}""");
        Assert.Equal(("1", null, "after"), (call.Uii, call.EnqueueTime, call.Cnam));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"perhaps\"", null)]
    [InlineData("0.5", null)]
    [InlineData("{\"a\":true}", null)]
    [InlineData("[true]", null)]
    public async Task Reads_a_boolean_however_it_is_written(string json, bool? value)
    {
        var call = await ReadAsync($$"""{"archive":{{json}},"cnam":"after"}""");
        Assert.Equal((value, "after"), (call.Archive, call.Cnam));
    }

    private static async Task<RcxActiveCall> ReadAsync(string row)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($"[{row}]"), ScriptedAnswer.Json("[]"));
        return Assert.Single(await bench.ListAsync());
    }
}
