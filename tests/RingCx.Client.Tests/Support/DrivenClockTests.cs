namespace RingCx.Client.Tests.Support;

public class DrivenClockTests
{
    private readonly DrivenClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public async Task Fires_what_comes_due_in_order_and_at_its_time()
    {
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var never = Timer("never", 9);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["early at 1", "late at 3"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
        Assert.Equal(DrivenClock.Origin.AddSeconds(5), _clock.GetUtcNow());
        Assert.Equal(50_000_000, _clock.GetTimestamp());
    }

    [Fact]
    public async Task Fires_again_and_again_where_there_is_a_period()
    {
        using var timer = _clock.CreateTimer(_ => Record("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(["tick at 1", "tick at 3", "tick at 5"], _fired);
    }

    [Fact]
    public async Task Fires_what_was_changed_as_it_was_changed()
    {
        using var timer = Timer("changed", 1);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        using var stopped = Timer("stopped", 1);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Timer("disposed of", 1).Dispose();
        using var chain = _clock.CreateTimer(_ => timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["changed at 3"], _fired);
    }

    [Fact]
    public void Accepts_only_the_times_that_the_platform_s_timers_accept()
    {
        using var timer = Timer("timer", 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromDays(50), Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromSeconds(-1), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Fires_late_what_came_due_in_a_sleep()
    {
        using var timer = Timer("timer", 1);
        using var stopped = Timer("stopped", 1);
        _clock.Sleep(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), _clock.Elapsed);
        Assert.Empty(_fired);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await _clock.SettleAsync();
        Assert.Equal(["timer at 3600"], _fired);
    }

    [Fact]
    public async Task Takes_another_date_for_no_time_that_passed()
    {
        using var timer = Timer("timer", 10);
        var before = _clock.GetTimestamp();
        _clock.Offset = TimeSpan.FromHours(-3);
        Assert.Equal(DrivenClock.Origin.AddHours(-3), _clock.GetUtcNow());
        Assert.Equal(before, _clock.GetTimestamp());
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["timer at 10"], _fired);
    }

    [Fact]
    public async Task Goes_on_by_itself_until_a_task_has_completed()
    {
        await _clock.AutoAdvance(Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            }
        }));
        Assert.Equal(TimeSpan.FromSeconds(100), _clock.Elapsed);
    }

    private ITimer Timer(string name, int seconds) =>
        _clock.CreateTimer(_ => Record(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Record(string name) => _fired.Add(FormattableString.Invariant($"{name} at {_clock.Elapsed.TotalSeconds}"));
}
