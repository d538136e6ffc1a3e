namespace RingCx.Client.Tests;

public class MonotonicClockTests
{
    [Fact]
    public void Goes_on_whatever_the_date_is_set_to()
    {
        var time = new ClockThatIsSet();
        var clock = new MonotonicClock(time);
        time.Passed = TimeSpan.FromSeconds(5);
        time.Date = DateTimeOffset.UnixEpoch;
        Assert.Equal(TimeSpan.FromSeconds(5), clock.Now);
        time.Date = DateTimeOffset.MaxValue;
        Assert.Equal(TimeSpan.FromSeconds(5), clock.Now);
    }

    [Fact]
    public async Task Gives_what_comes_in_time()
    {
        using var bench = new ClientBench();
        var within = bench.Client.Clock.WithinAsync(TimeSpan.FromSeconds(5), token => bench.Clock.Delay(TimeSpan.FromSeconds(4), token).ContinueWith(static _ => 7, TaskScheduler.Default), default);
        Assert.Equal((true, 7), await bench.Clock.AutoAdvance(within));
        await Assert.ThrowsAsync<IOException>(() => bench.Client.Clock.WithinAsync<int>(TimeSpan.FromSeconds(5), static _ => throw new IOException(), default));
        Assert.Equal((true, 1), await bench.Client.Clock.WithinAsync(null, static _ => Task.FromResult(1), default));
    }

    [Fact]
    public async Task Cancels_what_observes_its_token_and_abandons_what_does_not()
    {
        using var bench = new ClientBench();
        var isCancelled = false;
        var heeds = bench.Client.Clock.WithinAsync(
            TimeSpan.FromSeconds(5),
            async token =>
            {
                using var registration = token.Register(() => isCancelled = true);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return 1;
            },
            default);
        Assert.Equal((false, 0), await bench.Clock.AutoAdvance(heeds));
        Assert.True(isCancelled);

        // As the search for a proxy does: nothing is awaited.
        using var over = new ManualResetEventSlim();
        var blocks = new MonotonicClock(TimeProvider.System).WithinAsync(TimeSpan.FromMilliseconds(50), _ => Task.FromResult(over.Wait(TimeSpan.FromMinutes(1), default)), default);
        Assert.False((await blocks.WaitAsync(TimeSpan.FromSeconds(20))).InTime);
        over.Set();
    }

    [Fact]
    public async Task Ends_with_the_caller_s_token()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new MonotonicClock(TimeProvider.System).WithinAsync(TimeSpan.FromHours(1), static _ => new TaskCompletionSource<int>().Task, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private sealed class ClockThatIsSet : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public DateTimeOffset Date { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Date;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
