using RingCx.Client.Tests.Http;

namespace RingCx.Client.Tests.RingEx;

public class CallLogReaderTests
{
    private const string NoNavigation = "";
    private const string NextPage = ""","navigation":{"firstPage":{"uri":"https://h/1"},"nextPage":{"uri":"https://h/2"}}""";
    private const string LastPage = ""","navigation":{"firstPage":{"uri":"https://h/1"},"lastPage":{"uri":"https://h/2"}}""";

    [Fact]
    public async Task Takes_every_page_that_the_service_names()
    {
        using var bench = ClientBench.Answering(Page("1 2", NextPage), Page("3 4", NextPage), Page("5", LastPage));
        Assert.Equal("1 2|3 4|5", await ReadAllAsync(bench, 2));
        Assert.Equal(["1", "2", "3"], Pages(bench));
        Assert.All(bench.RingExRequests, static r => Assert.Equal("2", r.Parameter("perPage")));
    }

    [Fact]
    public async Task Takes_every_page_that_the_service_counts()
    {
        using var bench = ClientBench.Answering(Page("1 2", Count(1, 3)), Page("3 4", Count(2, 3)), Page("5 6", Count(3, 3)));
        Assert.Equal("1 2|3 4|5 6", await ReadAllAsync(bench, 2));
        Assert.Equal(["1", "2", "3"], Pages(bench));
    }

    [Fact]
    public async Task Asks_on_after_a_full_page_where_the_service_tells_nothing_of_others()
    {
        using var bench = ClientBench.Answering(Page("1 2", NoNavigation), Page("3 4", NoNavigation), Page("5", NoNavigation));
        Assert.Equal("1 2|3 4|5", await ReadAllAsync(bench, 2));
        Assert.Equal(["1", "2", "3"], Pages(bench));
    }

    [Fact]
    public async Task Asks_on_after_a_full_page_until_one_is_empty()
    {
        using var bench = ClientBench.Answering(Page("1 2", NoNavigation), Page("", NoNavigation));
        Assert.Equal("1 2", await ReadAllAsync(bench, 2));
        Assert.Equal(2, bench.RingExRequests.Count);
    }

    [Theory]
    [InlineData(""","navigation":{}""")]
    [InlineData(""","navigation":{"nextPage":null}""")]
    [InlineData(""","paging":{"page":1,"totalPages":1}""")]
    [InlineData(""","paging":{"page":1,"totalPages":0},"navigation":{}""")]
    [InlineData(""","paging":{"page":"1","totalPages":"1"},"navigation":null""")]
    public async Task Ends_where_the_service_knows_of_no_more(string more)
    {
        using var bench = ClientBench.Answering(Page("1 2", more));
        Assert.Equal("1 2", await ReadAllAsync(bench, 2));
        Assert.Single(bench.RingExRequests);
    }

    [Theory]
    [InlineData(NextPage)]
    [InlineData(NoNavigation)]
    [InlineData(""","paging":{"page":1,"totalPages":1000}""")]
    public async Task Ends_if_the_service_ignores_the_number_of_the_page(string more)
    {
        using var bench = ClientBench.Answering(Page("1 2", more));
        Assert.Equal("1 2", await ReadAllAsync(bench, 2));
        Assert.Equal(2, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Gives_a_call_once_that_has_moved_on_to_the_next_page()
    {
        using var bench = ClientBench.Answering(Page("1 2 1", NextPage), Page("2 3", NextPage), Page("3 4", LastPage));
        Assert.Equal("1 2|3|4", await ReadAllAsync(bench, 3));
    }

    [Theory]
    [InlineData(NextPage)]
    [InlineData(NoNavigation)]
    public async Task Does_not_ask_forever_for_records_without_an_id(string more)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($$"""{"records":[{"sessionId":"7"},{"id":null,"sessionId":"8"}]{{more}}}"""));
        Assert.Equal("- -", await ReadAllAsync(bench, 2));
        Assert.Single(bench.RingExRequests);
    }

