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
    }

    [Theory]
    [InlineData(0, 1000, "-")]
    [InlineData(1, 1000, "-")]
    [InlineData(37, 1000, "-")]
    [InlineData(999, 1000, "-")]
    [InlineData(37, 36, "- 1 -")]
    [InlineData(1001, 1000, "- 1 -")]
    [InlineData(50, 1000, "- 1")]
    [InlineData(64, 1000, "- 1")]
    [InlineData(75, 1000, "- 1")]
    [InlineData(45, 10, "- 1 2 3 4 - 1 2 3")]
    [InlineData(4500, 1000, "- 1 2 3 4 -")]
    [InlineData(10, 10, "- 1 -")]
    public async Task Requests_no_page_that_would_add_nothing(int count, int asked, string pages)
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(count).Answer;
        await bench.ListAsync(new() { PageSize = asked });
        Assert.Equal(pages, Pages(bench));
    }

    [Theory]
    [InlineData(12, 1000, 1000)]
    [InlineData(50, 1000, 1000)]
    [InlineData(120, 50, 1000)]
    [InlineData(120, 1000, 50)]
    public async Task Reads_every_page_wherever_the_service_begins_to_count(int count, int asked, int largestPage)
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(count, largestPage) { FirstPage = 1 };
        bench.Service.Api = listing.Answer;
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync(new() { PageSize = asked })));
    }

    [Fact]
    public async Task Remembers_where_pages_were_cut()
    {
        // A number that nobody would choose. The first listing shows it, since its page is as full as it was asked for.
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var cap = 50;
        bench.Service.Api = request => new PagedListing(120, cap).Answer(request);
        Assert.Equal(120, (await bench.ListAsync()).Count);
        cap = 37;
        Assert.Equal(120, (await bench.ListAsync()).Count);
        Assert.Equal(120, (await bench.ListAsync(new() { Product = "ACD" })).Count);

        bench.Service.Api = new PagedListing(36).Answer;
        await bench.ListAsync();
        var before = bench.ApiRequests.Count;
        await bench.ListAsync();
        Assert.Equal("-", Pages(bench, before));
    }

    [Fact]
    public async Task Never_loses_rows_whatever_was_listed_before()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var largestPage = new[] { 5, 10, 16, 20, 25, 32, 40, 50, 60 }[random.Next(9)];
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
        var read = Uiis(await bench.ListAsync()).ToList();
        Assert.Equal(before, read.Intersect(before));
        Assert.Equal(read.Distinct(), read);
    }

    [Theory]
    [InlineData(11, 10, 1)]
    [InlineData(45, 10, 1)]
    [InlineData(45, 10, 3)]
    [InlineData(120, 50, 2)]
    [InlineData(120, 20, 5)]
    [InlineData(5000, 1000, 40)]
    public async Task Leaves_out_no_call_that_goes_on_when_others_end_while_it_reads(int count, int asked, int ending)
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        PagedListing listing = null!;
        var isFirst = true;
        listing = new PagedListing(count)
        {
            BeforePage = page =>
            {
                listing.Uiis.RemoveRange(0, isFirst ? 0 : Math.Min(ending, listing.Uiis.Count));
                isFirst = false;
            },
        };
        bench.Service.Api = listing.Answer;
        var read = Uiis(await bench.ListAsync(new() { PageSize = asked })).ToList();
        Assert.Equal(read.Distinct(), read);
        Assert.Empty(listing.Uiis.Except(read));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Leaves_out_no_call_wherever_one_ends_between_two_pages(int page)
    {
        for (var ended = 0; ended < page * 10; ended++)
        {
            using var bench = new ClientBench();
            PagedListing listing = null!;
            var isOver = false;
            listing = new PagedListing(45)
            {
                BeforePage = asked =>
                {
                    if (asked == page && !isOver)
                    {
                        isOver = true;
                        listing.Uiis.RemoveAt(ended);
                    }
                },
            };
            bench.Service.Api = listing.Answer;
            Assert.Equal(45, (await bench.ListAsync(new() { PageSize = 10 })).Count);
        }
    }

    [Fact]
    public async Task Gives_nothing_before_every_page_was_read()
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(45).Answer;
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new() { PageSize = 10 });
        Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, default)));
        var asked = bench.ApiRequests.Count;
        while (await bench.RunAsync(_ => reader.ReadAsync(null, default)))
        {
        }

        Assert.Equal(asked, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Reads_again_no_more_than_twice_where_calls_begin_all_the_time()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        PagedListing listing = null!;
        var next = 0;
        listing = new PagedListing(30) { BeforePage = _ => listing.Uiis.Insert(0, $"new {++next}") };
        bench.Service.Api = listing.Answer;
        await bench.ListAsync(new() { PageSize = 10 });
        Assert.Equal(3, bench.ApiRequests.Count(static r => r.Parameter("page") is null));
    }

    [Theory]
    [InlineData(1, "-")]
    [InlineData(50, "-")]
    [InlineData(51, "- 1")]
    public async Task Requests_no_page_that_is_not_needed(int wanted, string pages)
    {
        using var bench = new ClientBench();
        bench.Service.Api = new PagedListing(120, 50).Answer;
        var read = new List<string?>();
        await bench.RunAsync(async c =>
        {
            using var reader = c.ActiveCalls.List(ClientBench.AccountId, new());
            await reader.ReadToEndAsync(Take, null, default);
            await reader.ReadToEndAsync(Take, null, default);

            bool Take(RcxActiveCall call)
            {
                read.Add(call.Uii);
                return read.Count == wanted;
            }
        });
        Assert.Equal(wanted, read.Count);
        Assert.Equal(pages, Pages(bench));
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
        listing = new PagedListing(4) { BeforePage = page => listing.Uiis.InsertRange(0, page == 1 && listing.Uiis.Count == 4 ? ["in front"] : []) };
        bench.Service.Api = listing.Answer;
        Assert.Equal(["1", "2", "3", "4", "in front"], Uiis(await bench.ListAsync(new() { PageSize = 1 })));
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
    public async Task Treats_an_answer_without_content_as_an_empty_page()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(HttpStatusCode.NoContent));
        Assert.Empty(await bench.ListAsync());
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Created)]
    public async Task Treats_no_other_empty_answer_as_an_empty_page(HttpStatusCode status)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status));
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.ListAsync());
    }

    [Fact]
    public async Task Skips_rows_that_are_null()
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
            using var silent = c.ActiveCalls.List(ClientBench.AccountId, new());
            Assert.False(await silent.ReadAsync(null, default));
            Assert.Equal(bench.Clock.GetUtcNow(), silent.ServiceTime);
        });
    }

    [Fact]
    public async Task Carries_nothing_over_to_the_next_listing_since_the_service_may_change_its_cap()
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
        Assert.Equal("- - 1 -", Pages(bench));
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
        var next = bench.Start(_ => reader.ReadAsync(null, cancellation.Token));
        await bench.Clock.SettleAsync();
        Assert.False(next.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(next));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_disposed_of_in_the_middle_of_a_page()
    {
        using var bench = ClientBench.Answering(Stalling());
        var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        var next = bench.Start(_ => reader.ReadAsync(null, default));
        await bench.Clock.SettleAsync();
        reader.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(next));
        Assert.False(await reader.ReadAsync(null, default));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    [Fact]
    public async Task Is_not_taken_for_complete_after_it_was_cancelled()
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(3);
        bench.Service.Api = request => bench.ApiRequests.Count == 1 ? Stalling() : listing.Answer(request);
        using var cancellation = new CancellationTokenSource();
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
        var next = bench.Start(_ => reader.ReadAsync(null, cancellation.Token));
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(next));
        foreach (var uii in listing.Uiis)
        {
            Assert.True(await bench.RunAsync(_ => reader.ReadAsync(null, default)));
            Assert.Equal(uii, reader.Current!.Uii);
        }

        Assert.False(await bench.RunAsync(_ => reader.ReadAsync(null, default)));
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
    public async Task Gives_what_it_read_before_it_tells_of_a_failure()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("[" + PagedListing.Row("1") + ",{\"uii\":\"2\"},{\"uii\":\"3\"}]"), ScriptedAnswer.Json("[nonsense]"));
        using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new() { PageSize = 3 });
        var read = new List<string?>();
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(async _ =>
        {
            while (await reader.ReadAsync(null, default))
            {
                read.Add(reader.Current!.Uii);
            }
        }));
        Assert.Equal(FailureKind.BadResponse, failure.Kind);
        Assert.Equal(["1", "2", "3"], read);
        Assert.False(await bench.RunAsync(_ => reader.ReadAsync(null, default)));
    }

    [Theory]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Reads_a_page_again_whatever_broke_it(Type exception)
    {
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 2);
        var listing = new PagedListing(3);
        var isBroken = true;
        bench.Service.Api = request => isBroken ? new ScriptedAnswer { Content = () => new StreamContent(new ThrowingStream((Exception)Activator.CreateInstance(exception, "broken")!)) } : listing.Answer(request);
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.ListAsync());
        Assert.Equal(3, bench.ApiRequests.Count);
        isBroken = false;
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync()));
    }

    [Theory]
    [InlineData("[{\"uii\":\"1\"},{\"ui")]
    [InlineData("[{\"uii\":\"1\"}")]
    [InlineData("[")]
    [InlineData("")]
    public async Task Reads_a_list_again_that_ends_early_where_nothing_told_its_length(string beginning)
    {
        // So does a compressed body that was cut.
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 2);
        var listing = new PagedListing(3);
        bench.Service.Api = request => bench.ApiRequests.Count == 1 ? ScriptedAnswer.Pieces(() => new PieceStream(PieceStreamEnd.Ends, beginning)) : listing.Answer(request);
        Assert.Equal(listing.Uiis, Uiis(await bench.ListAsync()).Order());
        bench.Service.Api = _ => ScriptedAnswer.Pieces(() => new PieceStream(PieceStreamEnd.Ends, beginning));
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.ListAsync());
    }

    [Fact]
    public async Task Treats_an_answer_without_content_as_an_empty_list()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(HttpStatusCode.NoContent));
        Assert.Empty(await bench.ListAsync());
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Survives_cancellation_at_any_moment()
    {
        // The token of a time limit is cancelled on a timer's thread, where an exception ends the process.
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1_000_000);
        bench.Service.Api = new PagedListing(3).Answer;
        await bench.ListAsync();
        for (var i = 0; i < 20_000; i++)
        {
            using var cancellation = new CancellationTokenSource();
            using var reader = bench.Client.ActiveCalls.List(ClientBench.AccountId, new());
            var reading = Task.Run(() => reader.ReadAsync(null, cancellation.Token), CancellationToken.None);
            Thread.SpinWait(i % 200 * 10);
            cancellation.Cancel(throwOnFirstException: true);
            try
            {
                await reading;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private static ScriptedAnswer Stalling() =>
        ScriptedAnswer.Pieces(static () => new PieceStream(PieceStreamEnd.Stalls, "[" + PagedListing.Row("1") + ","));

    private static IEnumerable<string?> Uiis(IEnumerable<RcxActiveCall> calls) => calls.Select(static c => c.Uii);

    private static string Pages(ClientBench bench, int from = 0) => string.Join(' ', bench.ApiRequests.Skip(from).Select(static r => r.Parameter("page") ?? "-"));

    private sealed class ThrowingStream(Exception exception) : MemoryStream
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromException<int>(exception);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(exception);
    }
}
