using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// The clock of Microsoft.Extensions.TimeProvider.Testing, which stands still until a test moves it. This one moves from timer to timer, since
/// the library's own jumps fire every timer at their end, and runs callbacks one at a time: all that follows from one is done before the next.
/// </summary>
internal sealed class DrivenClock() : FakeTimeProvider(Origin)
{
    /// <summary>When every driven clock starts.</summary>
    public static readonly DateTimeOffset Origin = new(2020, 5, 8, 14, 40, 0, TimeSpan.Zero);

    // Guards against a test that would hang; no test measures it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Held while the time moves and while a timer is set: otherwise a jump between the two leaves the library with another due time than
    // the timer has noted, and the clock waits forever for it to fire. No callback runs under it.
    private readonly Lock _gate = new();
    private readonly HashSet<Timer> _timers = [];
    private readonly Queue<(Timer Timer, int Setting)> _fired = [];

    /// <summary>The time since <see cref="Origin"/>.</summary>
    public TimeSpan Elapsed => base.GetUtcNow() - Origin;

    /// <summary>How far the date was set, or a sleep has moved it, away from the time that passes; timers know nothing of that.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets the machine sleep: what came due meanwhile fires late, with the next step.</summary>
    public void Sleep(TimeSpan span)
    {
        lock (_gate)
        {
            base.Advance(span);
        }
    }

    /// <summary>Moves the clock on from timer to timer for so long, and waits for nothing in between.</summary>
    public new void Advance(TimeSpan span)
    {
        var end = Elapsed + span;
        while (FireNext(end))
        {
        }

        Sleep(end - Elapsed);
    }

    /// <summary>Moves the clock on from timer to timer for so long; after each step everything that follows from it is done first.</summary>
    public Task AdvanceAsync(TimeSpan span) => OnOwnThread(() =>
    {
        var end = Elapsed + span;
        do
        {
            QuietPool.Wait();
        }
        while (FireNext(end));
        Sleep(end - Elapsed);
        QuietPool.Wait();
    });

    /// <summary>Waits until nothing more happens without the clock.</summary>
    public Task SettleAsync() => AdvanceAsync(TimeSpan.Zero);

    /// <summary>Moves the clock on from timer to timer until a task has completed, however it has.</summary>
    public async Task AutoAdvance(Task task)
    {
        await OnOwnThread(() =>
        {
            var idle = Stopwatch.StartNew();
            for (QuietPool.Wait(); !task.IsCompleted; QuietPool.Wait())
            {
                if (FireNext(TimeSpan.MaxValue))
                {
                    idle.Restart();
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

    private ITimer CreateLibraryTimer(TimerCallback callback) => base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static Task OnOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Runs the next callback, if one is due until then, at its time or, after a sleep, late.
    private bool FireNext(TimeSpan end)
    {
        (Timer Timer, int Setting) fired;
        lock (_gate)
        {
            if (_fired.Count == 0 && _timers.Min(static t => t.Due) is { } due && due <= end)
            {
                base.Advance(due - Elapsed);
            }

            if (!_fired.TryDequeue(out fired))
            {
                return false;
            }
        }

        fired.Timer.Run(fired.Setting);
        return true;
    }

    /// <summary>A timer of the library that says when it is due, and whose callback waits for <see cref="FireNext"/>.</summary>
    private sealed class Timer : ITimer
    {
        private readonly DrivenClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private TimeSpan _period;
        private int _setting;
        private bool _isDisposed;

        public Timer(DrivenClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = clock.CreateLibraryTimer(Fire);
        }

        /// <summary>When it fires, by <see cref="Elapsed"/>; null while it rests.</summary>
        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                // One that is set after its end, as a token source may do, must not be waited for.
                if (_isDisposed)
                {
                    return false;
                }

                _setting++;
                _clock._timers.Add(this);
                (Due, _period) = (dueTime < TimeSpan.Zero ? null : _clock.Elapsed + dueTime, period);
                try
                {
                    // What is due at once fires at once, in here.
                    return _timer.Change(dueTime, period);
                }
                catch (ArgumentOutOfRangeException)
                {
                    Due = null;
                    throw;
                }
            }
        }

        /// <summary>Runs the callback unless the timer was set anew after it fired.</summary>
        public void Run(int setting)
        {
            if (setting == Volatile.Read(ref _setting))
            {
                _callback(_state);
            }
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _isDisposed = true;
                _setting++;
                _clock._timers.Remove(this);
                _timer.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(object? _)
        {
            lock (_clock._gate)
            {
                Due = _period > TimeSpan.Zero ? Due + _period : null;
                _clock._fired.Enqueue((this, _setting));
            }
        }
    }
}
