namespace RingCx.Client;

/// <summary>
/// The time that passes on the connection's clock, whatever is done to the machine's date meanwhile: what is measured or waited for goes by
/// it. For those above the client, which do not share its libraries.
/// </summary>
public sealed class MonotonicClock
{
    private readonly TimeProvider _time;
    private readonly long _start;

    internal MonotonicClock(TimeProvider time) => (_time, _start) = (time, time.GetTimestamp());

    /// <summary>The time since the connection was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits.</summary>
    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => _time.Delay(time, cancellationToken);

    /// <summary>
    /// Does something for so long at the most, what it does before it first waits included. What heeds no token is left to itself then; its
    /// result is nobody's.
    /// </summary>
    /// <param name="time">How long; null for as long as it takes.</param>
    /// <returns>Whether it came to its end in time, and its result.</returns>
    public async Task<(bool InTime, T? Result)> WithinAsync<T>(
        TimeSpan? time, Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
    {
        if (time is not { } longest)
            return (true, await Task.Run(() => start(cancellationToken), cancellationToken).ConfigureAwait(false));

        // Not disposed of: what is left to itself may still look at its token.
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Task.Run(() => start(limit.Token), CancellationToken.None);
        var due = longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        using var timer = _time.CreateTimer(static s => CancelOf(s!), limit, due, Timeout.InfiniteTimeSpan);
        try
        {
            return (true, await work.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (work.Status == TaskStatus.RanToCompletion)
                return (true, await work.ConfigureAwait(false));

            work.Forget();
            return (false, default);
        }
    }

    private static void CancelOf(object source)
    {
        try
        {
            ((CancellationTokenSource)source).Cancel();
        }
        catch (AggregateException)
        {
            // On a timer's thread it would end the process, whoever failed to be cancelled.
        }
    }
}
