using RingCx.Client.Json;

namespace RingCx.Client.Tests.Listing;

public class ActiveCallWatcherTests
{
    [Fact]
    public async Task Tells_what_started_changed_and_ended()
    {
        using var watch = new WatchBench("""[{"uii":"1"},{"uii":"2","callState":"ACTIVE"}]""");
        Assert.Equal("Started 1, Started 2", await watch.PollAsync());
        Assert.Equal("", await watch.PollAsync());

        watch.Rows = """[{"uii":"3"},{"uii":"2","callState":"ACTIVE","agentFirstName":"Linh","agentLastName":"Vu","dequeueTime":"2020-05-08T14:40:47.000+0000"}]""";
        Assert.Equal("Started 3, Changed 2 (DequeueTime AgentFirstName AgentLastName), Ended 1", await watch.PollAsync());
        Assert.Equal("", await watch.PollAsync());

        watch.Rows = "[]";
        Assert.Equal("Ended 3, Ended 2", await watch.PollAsync());
        Assert.Empty(watch.Watcher.Calls);
    }

    [Fact]
    public async Task Tells_how_the_call_was_before()
    {
        using var watch = new WatchBench("""[{"uii":"1","callState":"QUEUED"}]""");
        await watch.PollAsync();
        watch.Rows = """[{"uii":"1","callState":"ACTIVE"}]""";
        var change = Assert.Single(await watch.ChangesAsync());
        Assert.Equal(("QUEUED", "ACTIVE"), (change.Before!.CallState, change.Call.CallState));
        watch.Rows = "[]";
        change = Assert.Single(await watch.ChangesAsync());
        Assert.Equal("ACTIVE", change.Call.CallState);
    }

    public static TheoryData<string> TheServicesProperties => [.. RowProperty.Of(typeof(RcxActiveCall)).Select(static p => p.Name).Where(static name => name != nameof(RcxActiveCall.Uii))];

    [Fact]
    public void The_service_tells_every_property_that_is_not_worked_out()
    {
        string[] workedOut = [nameof(RcxActiveCall.AgentName), nameof(RcxActiveCall.QueueTime), nameof(RcxActiveCall.Duration), nameof(RcxActiveCall.At)];
        Assert.Equal(typeof(RcxActiveCall).GetProperties().Select(static p => p.Name).Except(workedOut), RowProperty.Of(typeof(RcxActiveCall)).Select(static p => p.Name));
    }

    [Theory]
    [MemberData(nameof(TheServicesProperties))]
    public async Task Sees_a_change_of_any_property(string name)
    {
        // Whatever the property is, a text, a time or a boolean, the two are read as different values of it.
        static string Row(string name, string value) => $$"""[{"uii":"1","{{JsonNamingPolicy.CamelCase.ConvertName(name)}}":"{{value}}"}]""";
        using var watch = new WatchBench(Row(name, "0"));
        await watch.PollAsync();
        watch.Rows = Row(name, "1");
        Assert.Equal($"Changed 1 ({name})", await watch.PollAsync());
        Assert.Equal("", await watch.PollAsync());
    }

    [Fact]
    public void Needs_no_word_of_a_property_that_is_added()
    {
        var (before, now) = (new RowOfTomorrow { Uii = "1", Sentiment = "good" }, new RowOfTomorrow { Uii = "1", Sentiment = "bad" });
        Assert.Equal([nameof(RowOfTomorrow.Sentiment)], RowProperty.Of(typeof(RowOfTomorrow)).Where(p => !Equals(p.Get(before), p.Get(now))).Select(static p => p.Name));
    }

    private sealed class RowOfTomorrow
    {
        public string? Uii { get; internal set; }

        public string? Sentiment { get; internal set; }
    }

