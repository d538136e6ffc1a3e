namespace RingCx.Sandbox;

/// <summary>
/// The time that a sandbox lives in: calls wait, tokens run out and rate windows slide by this clock alone.
/// Safe for use by several threads.
/// </summary>
public sealed class SandboxClock
{
    private readonly object _lock = new();
    private readonly Func<DateTimeOffset> _source;
    private TimeSpan _advanced;

    private SandboxClock(Func<DateTimeOffset> source)
    {
        _source = source;
    }

    /// <summary>The sandbox's present time, always with offset zero.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (_lock)
                return _source().ToUniversalTime() + _advanced;
        }
    }

    /// <summary>Makes a clock that follows real time, plus whatever <see cref="Advance"/> adds.</summary>
    /// <returns>A clock of its own; clocks do not share what was advanced.</returns>
    public static SandboxClock System() => new SandboxClock(static () => DateTimeOffset.UtcNow);

    /// <summary>Makes a clock that stands still until <see cref="Advance"/> moves it.</summary>
    /// <param name="start">The first time it shows.</param>
    /// <returns>A clock of its own.</returns>
    public static SandboxClock Manual(DateTimeOffset start) => new SandboxClock(() => start);

    /// <summary>Makes a clock that follows another, plus whatever <see cref="Advance"/> adds.</summary>
    /// <param name="source">The other clock's time; called by several threads.</param>
    /// <returns>A clock of its own; what is added to it the other does not show.</returns>
    public static SandboxClock Following(Func<DateTimeOffset> source) =>
        new SandboxClock(source ?? throw new ArgumentNullException(nameof(source)));

    /// <summary>Moves the clock forward.</summary>
    /// <param name="by">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: what has happened stays so.</exception>
    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(by), "A clock does not go backwards.");

        lock (_lock)
            _advanced += by;
    }
}
