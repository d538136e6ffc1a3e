namespace RingCx.Sandbox;

/// <summary>
/// The time of an account, and what is going to happen in it. It passes only through <see cref="AdvanceTo"/>, event by event, so that it
/// does not matter how often anybody looks.
/// </summary>
internal sealed class Timeline(DateTimeOffset start)
{
    // Of two events at one time the one planned first happens first.
    private readonly SortedSet<(DateTimeOffset At, long Number, Action Act)> _planned =
        new(Comparer<(DateTimeOffset At, long Number, Action)>.Create((x, y) =>
            x.At == y.At ? x.Number.CompareTo(y.Number) : x.At.CompareTo(y.At)));

    private long _number;

    /// <summary>In whole milliseconds, as the services state times.</summary>
    public DateTimeOffset Now { get; private set; } = WireFormat.Milliseconds(start);

    public void AdvanceTo(DateTimeOffset now)
    {
        now = WireFormat.Milliseconds(now);
        while (_planned.Count > 0 && _planned.Min is var due && due.At <= now)
        {
            _planned.Remove(due);
            MoveTo(due.At);
            due.Act();
        }

        MoveTo(now);
    }

    public void Plan(TimeSpan wait, Action act) => _planned.Add((WireFormat.Milliseconds(Now + wait), _number++, act));

    /// <summary>Plans something that is void once the generation of what it is about has changed.</summary>
    public void Plan(TimeSpan wait, Func<int> generation, Action act)
    {
        var planned = generation();
        Plan(wait, () =>
        {
            if (generation() == planned)
                act();
        });
    }

    private void MoveTo(DateTimeOffset time) => Now = time > Now ? time : Now;
}
