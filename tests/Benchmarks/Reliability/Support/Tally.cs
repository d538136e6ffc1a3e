namespace RingCx.Reliability.Support;

/// <summary>Counts by name. Safe for use by several threads.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];

    public int Total
    {
        get
        {
            lock (_gate)
            {
                return _counts.Values.Sum();
            }
        }
    }

    public int this[string name]
    {
        get
        {
            lock (_gate)
            {
                return _counts.GetValueOrDefault(name);
            }
        }
    }

    public void Add(string name)
    {
        lock (_gate)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>The counts, the largest first.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(", ", _counts.OrderByDescending(static c => c.Value).Select(static c => Invariant($"{c.Key} {c.Value:N0}")));
        }
    }
}
