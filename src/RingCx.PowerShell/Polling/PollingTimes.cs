namespace RingCx.Polling;

/// <summary>When a command that polls lists next, and when it has had enough.</summary>
internal sealed class PollingTimes
{
    /// <summary>How often calls are listed unless told otherwise (the service asks for 5 to 10 seconds).</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <summary>What a timer takes: it knows no year.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    // A last look is begun so long before the end, since nothing outlasts the end.
    private static readonly TimeSpan LongestLastLook = TimeSpan.FromSeconds(1);
    private const int LastLookPart = 10;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(366);

    private readonly RcxCommand _command;
    private readonly TimeSpan? _timeout;
    private MonotonicClock? _clock;
    private TimeSpan? _end;
    private bool _waitedToTheEnd;
    private TimeSpan _next;

    /// <summary>Checks what was given; what is out of range ends the command before anything is sent.</summary>
    public PollingTimes(RcxCommand command, TimeSpan? interval, TimeSpan? timeout)
        : this(command, interval, timeout, DefaultInterval, ShortestInterval)
    {
    }

    /// <summary>The same for what is not asked for as often as calls are.</summary>
    public PollingTimes(RcxCommand command, TimeSpan? interval, TimeSpan? timeout, TimeSpan usual, TimeSpan shortest)
    {
        if (interval < shortest || interval > LongestInterval)
        {
            command.ThrowTerminatingError(ErrorRecords.InvalidArgument(
                $"-Interval is out of range. Give seconds, such as {usual.TotalSeconds:0}, or a TimeSpan; from "
                + $"{(shortest == ShortestInterval ? "1 second" : $"{shortest.TotalSeconds:0} seconds")}, which the service asks for, "
                + "to an hour."));
        }

        CheckTimeout(command, timeout);
        _command = command;
        Interval = interval ?? usual;
        _timeout = timeout;
    }

    /// <summary>Checks a -Timeout; one that is out of range ends the command before anything is sent.</summary>
    public static void CheckTimeout(RcxCommand command, TimeSpan? timeout)
    {
        if (timeout <= TimeSpan.Zero || timeout > LongestTimeout)
        {
            command.ThrowTerminatingError(
                ErrorRecords.InvalidArgument("-Timeout is out of range. Give seconds, such as 600, or a TimeSpan; a year at the most."));
        }
    }

    /// <summary>Begins to count: what came from the pipe may have taken long.</summary>
    /// <param name="clock">The connection's.</param>
    public void Start(MonotonicClock clock)
    {
        _clock = clock;
        _end = clock.Now + _timeout;
        _next = clock.Now + Interval;
    }

    /// <summary>How often to list.</summary>
    public TimeSpan Interval { get; }

    /// <summary>True when the time is over.</summary>
    public bool IsOver => _waitedToTheEnd || Left <= TimeSpan.Zero;

    /// <summary>What is left of the time; null where there is no end to it.</summary>
    public TimeSpan? Left => _end - _clock!.Now;

    /// <summary>
    /// Waits for the next listing, or for the end of the time if that is sooner. A listing that is overdue is not made up for.
    /// </summary>
    /// <param name="looksAtTheEnd">Whether there is to be time for one more listing before the end.</param>
    public void WaitForNext(bool looksAtTheEnd = false)
    {
        var now = _clock!.Now;
        var wait = _next - now;
        _next = (wait > TimeSpan.Zero ? _next : now) + Interval;
        if (Left - (looksAtTheEnd ? LastLook : TimeSpan.Zero) is { } left && left < wait)
        {
            wait = left;

            // A timer may wake a moment too early by the clock.
            _waitedToTheEnd = true;
        }

        if (wait > TimeSpan.Zero)
            _command.Await((_, cancellationToken) => _clock.DelayAsync(wait, cancellationToken));
    }

    private TimeSpan LastLook => _timeout is { } all && all.Ticks / LastLookPart < LongestLastLook.Ticks
        ? TimeSpan.FromTicks(all.Ticks / LastLookPart)
        : LongestLastLook;
}
