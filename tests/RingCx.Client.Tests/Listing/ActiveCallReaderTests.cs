using System.Globalization;
using System.Net;
using RingCx.Client.Tests.Support;

namespace RingCx.Client.Tests.Listing;

public class ActiveCallReaderTests
{
    // A listing that never ends would ask for more pages than this.
    private const int FarTooManyPages = 12;

    private static readonly ScriptedAnswer NoMore = ScriptedAnswer.Json("[]");

    [Theory]
    [InlineData(0, 1000, 1000)]
    [InlineData(1, 1000, 1000)]
    [InlineData(49, 1000, 50)]
    [InlineData(50, 1000, 50)]
    [InlineData(51, 1000, 50)]
    [InlineData(230, 1000, 50)]
    [InlineData(230, 20, 50)]
    [InlineData(230, 1, 1)]
    [InlineData(10_000, 1000, 1000)]
    public async Task Reads_every_page_however_few_rows_the_service_gives(int count, int asked, int largestPage)
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var listing = new PagedListing(count, largestPage);
        bench.Service.Api = listing.Answer;
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync(new() { PageSize = asked })));
        Assert.Equal(Enumerable.Range(0, bench.ApiRequests.Count), bench.ApiRequests.Select(static r => int.Parse(r.Parameter("page")!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Never_loses_rows_whatever_was_listed_before()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var largestPage = random.Next(1, 60);
            using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
            for (var listings = 0; listings < 6; listings++)
            {
                var listing = new PagedListing(random.Next(0, 150), largestPage);
                bench.Service.Api = listing.Answer;
                Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync(new() { PageSize = random.Next(1, 100) })));
            }
        }
    }

    [Fact]
    public async Task Gives_each_call_once_when_new_calls_shift_the_pages()
    {
        using var bench = new ClientBench();
        PagedListing listing = null!;
        listing = new PagedListing(120, 50) { BeforePage = page => listing.Uiis.InsertRange(0, page > 0 ? [$"9{page}1", $"9{page}2"] : []) };
        var before = listing.Uiis.ToList();
        bench.Service.Api = listing.Answer;
        Assert.Equal(before, Uiis(await bench.ListAsync()));
    }

    [Fact]
    public async Task Gives_each_call_once_when_ended_calls_shift_the_pages()
    {
        using var bench = new ClientBench();
        PagedListing listing = null!;
        listing = new PagedListing(120, 50) { BeforePage = page => listing.Uiis.RemoveRange(0, page > 0 ? 2 : 0) };
        bench.Service.Api = listing.Answer;
        var read = Uiis(await bench.ListAsync());
        Assert.Equal(read.Distinct(), read);
    }

    [Fact]
    public async Task Asks_for_no_page_that_nobody_reads()
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(120, 50).Answer;
        await bench.RunAsync(static async c =>
        {
            using var reader = c.ActiveCalls.List(ClientBench.AccountId, new());
            Assert.True(await reader.ReadAsync(null, default));
            Assert.Equal("1", reader.Current!.Uii);
        });
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Asks_for_nothing_before_the_first_read()
    {
        using var bench = new ClientBench();
        using (bench.Client.ActiveCalls.List(ClientBench.AccountId, new()))
        {
            await bench.Clock.SettleAsync();
        }

        Assert.Empty(bench.Transport.Requests);
    }

    [Fact]
    public async Task Asks_for_nothing_after_it_was_disposed_of()
    {
        using var bench = new ClientBench();
        var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        reader.Dispose();
        Assert.False(await reader.ReadAsync(null, default));
        Assert.Empty(bench.Transport.Requests);
    }

    [Fact]
    public async Task Ends_where_the_service_ignores_the_page()
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(50) { IgnoresPage = true };
        bench.Service.Api = listing.Answer;
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync()));
        Assert.InRange(bench.ApiRequests.Count, 1, 3);
    }

    [Fact]
    public async Task Reads_on_past_a_page_that_calls_moved_onto()
    {
        // A call that comes in front moves the first one onto the second page: that page has nothing new, the next one has.
        using var bench = new ClientBench();
        PagedListing listing = null!;
        listing = new PagedListing(4, 1) { BeforePage = page => listing.Uiis.InsertRange(0, page == 1 ? ["in front"] : []) };
        bench.Service.Api = listing.Answer;
        Assert.Equal(["1", "2", "3", "4"], Uiis(await bench.ListAsync()));
    }

    [Fact]
    public async Task Ends_where_a_foreign_service_gives_rows_without_uii_and_ignores_the_page()
    {
        using var bench = new ClientBench();
        bench.Service.Api = _ => bench.ApiRequests.Count > FarTooManyPages ? NoMore : ScriptedAnswer.Json("""[{"name":"foreign"},{"uii":null}]""");
        await bench.ListAsync();
        Assert.InRange(bench.ApiRequests.Count, 1, 3);
    }

    [Fact]
    public async Task Gives_nothing_of_an_empty_list()
    {
        using var bench = ClientBench.Answering(NoMore);
        Assert.Empty(await bench.ListAsync());
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Passes_over_rows_that_are_null()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""[null,{"uii":"1"},null,{"uii":"2"},null]"""), NoMore);
        Assert.Equal(["1", "2"], Uiis(await bench.ListAsync()));
    }

    [Fact]
    public async Task Forgets_the_current_call_at_the_end()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(PagedListing.Rows(["1"])), NoMore);
        await bench.RunAsync(static async c =>
        {
            using var reader = c.ActiveCalls.List(ClientBench.AccountId, new());
            Assert.Null(reader.Current);
            Assert.True(await reader.ReadAsync(null, default));
            Assert.NotNull(reader.Current);
            Assert.False(await reader.ReadAsync(null, default));
            Assert.Null(reader.Current);
            Assert.False(await reader.ReadAsync(null, default));
        });
    }

    [Fact]
    public async Task Tells_the_service_s_time_or_its_own()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(PagedListing.Rows(["1"])).With("Date", "Fri, 08 May 2020 14:40:47 GMT"), NoMore);
        await bench.RunAsync(async c =>
        {
            using var reader = c.ActiveCalls.List(ClientBench.AccountId, new());
            Assert.True(await reader.ReadAsync(null, default));
            Assert.Equal(new DateTimeOffset(2020, 5, 8, 14, 40, 47, TimeSpan.Zero), reader.ServiceTime);
            Assert.False(await reader.ReadAsync(null, default));
            Assert.Equal(bench.Clock.GetUtcNow(), reader.ServiceTime);
        });
    }

    [Fact]
    public async Task Learns_nothing_from_one_listing_for_the_next_since_the_service_may_cap_its_pages_anew()
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(120, 50).Answer;
        await bench.ListAsync();
        var second = new PagedListing(60, 25);
        bench.Service.Api = second.Answer;
        Assert.Equal(second.Uiis, Uiis(await bench.ListAsync()));
    }

    [Fact]
    public async Task Takes_a_body_that_stalls_for_a_page_that_broke_off()
    {
        using var bench = new ClientBench(configure: static o => o.RequestTimeout = TimeSpan.FromMilliseconds(20));
        var listing = new PagedListing(3);
        bench.Service.Api = request => bench.ApiRequests.Count == 1 ? Stalling() : listing.Answer(request);
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync()));
    }

    [Fact]
    public async Task Fails_where_the_body_stalls_again_and_again()
    {
        using var bench = new ClientBench(configure: static o => (o.RequestTimeout, o.MaximumRetryCount) = (TimeSpan.FromMilliseconds(20), 2));
        bench.Service.Api = static _ => Stalling();
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.ListAsync());
        Assert.Equal(3, bench.ApiRequests.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reads_a_page_again_that_broke_off(int rowsBeforeTheBreak)
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(5, 3);
        var broken = "[" + string.Join(',', listing.Uiis.Take(rowsBeforeTheBreak).Select(PagedListing.Row)) + (rowsBeforeTheBreak < 3 ? ",{\"uii\":" : string.Empty);
        bench.Service.Api = request => bench.ApiRequests.Count == 1 ? ScriptedAnswer.Truncated(broken) : listing.Answer(request);
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync(new() { PageSize = 3 })));
        Assert.Equal(["0", "0", "1"], bench.ApiRequests.Take(3).Select(static r => r.Parameter("page")));
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.Retrying);
    }

    [Fact]
    public async Task Gives_up_a_page_that_breaks_off_again_and_again()
    {
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 2);
        bench.Service.Api = static _ => ScriptedAnswer.Truncated("[" + PagedListing.Row("1"));
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.ListAsync());
        Assert.Equal(3, bench.ApiRequests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("\"calls\"")]
    [InlineData("[1,2]")]
    [InlineData("""[{"uii":"1"}] and more""")]
    [InlineData("""[{"uii":"1"}""")]
    [InlineData("""[{"uii":"1",}]""")]
    public async Task Says_so_when_the_list_is_nonsense(string body)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body), NoMore);
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.ListAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, FailureKind.NotFound)]
    [InlineData(HttpStatusCode.Forbidden, FailureKind.PermissionDenied)]
    [InlineData(HttpStatusCode.BadRequest, FailureKind.ServiceError)]
    public async Task Fails_as_any_other_request_does(HttpStatusCode status, FailureKind kind)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status));
        await bench.FailAsync(kind, _ => bench.ListAsync());
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_cancelled_in_the_middle_of_a_page()
    {
        using var bench = ClientBench.Answering(Stalling());
        using var cancellation = new CancellationTokenSource();
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, cancellation.Token)));

        var next = bench.Start(_ => reader.ReadAsync(null, cancellation.Token));
        await bench.Clock.SettleAsync();
        Assert.False(next.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(next));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    [Fact]
    public async Task Obeys_the_token_of_each_read_in_the_middle_of_a_page()
    {
        using var bench = ClientBench.Answering(Stalling());
        using var cancellation = new CancellationTokenSource();
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, default)));

        var next = bench.Start(_ => reader.ReadAsync(null, cancellation.Token));
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(next));
    }

    [Fact]
    public async Task Is_not_taken_for_complete_after_it_was_cancelled()
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(3);
        bench.Service.Api = request => bench.ApiRequests.Count == 1 ? Stalling() : listing.Answer(request);
        using var cancellation = new CancellationTokenSource();
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, cancellation.Token)));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(_ => reader.ReadAsync(null, cancellation.Token)));
        Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, default)));
        Assert.Equal("2", reader.Current!.Uii);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_cancelled_before_the_answer()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Silence);
        using var cancellation = new CancellationTokenSource();
        var listing = bench.Start(async c =>
        {
            using var reader = c.ActiveCalls.List(ClientBench.AccountId, new());
            return await reader.ReadAsync(null, cancellation.Token);
        });
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(listing));
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Gives_batches_that_end_with_their_page()
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(8, 3).Answer;
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        Assert.Equal(["1", "2"], await BatchAsync());
        Assert.Equal(["3"], await BatchAsync());
        Assert.Single(bench.ApiRequests);
        Assert.Equal(["4", "5"], await BatchAsync());
        Assert.Equal(["6"], await BatchAsync());
        Assert.Equal(["7", "8"], await BatchAsync());
        Assert.Equal([], await BatchAsync());
        Assert.Equal([], await BatchAsync());

        async Task<IEnumerable<string?>> BatchAsync() => Uiis(await bench.RunAsync(_ => reader.ReadBatchAsync(2, null, default)));
    }

    [Fact]
    public async Task Gives_what_it_read_before_it_tells_of_a_failure()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("[" + PagedListing.Row("1") + ",{\"uii\":\"2\"},nonsense]"));
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        var read = new List<string?>();
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(async _ =>
        {
            while (await reader.ReadBatchAsync(100, null, default) is { Count: > 0 } batch)
            {
                read.AddRange(Uiis(batch));
            }
        }));
        Assert.Equal(FailureKind.BadResponse, failure.Kind);
        Assert.Equal(read.Distinct(), read);
        Assert.Empty(await bench.RunAsync(_ => reader.ReadBatchAsync(100, null, default)));
    }

    private static ScriptedAnswer Stalling() =>
        ScriptedAnswer.Pieces(static () => new PieceStream(PieceStreamEnd.Stalls, "[" + PagedListing.Row("1") + ","));

    private static IEnumerable<string?> Uiis(IEnumerable<ActiveCall> calls) => calls.Select(static c => c.Uii);
}