    [Fact]
    public async Task Concludes_nothing_from_a_listing_that_fails_midway()
    {
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 0);
        var listing = new PagedListing(120, 50);
        var broken = -1;
        bench.Service.Api = request => (request.Parameter("page") ?? "0") == broken.ToString(CultureInfo.InvariantCulture)
            ? ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable)
            : listing.Answer(request);
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        Assert.Equal(120, (await PollAsync(bench, watcher)).Count);
        for (broken = 0; broken < 3; broken++)
        {
            await bench.FailAsync(FailureKind.ServiceError, c => watcher.PollAsync(null, default));
            Assert.Equal(120, watcher.Calls.Count);
        }

        broken = -1;
        Assert.Empty(await PollAsync(bench, watcher));
    }

    [Theory]
    [InlineData("[{\"uii\":\"1\"},{\"ui")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{\"weather\":\"fine\"}")]
    [InlineData("")]
    public async Task Concludes_nothing_from_an_answer_that_is_not_a_listing(string body)
    {
        using var watch = new WatchBench("""[{"uii":"1"},{"uii":"2"}]""");
        await watch.PollAsync();
        watch.Rows = body;
        await watch.Bench.FailAsync(FailureKind.BadResponse, _ => watch.Watcher.PollAsync(null, default));
        watch.Rows = """[{"uii":"1"},{"uii":"2"}]""";
        Assert.Equal("", await watch.PollAsync());
    }

    [Fact]
    public async Task Asks_once_where_nothing_suggests_more()
    {
        using var watch = new WatchBench("""[{"uii":"1"},{"uii":"2"}]""");
        Assert.Equal("-", await watch.PagesAsync());
        watch.Rows = """[{"uii":"1"},{"uii":"2"},{"uii":"3"}]""";
        Assert.Equal("-", await watch.PagesAsync());
        watch.Rows = """[{"uii":"1"},{"uii":"3"}]""";
        Assert.Equal("-", await watch.PagesAsync());
        watch.Rows = """[{"uii":"1"},{"uii":"3"},{"uii":"4"}]""";
        Assert.Equal("-", await watch.PagesAsync());
        watch.Rows = "[]";
        Assert.Equal("-", await watch.PagesAsync());
    }

    [Fact]
    public async Task Checks_once_for_more_after_a_number_of_calls_that_could_be_the_service_s_cap()
    {
        using var watch = new WatchBench(PagedListing.Rows(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]));
        Assert.Equal("- 1", await watch.PagesAsync());
        Assert.Equal("-", await watch.PagesAsync());

        // A call that is not there may stand on the next page.
        watch.Rows = PagedListing.Rows(["1", "2", "3", "4", "5", "6", "7", "8", "10", "11"]);
        Assert.Equal("- 1", await watch.PagesAsync());
        Assert.Equal("-", await watch.PagesAsync());
    }

    [Fact]
    public async Task Checks_for_more_if_the_calls_at_the_end_are_all_missing()
    {
        // The number is nobody's cap, but so many calls do not end one behind the other.
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var cap = 1000;
        bench.Service.Api = request => new PagedListing(101, cap).Answer(request);
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        await PollAsync(bench, watcher);
        cap = 67;
        Assert.Empty(await PollAsync(bench, watcher));
        Assert.Empty(await PollAsync(bench, watcher));
    }

    [Fact]
    public async Task Checks_for_the_end_from_time_to_time_all_the_same()
    {
        using var watch = new WatchBench(PagedListing.Rows(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]));
        var pages = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            pages.Add(await watch.PagesAsync());
        }

        Assert.Equal([0, 12, 24], pages.Select(static (p, i) => (p, i)).Where(static x => x.p == "- 1").Select(static x => x.i));
    }

    [Fact]
    public async Task Finds_calls_that_a_service_moved_to_a_next_page()
    {
        // The service lowers its cap while it is watched: no call may look as if it had ended.
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var cap = 1000;
        bench.Service.Api = request => new PagedListing(100, cap).Answer(request);
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        await PollAsync(bench, watcher);
        foreach (var lower in new[] { 60, 7, 99, 100, 30 })
        {
            cap = lower;
            Assert.Empty(await PollAsync(bench, watcher));
            Assert.Empty(await PollAsync(bench, watcher));
        }
    }

    [Fact]
    public async Task Does_not_believe_at_once_that_a_call_between_pages_has_ended()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var listing = new PagedListing(100, 10);
        var slipped = false;
        bench.Service.Api = request =>
        {
            // A call of the first page ends while the second is asked for: one slips through.
            if (slipped && request.Parameter("page") == "1")
            {
                listing.Uiis.Remove("3");
            }

            return listing.Answer(request);
        };
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        await PollAsync(bench, watcher);
        slipped = true;
        // Call 11 was between the pages; now call 3 is missing for the first time.
        Assert.Empty(await PollAsync(bench, watcher));
        Assert.Empty(await PollAsync(bench, watcher));
        Assert.Equal("Ended 3", Text(await PollAsync(bench, watcher)));
        Assert.Empty(await PollAsync(bench, watcher));
        Assert.Equal(99, watcher.Calls.Count);
    }

    [Fact]
    public async Task Checks_for_more_after_a_full_page()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var listing = new PagedListing(10);
        bench.Service.Api = listing.Answer;
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new() { PageSize = 10 });
        await PollAsync(bench, watcher);
        await PollAsync(bench, watcher);
        listing.Uiis.Add("11");
        Assert.Equal("Started 11", Text(await PollAsync(bench, watcher)));
    }

    [Fact]
    public async Task Tells_that_its_first_listing_may_lack_a_call_between_pages()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
        var listing = new PagedListing(10, 5);
        bench.Service.Api = listing.Answer;
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        Assert.False(watcher.MayLackCalls);
        await PollAsync(bench, watcher);
        Assert.True(watcher.MayLackCalls);
        await PollAsync(bench, watcher);
        Assert.False(watcher.MayLackCalls);

        using var small = new WatchBench("""[{"uii":"1"}]""");
        await small.PollAsync();
        Assert.False(small.Watcher.MayLackCalls);
    }

    [Fact]
    public async Task Keeps_nothing_of_calls_that_ended()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1_000_000);
        var next = 0;
        bench.Service.Api = _ => ScriptedAnswer.Json(PagedListing.Rows(Enumerable.Range(next, 10).Select(static i => i.ToString(CultureInfo.InvariantCulture))));
        var watcher = bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        await PollAsync(bench, watcher);
        for (; next < 500; next += 10)
        {
            await PollAsync(bench, watcher);
            Assert.True(watcher.Calls.Count <= 20);
        }
    }

    private static async Task<IReadOnlyList<RcxCallEvent>> PollAsync(ClientBench bench, ActiveCallWatcher watcher) =>
        await bench.RunAsync(_ => watcher.PollAsync(null, default));

    private static string Text(IEnumerable<RcxCallEvent> changes) => string.Join(", ", changes.Select(static c =>
        $"{c.Event} {c.Uii}{(c.Changed.Count == 0 ? string.Empty : $" ({string.Join(' ', c.Changed)})")}"));

    private sealed class WatchBench : IDisposable
    {
        public WatchBench(string rows)
        {
            Rows = rows;
            Bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1000);
            Bench.Service.Api = request => ScriptedAnswer.Json(request.Parameter("page") is null ? Rows : "[]");
            Watcher = Bench.Client.ActiveCalls.Watch(ClientBench.AccountId, new());
        }

        public string Rows { get; set; }

        public ClientBench Bench { get; }

        public ActiveCallWatcher Watcher { get; }

        public Task<IReadOnlyList<RcxCallEvent>> ChangesAsync() => ActiveCallWatcherTests.PollAsync(Bench, Watcher);

        public async Task<string> PollAsync() => Text(await ChangesAsync());

        public async Task<string> PagesAsync()
        {
            var before = Bench.ApiRequests.Count;
            await ChangesAsync();
            return string.Join(' ', Bench.ApiRequests.Skip(before).Select(static r => r.Parameter("page") ?? "-"));
        }

        public void Dispose() => Bench.Dispose();
    }
}