    [Fact]
    public async Task Gives_a_record_that_has_no_id_beside_others_that_have_one()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($$"""{"records":[{"id":"1"},null,{"sessionId":"8"}]{{NextPage}}}"""), Page("2", LastPage));
        Assert.Equal("1 -|2", await ReadAllAsync(bench, 3));
    }

    [Fact]
    public async Task Requests_a_page_when_the_previous_one_was_consumed()
    {
        using var bench = ClientBench.Answering(Page("1", NextPage), Page("2", NextPage), Page("3", LastPage));
        var reader = bench.Client.RingEx.ListActiveCalls("~", 1);
        await bench.Clock.SettleAsync();
        Assert.Empty(bench.Transport.Requests);
        for (var page = 1; page <= 3; page++)
        {
            Assert.Single(await bench.RunAsync(_ => reader.ReadPageAsync(null, default)));
            Assert.Equal(page, bench.RingExRequests.Count);
        }

        Assert.Empty(await bench.RunAsync(_ => reader.ReadPageAsync(null, default)));
        Assert.Empty(await bench.RunAsync(_ => reader.ReadPageAsync(null, default)));
        Assert.Equal(3, bench.RingExRequests.Count);
        Assert.All(bench.RingExRequests, static r => Assert.EndsWith("/extension/~/active-calls", r.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("500", FailureKind.ServiceError)]
    [InlineData("429", FailureKind.RateLimited)]
    [InlineData("connection reset", FailureKind.ServiceError)]
    [InlineData("nonsense", FailureKind.BadResponse)]
    [InlineData("no records", FailureKind.BadResponse)]
    public async Task Loses_nothing_over_a_page_that_fails(string fault, FailureKind kind)
    {
        var broken = fault switch
        {
            "nonsense" => ScriptedAnswer.Json("""{"records":[{"id":"3"}"""),
            "no records" => ScriptedAnswer.Json("{}"),
            _ => Faults.Named(fault),
        };
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 0);
        bench.Service.Api = new AnswerScript(Page("1 2", NextPage), broken, Page("2 3", LastPage)).Next;
        var reader = bench.Client.RingEx.ListActiveCalls(null, 2);
        Assert.Equal("1 2", Ids(await bench.RunAsync(_ => reader.ReadPageAsync(null, default))));
        await bench.FailAsync(kind, _ => reader.ReadPageAsync(null, default));
        Assert.Equal("3", Ids(await bench.RunAsync(_ => reader.ReadPageAsync(null, default))));
        Assert.Empty(await bench.RunAsync(_ => reader.ReadPageAsync(null, default)));
        Assert.Equal(["1", "2", "2"], Pages(bench));
    }

    [Fact]
    public async Task Loses_nothing_over_a_page_that_was_given_up()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Silence, Page("1", LastPage));
        var reader = bench.Client.RingEx.ListActiveCalls(null, 1);
        using var cancellation = new CancellationTokenSource();
        var reading = bench.Start(_ => reader.ReadPageAsync(null, cancellation.Token));
        await bench.SentAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal("1", Ids(await bench.RunAsync(_ => reader.ReadPageAsync(null, default))));
    }

    [Fact]
    public async Task Lists_the_calls_anew_with_every_reader()
    {
        using var bench = ClientBench.Answering(Page("1", LastPage));
        Assert.Equal("1", await ReadAllAsync(bench, 1));
        Assert.Equal("1", await ReadAllAsync(bench, 1));
    }

    [Fact]
    public async Task Renews_the_token_between_two_pages()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        var pages = new AnswerScript(Page("1", NextPage), Page("2", NextPage), Page("3", LastPage));
        bench.Service.Api = request =>
        {
            bench.Clock.Advance(TimeSpan.FromHours(3));
            return pages.Next(request);
        };
        Assert.Equal("1|2|3", await ReadAllAsync(bench, 1));
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.RingCentralRefresh, SignInCall.RingCentralRefresh], bench.Service.Calls);
    }

    private static ScriptedAnswer Page(string ids, string more) => ScriptedAnswer.Json(
        $$"""{"records":[{{string.Join(',', ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static id => $$"""{"id":"{{id}}"}"""))}}]{{more}}}""");

    private static string Count(int page, int of) => string.Create(CultureInfo.InvariantCulture, $$""","paging":{"page":{{page}},"totalPages":{{of}}}""");

    private static IEnumerable<string?> Pages(ClientBench bench) => bench.RingExRequests.Select(static r => r.Parameter("page"));

    private static string Ids(IEnumerable<RingExActiveCall> records) => string.Join(' ', records.Select(static r => r.Id ?? "-"));

    private static async Task<string> ReadAllAsync(ClientBench bench, int pageSize)
    {
        var reader = bench.Client.RingEx.ListActiveCalls(null, pageSize);
        var pages = new List<string>();
        while (await bench.RunAsync(_ => reader.ReadPageAsync(bench.Progress, default)) is { Count: > 0 } records)
        {
            pages.Add(Ids(records));
        }

        return string.Join('|', pages);
    }
}
