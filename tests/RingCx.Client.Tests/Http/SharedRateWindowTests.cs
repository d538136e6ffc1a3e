using System.Collections.Concurrent;
using RingCx.Client.Storage;

namespace RingCx.Client.Tests.Http;

public sealed class SharedRateWindowTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly DrivenClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Never_lets_more_out_of_all_processes_than_the_service_counts_in_any_window()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var clock = new DrivenClock();
            var random = new Random(seed);
            var limit = random.Next(1, 12);
            var processes = Enumerable.Range(0, 3).Select(_ => Make(limit, clock, "seed" + seed)).ToList();
            var counted = new ConcurrentQueue<TimeSpan>();
            var plans = Enumerable.Range(0, limit * random.Next(2, 5)).Select(i => new
            {
                Process = processes[i % processes.Count],
                Start = TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 150)),
                ThereTakes = TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 8)),
                BackTakes = TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 8)),
                Priority = random.Next(2) == 0 ? RequestPriority.Action : RequestPriority.Polling,
                IsReached = random.Next(5) != 0,
            }).ToList();

            await clock.AutoAdvance(Task.WhenAll(plans.Select(plan => Task.Run(async () =>
            {
                await Task.Delay(plan.Start, clock);
                var place = await plan.Process.TakeAsync(plan.Priority, null, default);
                await Task.Delay(plan.ThereTakes, clock);
                if (plan.IsReached)
                {
                    counted.Enqueue(clock.Elapsed);
                }

                await Task.Delay(plan.BackTakes, clock);
                await plan.Process.ReleaseAsync(place, plan.IsReached);
            }))));

            var times = counted.Order().ToList();
            Assert.All(
                times.Zip(times.Skip(limit)),
                pair => Assert.True(pair.Second - pair.First >= Window, $"Seed {seed}: more than {limit} from {pair.First} to {pair.Second}."));
        }
    }

    [Fact]
    public async Task Tells_the_caller_why_it_waits_and_for_how_long()
    {
        var (one, other, progress) = (Make(2), Make(2), new EventRecorder());
        await one.ReleaseAsync(await one.TakeAsync(RequestPriority.Action, null, default), counted: true);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await other.ReleaseAsync(await other.TakeAsync(RequestPriority.Action, null, default), counted: true);
        var third = Task.Run(() => one.TakeAsync(RequestPriority.Action, progress, default));
        await _clock.SettleAsync();
        var told = Assert.Single(progress.Events);
        Assert.Equal(RequestEventKind.WaitingForRate, told.Kind);
        Assert.Equal("Waiting 40 s: the service allows 2 requests a minute.", told.Message);
        Assert.Equal((0, 0), (one.Remaining, other.Remaining));
        await _clock.AutoAdvance(third);
        Assert.Equal(60, _clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Returns_the_slot_of_an_unsent_request_at_once()
    {
        var one = Make(1);
        await one.ReleaseAsync(await one.TakeAsync(RequestPriority.Action, null, default), counted: false);
        Assert.Equal(1, one.Remaining);
        await Make(1).TakeAsync(RequestPriority.Action, null, default);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task Lets_the_place_of_a_process_that_died_age_out()
    {
        await Make(1).TakeAsync(RequestPriority.Action, null, default);
        await _clock.AutoAdvance(Task.Run(() => Make(1).TakeAsync(RequestPriority.Action, null, default)));
        Assert.Equal(60, _clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Keeps_the_place_of_an_answer_that_took_longer_than_a_window()
    {
        var (one, other) = (Make(1), Make(1));
        var slow = await one.TakeAsync(RequestPriority.Action, null, default);
        _clock.Advance(Window * 1.5);
        await one.ReleaseAsync(slow, counted: true);
        var next = Task.Run(() => other.TakeAsync(RequestPriority.Action, null, default));
        await _clock.AutoAdvance(next);
        Assert.Equal(150, _clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Lets_waiting_actions_out_before_waiting_polling_of_other_processes()
    {
        var first = Make(1);
        await first.ReleaseAsync(await first.TakeAsync(RequestPriority.Action, null, default), counted: true);
        var polling = Task.Run(() => Make(1).TakeAsync(RequestPriority.Polling, null, default));
        await _clock.SettleAsync();
        var action = Task.Run(() => Make(1).TakeAsync(RequestPriority.Action, null, default));
        await _clock.SettleAsync();
        await _clock.AutoAdvance(action);
        Assert.False(polling.IsCompleted);
        await _clock.AutoAdvance(polling);
    }

    [Fact]
    public async Task Shares_a_pause_that_the_service_asks_for()
    {
        var (one, other, progress) = (Make(5), Make(5), new EventRecorder());
        await one.PauseAsync(TimeSpan.FromSeconds(30));
        await one.PauseAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, one.Remaining);
        await _clock.AutoAdvance(Task.Run(() => other.TakeAsync(RequestPriority.Action, progress, default)));
        Assert.Equal(30, _clock.Elapsed.TotalSeconds, 0.01);
        Assert.Equal("Waiting 30 s: the service asked for a pause.", progress.Text);

        await one.PauseAsync(TimeSpan.FromHours(1));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => other.TakeAsync(RequestPriority.Action, null, default));
        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        await one.PauseAsync(TimeSpan.MaxValue);
        await Assert.ThrowsAsync<RingCxException>(() => other.TakeAsync(RequestPriority.Action, null, default));
    }

    [Theory]
    [InlineData(2_000_000_000d)]
    [InlineData(86_400d)]
    [InlineData(922_337_203_685d)]
    public async Task Keeps_no_pause_longer_than_an_hour(double seconds)
    {
        await Make(5).PauseAsync(TimeSpan.FromSeconds(seconds));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => Make(5).TakeAsync(RequestPriority.Action, null, default));
        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        Assert.StartsWith("The service asked for a pause; it ends in 3600 s.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(".rate"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("-ClearTokenCache", failure.Message, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(1));
        await Make(5).TakeAsync(RequestPriority.Action, null, default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-2_000_000_000)]
    public async Task Ignores_an_invalid_pause(double seconds)
    {
        await Make(5).PauseAsync(TimeSpan.FromSeconds(seconds));
        await Make(5).TakeAsync(RequestPriority.Action, null, default);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    // What an earlier version kept, or something else wrote.
    [Theory]
    [InlineData(0, 3153600000)]
    [InlineData(-3600, 3153600000)]
    [InlineData(200_000_000_000, 250_000_000_000)]
    public async Task Is_not_locked_out_by_what_is_in_the_file(long pausedAt, long pausedUntil)
    {
        await Make(5).TakeAsync(RequestPriority.Action, null, default);
        var now = _clock.GetUtcNow().UtcTicks;
        long[] numbers =
        [
            BitConverter.ToInt64(await File.ReadAllBytesAsync(_folder.File(".rate")), 0),
            now + (pausedAt * TimeSpan.TicksPerSecond),
            now + (pausedUntil * TimeSpan.TicksPerSecond),
            long.MinValue, -1, long.MaxValue, long.MinValue + 1, -now,
        ];
        await File.WriteAllBytesAsync(_folder.File(".rate"), numbers.SelectMany(BitConverter.GetBytes).ToArray());
        await Record.ExceptionAsync(() => Make(5).TakeAsync(RequestPriority.Action, null, default));

        // An hour after somebody has seen it, it is over.
        _clock.Advance(TimeSpan.FromHours(1));
        await Make(5).TakeAsync(RequestPriority.Action, null, default);
    }

    [Fact]
    public async Task Forgets_its_pause_with_the_tokens()
    {
        using var bench = new ClientBench(SignInMethods.Jwt(), options => Share(options));
        bench.Service.Api = new AnswerScript([ScriptedAnswer.Failing(HttpStatusCode.TooManyRequests).With("Retry-After", "2000000000"), ScriptedAnswer.Done]).Next;
        await bench.FailAsync(FailureKind.RateLimited, static c => c.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));
        using var other = new RingCxClient(Share(new RingCxClientOptions(SignInMethods.Jwt()) { Transport = () => bench.Transport, TimeProvider = bench.Clock }));
        Task<bool> OtherPingAsync() => Task.Run(() => other.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));

        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(OtherPingAsync()));
        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        await bench.RunAsync(static c => c.SignOutAsync(clearTokenCache: true, default));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.rate"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tokens"));
        Assert.True(await bench.Clock.AutoAdvance(OtherPingAsync()));
    }

    [Fact]
    public async Task Counts_times_of_the_future_from_now_when_the_clock_was_set_back()
    {
        var ahead = new DrivenClock();
        ahead.Advance(TimeSpan.FromDays(1));
        var before = Make(1, ahead);
        await before.TakeAsync(RequestPriority.Action, null, default);
        await before.PauseAsync(TimeSpan.FromSeconds(90));
        await _clock.AutoAdvance(Task.Run(() => Make(1).TakeAsync(RequestPriority.Action, null, default)));
        Assert.Equal(90, _clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Treats_a_file_that_is_not_its_own_as_empty()
    {
        var one = Make(1);
        await one.TakeAsync(RequestPriority.Action, null, default);
        await File.WriteAllTextAsync(_folder.File(".rate"), new string('~', 100));
        await one.TakeAsync(RequestPriority.Action, null, default);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
        Assert.Equal(32, new FileInfo(_folder.File(".rate")).Length);
    }

    [Fact]
    public async Task Ends_the_wait_of_a_caller_that_gives_up_and_of_a_client_that_was_closed()
    {
        var one = Make(1);
        await one.TakeAsync(RequestPriority.Action, null, default);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Task.Run(() => one.TakeAsync(RequestPriority.Action, null, cancellation.Token));
        var closed = Task.Run(() => one.TakeAsync(RequestPriority.Action, null, default));
        await _clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        one.Dispose();
        Assert.Equal(FailureKind.Closed, (await Assert.ThrowsAsync<RingCxException>(() => closed)).Kind);
    }

    [Fact]
    public async Task Fails_rather_than_lets_out_what_it_cannot_count()
    {
        var one = Make(1);
        var place = await one.TakeAsync(RequestPriority.Action, null, default);
        var file = _folder.File(".rate");
        File.Delete(file);
        Directory.CreateDirectory(file);

        // What was answered is not lost for it.
        await one.ReleaseAsync(place, counted: true);
        await one.PauseAsync(Window);
        var failure = await Assert.ThrowsAsync<RingCxException>(() => one.TakeAsync(RequestPriority.Action, null, default));
        Assert.Equal(FailureKind.TokenCacheUnavailable, failure.Kind);
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_two_clients_to_one_limit_and_one_token()
    {
        using var bench = new ClientBench(SignInMethods.Jwt(), options => Share(options));
        using var other = new RingCxClient(Share(new RingCxClientOptions(SignInMethods.Jwt())
        {
            Transport = () => bench.Transport,
            TimeProvider = bench.Clock,
        }));
        Task<bool> OtherPingAsync() => Task.Run(() => other.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(bench.Progress, default));

        await bench.Clock.AutoAdvance(Task.WhenAll(bench.PingAsync(), OtherPingAsync(), bench.PingAsync(), OtherPingAsync()));
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.Exchange], bench.Service.Calls);
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
        Assert.Equal(4, other.RateLimit);
        Assert.Equal("vu@example.com", other.User!.UserName);
        var waiting = bench.PingAsync();
        await bench.Clock.SettleAsync();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(0, bench.Client.RateRemaining);

        // The other has not looked since.
        Assert.InRange(other.RateRemaining, 0, 2);
        await bench.Clock.AutoAdvance(waiting);
        Assert.Equal(60, bench.Clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Tells_two_clients_of_the_429_of_one()
    {
        using var bench = new ClientBench(SignInMethods.Jwt(), options => Share(options));
        using var other = new RingCxClient(Share(new RingCxClientOptions(SignInMethods.Jwt()) { Transport = () => bench.Transport, TimeProvider = bench.Clock }));
        bench.Service.Api = new AnswerScript([ScriptedAnswer.Failing(HttpStatusCode.TooManyRequests).With("Retry-After", "20"), ScriptedAnswer.Done]).Next;
        var refused = bench.PingAsync();
        await bench.Clock.SettleAsync();
        var held = Task.Run(() => other.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));
        await bench.Clock.AutoAdvance(Task.WhenAll(refused, held));
        Assert.Equal(3, bench.ApiRequests.Count);
        Assert.All(bench.ApiRequests.Skip(1), static r => Assert.InRange(r.At.TotalSeconds, 20, 20.01));
    }

    private RingCxClientOptions Share(RingCxClientOptions options)
    {
        options.RequestsPerMinute = 4;
        options.TokenCacheName = "job";
        options.TokenCacheFolder = _folder.Path;
        return options;
    }

    private SharedRateWindow Make(int limit, DrivenClock? clock = null, string name = "job") =>
        new(new OwnerOnlyFolder(_folder.Path), name, limit, Window, LongestPause, clock ?? _clock);
}
