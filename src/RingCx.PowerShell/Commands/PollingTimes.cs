using System;
using RingCx.Errors;

namespace RingCx.Commands;

/// <summary>When a command that polls lists next, and when it has had enough.</summary>
internal sealed class PollingTimes
{
    /// <summary>How often calls are listed unless told otherwise (api.md: every 5 to 10 seconds).</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <summary>What a timer takes: CancelAfter knows no year.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(366);

    private readonly RcxCommand _command;
    private readonly TimeSpan? _timeout;
    private DateTime? _end;
    private bool _waitedToTheEnd;
    private DateTime _next;

    /// <summary>Checks what was given; what is out of range ends the command before anything is sent.</summary>
    public PollingTimes(RcxCommand command, TimeSpan? interval, TimeSpan? timeout)
    {
        if (interval < ShortestInterval || interval > LongestInterval)
        {
            command.ThrowTerminatingError(ErrorRecords.InvalidArgument("-Interval is out of range. Give seconds, such as 5, or a TimeSpan; from 1 second, which the service asks for, to an hour."));
        }

        CheckTimeout(command, timeout);
        _command = command;
        Interval = interval ?? DefaultInterval;
        _timeout = timeout;
    }

    /// <summary>Checks a -Timeout; one that is out of range ends the command before anything is sent.</summary>
    public static void CheckTimeout(RcxCommand command, TimeSpan? timeout)
    {
        if (timeout <= TimeSpan.Zero || timeout > LongestTimeout)
        {
            command.ThrowTerminatingError(ErrorRecords.InvalidArgument("-Timeout is out of range. Give seconds, such as 600, or a TimeSpan; a year at the most."));
        }
    }

    /// <summary>Begins to count: what came from the pipe may have taken long.</summary>
    public void Start()
    {
        var now = DateTime.UtcNow;
        _end = now + _timeout;
        _next = now + Interval;
    }

    /// <summary>How often to list.</summary>
    public TimeSpan Interval { get; }

    /// <summary>True when the time is over.</summary>
    public bool IsOver => _waitedToTheEnd || Left <= TimeSpan.Zero;

    /// <summary>What is left of the time; null where there is no end to it.</summary>
    public TimeSpan? Left => _end - DateTime.UtcNow;

    /// <summary>Waits for the next listing, or for the end of the time if that is sooner. A listing that is overdue is not made up for.</summary>
    public void WaitForNext()
    {
        var now = DateTime.UtcNow;
        var wait = _next - now;
        _next = (wait > TimeSpan.Zero ? _next : now) + Interval;
        if (Left is { } left && left < wait)
        {
            wait = left;

            // A timer may wake a moment too early by the clock.
            _waitedToTheEnd = true;
        }

        if (wait > TimeSpan.Zero)
        {
            _command.Pause(wait);
        }
    }
}
