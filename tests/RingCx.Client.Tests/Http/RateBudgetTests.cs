using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Http;

public class RateBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Never_lets_more_out_than_the_service_counts_in_any_window()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var clock = new DrivenClock();
            var random = new Random(seed);
            var limit = random.Next(1, 12);
            using var budget = new RateBudget(limit, Window, clock);
            var counted = new ConcurrentQueue<TimeSpan>();
            var plans = Enumerable.Range(0, limit * random.Next(2, 6)).Select(_ => new
            {
                Start = Seconds(random.NextDouble() * random.Next(1, 150)),
                ThereTakes = Seconds(random.NextDouble() * random.Next(1, 8)),
                BackTakes = Seconds(random.NextDouble() * random.Next(1, 8)),
                Priority = random.Next(2) == 0 ? RequestPriority.Action : RequestPriority.Polling,
                GivesUpAfter = random.Next(5) == 0 ? Seconds(random.NextDouble() * 90) : Timeout.InfiniteTimeSpan,
            }).ToList();

            await clock.AutoAdvance(Task.WhenAll(plans.Select(plan => Task.Run(async () =>
            {
                await Task.Delay(plan.Start, clock);
                using var patience = new CancellationTokenSource(plan.GivesUpAfter, clock);
                try
                {
                    await budget.TakeAsync(plan.Priority, null, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }

                await Task.Delay(plan.ThereTakes, clock);
                counted.Enqueue(clock.Elapsed);
                await Task.Delay(plan.BackTakes, clock);
                budget.Release();
            }))));

            var times = counted.Order().ToList();
            Assert.All(
                times.Zip(times.Skip(limit)),
                pair => Assert.True(pair.Second - pair.First >= Window, $"Seed {seed}: more than {limit} from {pair.First} to {pair.Second}."));
            await clock.AdvanceAsync(Window);
            Assert.Equal(limit, budget.Remaining);
        }
    }

    [Fact]
    public async Task Lets_500_actions_out_in_the_time_that_the_rate_demands()
    {
        using var bench = new ClientBench();
        bench.Service.Api = static _ => ScriptedAnswer.Done.After(TimeSpan.FromMilliseconds(80));
        var done = await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 500).Select(_ => bench.HangUpAsync())));

        Assert.All(done, Assert.True);
        Assert.Equal(500, bench.ApiRequests.Count);

        // 120 at once, then 120 a minute: the last of them four minutes later.
        Assert.InRange(bench.Clock.Elapsed.TotalSeconds, 240, 240 * 1.02);
    }

    [Fact]
    public async Task Lets_waiting_actions_out_before_waiting_polling()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Polling, null, default);
        budget.Release();
        var order = new ConcurrentQueue<string>();
        var waiters = new List<Task>
        {
            PassAsync(budget, RequestPriority.Polling, "first polling", order),
            PassAsync(budget, RequestPriority.Polling, "second polling", order),
            PassAsync(budget, RequestPriority.Action, "first action", order),
            PassAsync(budget, RequestPriority.Action, "second action", order),
        };
        await clock.AutoAdvance(Task.WhenAll(waiters));
        Assert.Equal(["first action", "second action", "first polling", "second polling"], order);
    }

    [Fact]
    public async Task Keeps_waiters_of_equal_priority_in_order()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        budget.Release();
        var first = budget.TakeAsync(RequestPriority.Polling, null, default);
        clock.Advance(Window);
        var second = budget.TakeAsync(RequestPriority.Polling, null, default);
        await clock.AutoAdvance(first);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Gives_the_place_of_a_waiter_that_gave_up_to_the_next()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        budget.Release();
        using var cancellation = new CancellationTokenSource();
        var first = budget.TakeAsync(RequestPriority.Action, null, cancellation.Token);
        var second = budget.TakeAsync(RequestPriority.Action, null, default);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(second.IsCompleted);
        await clock.AutoAdvance(second);
        Assert.Equal(60, clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Gives_nothing_to_a_caller_that_has_already_given_up()
    {
        using var budget = new RateBudget(1, Window, new DrivenClock());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => budget.TakeAsync(RequestPriority.Action, null, new CancellationToken(true)));
        Assert.Equal(1, budget.Remaining);
    }

    [Fact]
    public async Task Tells_what_could_be_sent_now()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(3, Window, clock);
        Assert.Equal((3, 3), (budget.Limit, budget.Remaining));
        await budget.TakeAsync(RequestPriority.Action, null, default);
        Assert.Equal(2, budget.Remaining);

        // In flight it counts for as long as it takes, answered for one window.
        clock.Advance(Window * 2);
        Assert.Equal(2, budget.Remaining);
        budget.Release();
        clock.Advance(Window - TimeSpan.FromTicks(1));
        Assert.Equal(2, budget.Remaining);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(3, budget.Remaining);
    }

    [Fact]
    public async Task Lets_nothing_out_during_a_pause()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(3, Window, clock);
        budget.Pause(Seconds(10));
        Assert.Equal(0, budget.Remaining);
        var waiter = budget.TakeAsync(RequestPriority.Action, null, default);
        await clock.AdvanceAsync(Seconds(9.9));
        Assert.False(waiter.IsCompleted);
        await clock.AutoAdvance(waiter);
        Assert.Equal(10, clock.Elapsed.TotalSeconds, 0.01);
        Assert.Equal(2, budget.Remaining);
    }

    [Fact]
    public async Task Pauses_for_the_longest_of_several_pauses()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(3, Window, clock);
        budget.Pause(Seconds(30));
        budget.Pause(Seconds(5));
        var waiter = budget.TakeAsync(RequestPriority.Action, null, default);
        budget.Pause(Seconds(40));
        budget.Pause(TimeSpan.Zero);
        await clock.AutoAdvance(waiter);
        Assert.Equal(40, clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Lets_no_request_wait_for_a_pause_that_is_too_long()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock, longestPause: Window * 3);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        var action = budget.TakeAsync(RequestPriority.Action, null, default);
        var polling = budget.TakeAsync(RequestPriority.Polling, null, default);
        budget.Pause(TimeSpan.FromHours(1));
        foreach (var waiter in new[] { action, polling, budget.TakeAsync(RequestPriority.Action, null, default) })
        {
            Assert.Equal(FailureKind.RateLimited, (await Assert.ThrowsAsync<RingCxException>(() => waiter.WaitAsync(TimeSpan.FromSeconds(60)))).Kind);
        }

        budget.Release();
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, budget.Remaining);
    }

    [Fact]
    public void Keeps_a_pause_whose_end_exceeds_the_range_of_timestamps()
    {
        using var budget = new RateBudget(3, Window, TimeProvider.System);
        budget.Pause(TimeSpan.MaxValue);
        Assert.Equal(0, budget.Remaining);
    }

    [Fact]
    public async Task Does_not_forget_what_was_sent_before_a_pause()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        budget.Release();
        budget.Pause(Seconds(5));
        await clock.AutoAdvance(budget.TakeAsync(RequestPriority.Action, null, default));
        Assert.Equal(60, clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Waits_for_an_answer_where_every_slot_is_in_flight()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        var waiter = budget.TakeAsync(RequestPriority.Action, null, default);
        await clock.AdvanceAsync(Window * 3);
        Assert.False(waiter.IsCompleted);
        budget.Release();
        await clock.AutoAdvance(waiter);
        Assert.Equal(240, clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Tells_the_caller_how_long_the_wait_will_take()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        var progress = new EventRecorder();
        await budget.TakeAsync(RequestPriority.Action, progress, default);
        Assert.Empty(progress.Events);
        budget.Release();
        clock.Advance(Seconds(20));
        var waiter = budget.TakeAsync(RequestPriority.Action, progress, default);
        var told = Assert.Single(progress.Events);
        Assert.Equal(RequestEventKind.WaitingForRate, told.Kind);
        Assert.Equal(40, told.Delay.TotalSeconds, 0.01);
        await clock.AutoAdvance(waiter);
    }

    [Fact]
    public async Task Loses_no_slot_to_a_listener_that_fails()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(1, Window, clock);
        await budget.TakeAsync(RequestPriority.Action, null, default);
        budget.Release();
        await Assert.ThrowsAsync<InvalidOperationException>(() => budget.TakeAsync(RequestPriority.Action, new FailingListener(), default));
        await clock.AdvanceAsync(Window * 2);
        Assert.Equal(1, budget.Remaining);
    }

    [Fact]
    public async Task Lets_no_waiter_hang_when_the_client_is_closed()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var waiter = bench.PingAsync();
        await bench.Clock.SettleAsync();
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => waiter);
        Assert.Equal(TimeSpan.Zero, bench.Clock.Elapsed);
    }

    [Theory]
    [InlineData("connection reset")]
    [InlineData("timeout")]
    [InlineData("body broken")]
    [InlineData("500")]
    public async Task Loses_no_slot_to_a_request_that_fails(string fault)
    {
        using var bench = ClientBench.Answering(Faults.Named(fault));
        await bench.FailAsync(FailureKind.OutcomeUnknown, _ => bench.HangUpAsync());
        Assert.Equal(119, bench.Client.RateRemaining);
        await bench.Clock.AdvanceAsync(Window);
        Assert.Equal(120, bench.Client.RateRemaining);
    }

    [Fact]
    public async Task Loses_no_slot_to_a_request_that_is_cancelled()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Silence);
        using var cancellation = new CancellationTokenSource();
        var actions = Enumerable.Range(0, 5).Select(_ => bench.PingAsync(cancellation.Token)).ToList();
        await bench.SentAsync(5);
        Assert.Equal(115, bench.Client.RateRemaining);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(Task.WhenAll(actions)));
        await bench.Clock.AdvanceAsync(Window);
        Assert.Equal(120, bench.Client.RateRemaining);
    }

    [Fact]
    public async Task Loses_no_slot_to_many_waiters_that_give_up_while_slots_come_free()
    {
        var clock = new DrivenClock();
        using var budget = new RateBudget(5, Window, clock);
        for (var round = 0; round < 40; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var waiters = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
            {
                await budget.TakeAsync(RequestPriority.Action, null, cancellation.Token);
                budget.Release();
            })).ToList();
            var cancelling = Task.Run(cancellation.Cancel);
            await clock.AdvanceAsync(Window + Seconds(1));
            await cancelling;
            await Task.WhenAll(waiters).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await clock.AdvanceAsync(Window);
        Assert.Equal(5, budget.Remaining);
    }

    [Fact]
    public async Task Counts_the_repeated_request_of_a_renewed_token_too()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.ForgetAccessTokens();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal(3, bench.ApiRequests.Count);
        Assert.Equal((120, 117), (bench.Client.RateLimit, bench.Client.RateRemaining));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Task PassAsync(RateBudget budget, RequestPriority priority, string name, ConcurrentQueue<string> order)
    {
        var turn = budget.TakeAsync(priority, null, default);
        return PassAsync();

        async Task PassAsync()
        {
            await turn;
            order.Enqueue(name);
            budget.Release();
        }
    }
}
