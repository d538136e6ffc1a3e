namespace RingCx.Client.Tests.Support;

/// <summary>A timer of <see cref="FakeTimeProvider"/>. Takes the same range of times as the platform's own.</summary>
internal sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private const double LongestMilliseconds = 4_294_967_294;

    /// <summary>The timestamp at which it fires; null while it rests.</summary>
    public long? Due { get; set; }

    /// <summary>The ticks from one firing to the next; null for one that fires once.</summary>
    public long? Period { get; set; }

    public bool IsDisposed { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        return clock.Schedule(this, dueTime, period);
    }

    public void Fire() => callback(state);

    public void Dispose()
    {
        IsDisposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(TimeSpan span, string parameter)
    {
        if (span != Timeout.InfiniteTimeSpan && (span < TimeSpan.Zero || span.TotalMilliseconds > LongestMilliseconds))
        {
            throw new ArgumentOutOfRangeException(parameter, span, "A timer takes -1 to 4294967294 milliseconds.");
        }
    }
}
