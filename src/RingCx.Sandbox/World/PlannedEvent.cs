namespace RingCx.Sandbox;

/// <summary>Something that is going to happen at a time of its own.</summary>
/// <typeparam name="T">What is going to happen.</typeparam>
internal readonly struct PlannedEvent<T>(DateTimeOffset at, long number, T what)
{
    public DateTimeOffset At { get; } = at;

    /// <summary>Of two events at one time the one planned first happens first.</summary>
    public long Number { get; } = number;

    public T What { get; } = what;

    public bool IsBefore(in PlannedEvent<T> other) => At < other.At || (At == other.At && Number < other.Number);
}
