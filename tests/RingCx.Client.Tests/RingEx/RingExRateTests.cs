namespace RingCx.Client.Tests.RingEx;

public class RingExRateTests
{
    private const string Untouched = "Auth 5/5, Heavy 10/10, Light 50/50, Medium 40/40";

    [Fact]
    public async Task Is_apart_from_group_to_group_and_from_RingCX_s()
    {
        using var bench = new ClientBench();
        Assert.Equal(Untouched, bench.RingExRemaining);
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.ParkAsync())));
        Assert.Equal("Auth 5/5, Heavy 10/10, Light 0/50, Medium 40/40", bench.RingExRemaining);
        var waiting = bench.ParkAsync();
        await bench.Clock.AutoAdvance(bench.ListRingExAsync());
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
        Assert.Equal("Auth 5/5, Heavy 9/10, Light 0/50, Medium 40/40", bench.RingExRemaining);
        Assert.Equal((120, 119), (bench.Client.RateLimit, bench.Client.RateRemaining));
        await bench.Clock.AutoAdvance(waiting);
        Assert.Equal(60, bench.Clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Is_not_used_up_by_RingCX()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var waiting = bench.PingAsync();
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
        Assert.True(await bench.Clock.AutoAdvance(waiting));
    }

    [Theory]
    [InlineData("Heavy", 10)]
    [InlineData("Light", 50)]
    public async Task Lets_no_more_out_in_any_minute_than_the_group_allows(string group, int limit)
    {
        using var bench = new ClientBench();
        bench.Service.Api = static request => FakeService.Serve(request).After(TimeSpan.FromMilliseconds(80));
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, (limit * 3) + 1).Select<int, Task>(_ => group == "Heavy" ? bench.ListRingExAsync() : bench.ParkAsync())));
        var times = bench.RingExRequests.Select(static r => r.At).ToList();
        Assert.Equal((limit * 3) + 1, times.Count);
        Assert.All(times.Zip(times.Skip(limit)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
        Assert.Equal(180, bench.Clock.Elapsed.TotalSeconds, 1.0);
    }

    [Theory]
    [InlineData("45")]
    [InlineData("1")]
    [InlineData("600")]
    public async Task Is_what_the_service_states(string limit)
    {
        using var bench = Stating(limit, "60");
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        var number = int.Parse(limit, CultureInfo.InvariantCulture);
        Assert.Equal(FormattableString.Invariant($"Auth 5/5, Heavy 10/10, Light {number - 1}/{number}, Medium 40/40"), bench.RingExRemaining);
        Assert.Equal((120, 120), (bench.Client.RateLimit, bench.Client.RateRemaining));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("45", null)]
    [InlineData(null, "60")]
    [InlineData("45", "3600")]
    [InlineData("45", "30")]
    [InlineData("45", "")]
    [InlineData("45", "sixty")]
    [InlineData("", "60")]
    [InlineData("0", "60")]
    [InlineData("-1", "60")]
    [InlineData("many", "60")]
    [InlineData("45.5", "60")]
    [InlineData("4 5", "60")]
    [InlineData("1000001", "60")]
    [InlineData("99999999999999999999", "60")]
    public async Task Is_the_documented_one_if_the_service_states_nothing_valid(string? limit, string? window)
    {
        using var bench = Stating(limit, window);
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal("Auth 5/5, Heavy 10/10, Light 49/50, Medium 40/40", bench.RingExRemaining);
    }

    [Fact]
    public async Task Is_stated_for_the_group_that_was_asked_alone()
    {
        using var bench = Stating("20", "60");
        await bench.Clock.AutoAdvance(bench.ListRingExAsync());
        Assert.Equal("Auth 5/5, Heavy 19/20, Light 50/50, Medium 40/40", bench.RingExRemaining);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal((120, 119), (bench.Client.RateLimit, bench.Client.RateRemaining));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    public async Task Is_stated_by_a_failure_too(int status)
    {
        using var bench = ClientBench.Answering(Stated(ScriptedAnswer.Failing((HttpStatusCode)status), "45", "60"));
        await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(_ => bench.ParkAsync()));
        Assert.Contains("Light 44/45", bench.RingExRemaining, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_kept_when_the_service_states_less_meanwhile()
    {
        using var bench = Stating("5", "60");
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 24).Select(_ => bench.ParkAsync())));
        var times = bench.RingExRequests.Select(static r => r.At).ToList();
        Assert.All(times.Zip(times.Skip(5)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
        Assert.Equal(240, bench.Clock.Elapsed.TotalSeconds, 1.0);
    }

    [Fact]
    public async Task Serves_waiting_callers_when_the_service_states_a_higher_limit()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 49).Select(_ => bench.ParkAsync())));
        var gate = new TaskCompletionSource();
        bench.Service.Api = request => Stated(FakeService.Serve(request), "60", "60").When(gate.Task);
        var last = bench.ParkAsync();
        await bench.Clock.SettleAsync();
        var waiting = Enumerable.Range(0, 10).Select(_ => bench.ParkAsync()).ToList();
        await bench.Clock.SettleAsync();
        Assert.Equal(50, bench.RingExRequests.Count);
        gate.SetResult();
        await bench.Clock.AutoAdvance(Task.WhenAll([last, .. waiting]));
        Assert.Equal(60, bench.RingExRequests.Count);
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    [Fact]
    public async Task Of_the_tokens_is_what_the_service_states()
    {
        using var bench = new ClientBench(SignInMethods.Jwt(), static o => o.RingExOnly = true);
        bench.Service.SignInFault = static (_, _) => Stated(ScriptedAnswer.Json("""{"access_token":"rca"}"""), "8", "60");
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.StartsWith("Auth 7/8, ", bench.RingExRemaining, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_paused_for_the_group_alone_that_was_refused()
    {
        using var bench = new ClientBench();
        bench.Service.Api = request => request.Path.EndsWith("/active-calls", StringComparison.Ordinal) && bench.Clock.Elapsed < TimeSpan.FromSeconds(60) ? Penalty() : FakeService.Serve(request);
        var listing = bench.ListRingExAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(1, bench.Clock.Elapsed.TotalSeconds, 0.01);
        Assert.Equal("Auth 5/5, Heavy 0/10, Light 49/50, Medium 40/40", bench.RingExRemaining);
        await bench.Clock.AutoAdvance(listing);
        Assert.Equal(60, bench.Clock.Elapsed.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Lets_nothing_out_that_would_restart_the_penalty()
    {
        // Whatever is sent inside of it restarts it, as the service does.
        using var bench = new ClientBench();
        var until = TimeSpan.FromSeconds(5);
        bench.Service.Api = request =>
        {
            if (bench.Clock.Elapsed >= until && bench.Clock.Elapsed != TimeSpan.Zero)
            {
                return FakeService.Serve(request);
            }

            until = bench.Clock.Elapsed + TimeSpan.FromSeconds(60);
            return Penalty();
        };
        var actions = new List<Task> { bench.ParkAsync() };
        for (var i = 0; i < 20; i++)
        {
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
            actions.Add(i % 2 == 0 ? bench.ParkAsync() : bench.Start(static c => c.RingEx.GetSessionAsync(ClientBench.TelephonySessionId, null, default)));
        }

        await bench.Clock.AutoAdvance(Task.WhenAll(actions));
        Assert.Equal(22, bench.RingExRequests.Count);
        Assert.Equal(TimeSpan.Zero, bench.RingExRequests[0].At);
        Assert.All(bench.RingExRequests.Skip(1), static r => Assert.InRange(r.At.TotalSeconds, 60, 60.1));
    }

    [Fact]
    public async Task Lets_no_request_wait_for_an_absurd_penalty()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(HttpStatusCode.TooManyRequests).With("Retry-After", "86400"));
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.ParkAsync());
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.ParkAsync());
        Assert.Single(bench.RingExRequests);
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.ListRingExAsync());
        Assert.Equal(2, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Serves_actions_before_reads()
    {
        using var bench = Stating("1", "60");
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        var reads = Enumerable.Range(0, 2).Select(_ => bench.Start(static c => c.RingEx.GetSessionAsync(ClientBench.TelephonySessionId, null, default))).ToList();
        await bench.Clock.SettleAsync();
        var actions = Enumerable.Range(0, 2).Select(_ => bench.ParkAsync()).ToList();
        await bench.Clock.SettleAsync();
        await bench.Clock.AutoAdvance(Task.WhenAll([.. reads, .. actions]));
        Assert.Equal(["POST", "POST", "POST", "GET", "GET"], bench.RingExRequests.Select(static r => r.Method));
    }

    [Fact]
    public async Task Tells_the_waiting_caller_what_the_service_allows()
    {
        using var bench = Stating("2", "60");
        await bench.Clock.AutoAdvance(Task.WhenAll(bench.ParkAsync(), bench.ParkAsync()));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        var told = Assert.Single(bench.Progress.Events, static e => e.Kind == RequestEventKind.WaitingForRate);
        Assert.Equal("Waiting 60 s: the service allows 2 requests a minute.", told.Message);
    }

    [Fact]
    public async Task Lets_no_waiter_hang_when_the_client_is_closed()
    {
        using var bench = Stating("1", "60");
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        var waiter = bench.ParkAsync();
        await bench.Clock.SettleAsync();
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => waiter);
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    private static ClientBench Stating(string? limit, string? window)
    {
        var bench = new ClientBench();
        bench.Service.Api = request => request.Path.StartsWith("/restapi/", StringComparison.Ordinal) ? Stated(FakeService.Serve(request), limit, window) : FakeService.Serve(request);
        return bench;
    }

    private static ScriptedAnswer Stated(ScriptedAnswer answer, string? limit, string? window)
    {
        answer = answer.With("X-Rate-Limit-Group", "light").With("X-Rate-Limit-Remaining", "7");
        answer = limit is null ? answer : answer.With("X-Rate-Limit-Limit", limit);
        return window is null ? answer : answer.With("X-Rate-Limit-Window", window);
    }

    private static ScriptedAnswer Penalty() => ScriptedAnswer.Json("""{"errorCode":"CMN-301","message":"Request rate exceeded"}""", HttpStatusCode.TooManyRequests).With("Retry-After", "60");
}
