namespace RingCx.Client.Http;

/// <summary>
/// The requests that may go out in any minute, shared by all threads of a connection. A slot is taken when a request is sent and
/// comes free one window after its answer: the service counted it at some moment in between, so it never sees more than the limit.
/// </summary>
internal sealed class RateBudget : IDisposable
{
    /// <summary>The window of every limit that the documents name.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest pause that is kept. Limits are counted by the minute; what a service, or something in its place, asks for beyond this is
    /// a slip, and would lock everybody out for as long.
    /// </summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    // Timers take no more than 49 days; when this one fires early, it is set again.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _longestPause;
    private readonly Queue<long> _answered = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _actions = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _polling = new();
    private readonly ITimer _timer;
    private int _inFlight;
    private bool _disposed;
    private long? _pausedUntil;

    /// <param name="longestPause">A pause that the service asks for is waited out up to this; null for any.</param>
    /// <param name="shared">What other processes with the same token have to be counted with; null for none. Disposed of with this.</param>
    public RateBudget(int limit, TimeSpan window, TimeProvider time, TimeSpan? longestPause = null, SharedRateWindow? shared = null)
    {
        (Limit, Window, Shared) = (limit, window, shared);
        (_time, _longestPause) = (time, longestPause ?? TimeSpan.MaxValue);
        _timer = time.CreateTimer(static state => ((RateBudget)state!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Limit { get; private set; }

    /// <summary>The requests of all processes with the same token; null where it is this one's alone.</summary>
    public SharedRateWindow? Shared { get; }

    /// <summary>The requests that could go out at this moment.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return Math.Min(Free(), Shared?.Remaining ?? int.MaxValue);
        }
    }

    public TimeSpan Window { get; }

    /// <summary>How long the oldest request that was answered still counts: where nothing is known, a whole window.</summary>
    public TimeSpan RestOfWindow
    {
        get
        {
            lock (_gate)
            {
                var now = ForgetOld();
                return _answered.Count > 0 ? Span(_answered.Peek() + Ticks(Window) - now) : Window;
            }
        }
    }

    public static RequestEvent Waiting(TimeSpan delay, bool paused, int limit) => new(
        RequestEventKind.WaitingForRate,
        FormattableString.Invariant($"Waiting {delay.TotalSeconds:0.#} s: the service ")
            + (paused ? "asked for a pause." : FormattableString.Invariant($"allows {limit} requests a minute.")),
        delay);

    /// <summary>The failure of a request that would have to wait for too long.</summary>
    public static RingCxException PausedTooLong(TimeSpan pause) =>
        new(FailureKind.RateLimited, FormattableString.Invariant($"The service asked for a pause; it ends in {pause.TotalSeconds:0} s."));

    /// <summary>Waits for a slot. Each slot taken is given back by <see cref="Release"/>.</summary>
    public async Task TakeAsync(RequestPriority priority, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = priority == RequestPriority.Action ? _actions : _polling;
        RequestEvent waiting;
        lock (_gate)
        {
            if (_disposed)
                throw RingCxException.Closed();

            if (PauseTooLong() is { } tooLong)
                throw tooLong;

            if (Free() > 0 && _actions.Count == 0 && queue.Count == 0)
            {
                _inFlight++;
                return;
            }

            queue.AddLast(waiter);
            waiting = Waiting(UntilNextSlot() ?? TimeSpan.Zero, _pausedUntil is not null, Limit);
            Schedule();
        }

        try
        {
            progress?.Report(waiting);
        }
        catch
        {
            // A slot that came meanwhile goes back unused.
            if (!Cancel(waiter, queue) && waiter.Task.Status == TaskStatus.RanToCompletion)
                Release(counted: false);

            throw;
        }

        using (cancellationToken.Register(() => Cancel(waiter, queue)))
            await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a slot back: it comes free one window from now, at once where the service did not count the request.</summary>
    public void Release(bool counted = true)
    {
        lock (_gate)
        {
            _inFlight--;
            if (counted)
                _answered.Enqueue(_time.GetTimestamp());

            Serve();
        }
    }

    /// <summary>Takes the limit that the service states, which may be another than the documents' (RingEX: by account and app).</summary>
    public void Adapt(int limit)
    {
        lock (_gate)
        {
            if (limit != Limit)
            {
                Limit = limit;
                Serve();
            }
        }
    }

    /// <summary>Holds every request back for a while: the service said 429.</summary>
    public void Pause(TimeSpan delay)
    {
        lock (_gate)
        {
            var until = _time.GetTimestamp() + Ticks(delay < LongestKept ? delay : LongestKept);
            if (_pausedUntil is null || until > _pausedUntil)
                _pausedUntil = until;

            if (PauseTooLong() is { } tooLong)
                FailWaiters(tooLong);

            Schedule();
        }
    }

    public void Dispose()
    {
        Shared?.Dispose();
        _timer.Dispose();
        lock (_gate)
        {
            _disposed = true;
            FailWaiters(RingCxException.Closed());
        }
    }

    private void FailWaiters(RingCxException failure)
    {
        foreach (var waiter in _actions.Concat(_polling))
            waiter.TrySetException(new RingCxException(failure.Kind, failure.Message));

        _actions.Clear();
        _polling.Clear();
    }

    private RingCxException? PauseTooLong() =>
        _pausedUntil is { } until && Span(until - _time.GetTimestamp()) is var pause && pause > _longestPause
            ? PausedTooLong(pause)
            : null;

    // False where it has its slot, or its failure.
    private bool Cancel(TaskCompletionSource<bool> waiter, LinkedList<TaskCompletionSource<bool>> queue)
    {
        lock (_gate)
            queue.Remove(waiter);

        return waiter.TrySetCanceled();
    }

    private void Serve()
    {
        lock (_gate)
        {
            for (var free = Free(); free > 0; free--)
            {
                var queue = _actions.Count > 0 ? _actions : _polling;
                if (queue.First is not { } first)
                    return;

                queue.RemoveFirst();
                _inFlight++;
                first.Value.TrySetResult(true);
            }

            Schedule();
        }
    }

    private int Free()
    {
        var now = ForgetOld();
        if (_pausedUntil is { } until)
        {
            if (now < until)
                return 0;

            _pausedUntil = null;
        }

        return Math.Max(0, Limit - _inFlight - _answered.Count);
    }

    // The time now, after which what counts no longer is not there.
    private long ForgetOld()
    {
        var now = _time.GetTimestamp();
        while (_answered.Count > 0 && now - _answered.Peek() >= Ticks(Window))
            _answered.Dequeue();

        return now;
    }

    private void Schedule()
    {
        if (_actions.Count + _polling.Count > 0 && UntilNextSlot() is { } delay)
            _timer.Change(delay < LongestTimer ? delay : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    // Null: every slot is in flight, so the next answer decides.
    private TimeSpan? UntilNextSlot()
    {
        var now = _time.GetTimestamp();
        long? due = _inFlight + _answered.Count < Limit ? now : _answered.Count > 0 ? _answered.Peek() + Ticks(Window) : null;
        if (_pausedUntil is { } until && (due is null || until > due))
            due = until;

        // A millisecond more, since timers may fire a little early.
        return due is { } at ? Span(Math.Max(0, at - now)) + TimeSpan.FromMilliseconds(1) : null;
    }

    private TimeSpan Span(long ticks) =>
        TimeSpan.FromSeconds(Math.Min(ticks / (double)_time.TimestampFrequency, TimeSpan.MaxValue.TotalSeconds / 2));

    // The end of a pause can be further off than a timestamp can tell.
    private long Ticks(TimeSpan span) => (long)Math.Min(span.TotalSeconds * _time.TimestampFrequency, long.MaxValue / 2d);
}
