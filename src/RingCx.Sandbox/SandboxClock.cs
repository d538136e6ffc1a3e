using System;

namespace RingCx.Sandbox;

/// <summary>
/// The time that a sandbox lives in: calls wait, tokens run out and rate windows slide by this clock alone.
/// Safe for use by several threads.
/// </summary>
public sealed class SandboxClock
{
    private readonly object _lock = new();
    private readonly DateTimeOffset? _start;
    private TimeSpan _advanced;

    private SandboxClock(DateTimeOffset? start)
    {
        _start = start;
    }

    /// <summary>The sandbox's present time, always with offset zero.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (_lock)
            {
                return (_start ?? DateTimeOffset.UtcNow) + _advanced;
            }
        }
    }

    /// <summary>Makes a clock that follows real time, plus whatever <see cref="Advance"/> adds.</summary>
    /// <returns>A clock of its own; clocks do not share what was advanced.</returns>
    public static SandboxClock System()
    {
        return new SandboxClock(null);
    }

    /// <summary>Makes a clock that stands still until <see cref="Advance"/> moves it.</summary>
    /// <param name="start">The first time it shows.</param>
    /// <returns>A clock of its own.</returns>
    public static SandboxClock Manual(DateTimeOffset start)
    {
        return new SandboxClock(start.ToUniversalTime());
    }

    /// <summary>Moves the clock forward.</summary>
    /// <param name="by">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: what has happened stays so.</exception>
    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(by), "A clock does not go backwards.");
        }

        lock (_lock)
        {
            _advanced += by;
        }
    }
}
