using System.Diagnostics;

namespace RingCx.Client.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class FakeTimeProvider : TimeProvider
{
    /// <summary>When every fake clock starts.</summary>
    public static readonly DateTimeOffset Start = new(2020, 5, 8, 14, 40, 0, TimeSpan.Zero);

    // Guards against a test that would hang; no test measures it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => 10_000_000;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The time since <see cref="Start"/>.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>How far the date was set, or a sleep has moved it, away from the time that passes; timers know nothing of that.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => Start + Elapsed + Offset;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and fires what comes due on the way, in order, each at its own time.</summary>
    public void Advance(TimeSpan span)
    {
        var end = GetTimestamp() + span.Ticks;
        while (FireNext(end))
        {
        }

        Interlocked.Exchange(ref _ticks, end);
    }

    /// <summary>Lets the machine sleep: what came due meanwhile fires late, with the next step.</summary>
    public void Sleep(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);

    /// <summary>Moves the clock on as <see cref="Advance"/> does; after each step everything that follows from it is done first.</summary>
    public Task AdvanceAsync(TimeSpan span) => OnOwnThread(() =>
    {
        var end = GetTimestamp() + span.Ticks;
        do
        {
            QuietPool.Wait();
        }
        while (FireNext(end));
        Interlocked.Exchange(ref _ticks, end);
        QuietPool.Wait();
    });

    /// <summary>Waits until nothing more happens without the clock.</summary>
    public Task SettleAsync() => AdvanceAsync(TimeSpan.Zero);

    /// <summary>Moves the clock on from timer to timer until a task has completed, however it has.</summary>
    public async Task AutoAdvance(Task task)
    {
        await OnOwnThread(() =>
        {
            var idle = new Stopwatch();
            while (true)
            {
                QuietPool.Wait();
                if (task.IsCompleted)
                {
                    return;
                }

                if (FireNext(long.MaxValue))
                {
                    idle.Reset();
                }
                else if (!idle.IsRunning)
                {
                    idle.Start();
                }
                else if (idle.Elapsed > Patience)
                {
                    throw new TimeoutException("Nothing is left that could complete the task.");
                }
            }
        });
        await task;
    }

    /// <inheritdoc cref="AutoAdvance(Task)"/>
    public async Task<T> AutoAdvance<T>(Task<T> task)
    {
        await AutoAdvance((Task)task);
        return await task;
    }

    internal bool Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            timer.Due = dueTime == Timeout.InfiniteTimeSpan ? null : GetTimestamp() + dueTime.Ticks;
            timer.Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period.Ticks;
            return !timer.IsDisposed;
        }
    }

    internal void Remove(FakeTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private static Task OnOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool FireNext(long end)
    {
        FakeTimer? next;
        lock (_gate)
        {
            next = _timers.Where(t => t.Due <= end).MinBy(static t => t.Due);
            if (next?.Due is not { } due)
            {
                return false;
            }

            Interlocked.Exchange(ref _ticks, Math.Max(_ticks, due));
            next.Due = next.Period is { } period ? due + period : null;
        }

        next.Fire();
        return true;
    }
}
