namespace RingCx.Board;

/// <summary>One kind of answer that is asked for again and again; the last one is kept while asking fails.</summary>
/// <param name="ask">Asks, on another thread.</param>
/// <param name="explain">What an exception means; null for one that nobody expects.</param>
internal sealed class Snapshot<T>(
    string name, Func<CancellationToken, Task<T>> ask, Func<Exception, FloorFailure?> explain, TimeSpan interval)
    where T : class
{
    // Somebody may be given the rights meanwhile.
    private static readonly TimeSpan DeniedAgainAfter = TimeSpan.FromMinutes(5);
    private const int OldAfterIntervals = 2;

    private TimeSpan _next;
    private Task<T>? _asking;
    private TimeSpan _takenAt;
    private DateTime _takenAtTime;
    private string? _failure;

    /// <summary>What it tells of.</summary>
    public string Name { get; } = name;

    /// <summary>The last answer; null where there is none.</summary>
    public T? Value { get; private set; }

    /// <summary>Whether the service refuses it to this user, or does not have it.</summary>
    public bool IsDenied { get; private set; }

    /// <summary>Asks if it is time to.</summary>
    /// <returns>What was begun; null for nothing.</returns>
    public Task? BeginDue(TimeSpan now, CancellationToken cancellationToken)
    {
        if (_asking is not null || now < _next)
            return null;

        _next = now + interval;
        return _asking = Task.Run(() => ask(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes an answer that has come.</summary>
    /// <param name="now">The time by the clock that decides when to ask.</param>
    /// <param name="time">The time of day.</param>
    /// <returns>Whether there was any.</returns>
    public bool Take(TimeSpan now, DateTime time)
    {
        if (_asking is not { IsCompleted: true } asking)
            return false;

        _asking = null;
        try
        {
            Value = asking.GetAwaiter().GetResult();
            (_takenAt, _takenAtTime) = (now, time);
            (_failure, IsDenied) = (null, false);
        }
        catch (OperationCanceledException)
        {
            // The connection was closed; the listing tells.
        }
        catch (Exception e) when (explain(e) is { } failure)
        {
            _failure = failure.Reason;
            IsDenied = failure.IsDenied;
            if (IsDenied)
                (Value, _next) = (null, now + DeniedAgainAfter);
        }

        return true;
    }

    /// <summary>What is wrong with it, without its name; null for nothing. An answer that does not come is as bad as a failure.</summary>
    public string? Trouble(TimeSpan now) =>
        IsDenied ? null
        : Value is null ? (_failure is null ? null : $"are not known. {_failure}")
        : _failure is not null || now - _takenAt > TimeSpan.FromTicks(interval.Ticks * OldAfterIntervals)
            ? FormattableString.Invariant($"are of {_takenAtTime:HH:mm:ss}. {_failure}").TrimEnd()
        : null;
}
