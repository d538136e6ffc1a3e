namespace RingCx.Reliability.Support;

/// <summary>What was found broken. Safe for use by several threads; keeps the first, lest they be the memory that grows.</summary>
internal sealed class Findings
{
    private const int MostKept = 50;

    private readonly Lock _gate = new();
    private readonly List<string> _kept = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> Kept
    {
        get
        {
            lock (_gate)
            {
                return Count > MostKept ? [.. _kept, Invariant($"And {Count - MostKept} more.")] : [.. _kept];
            }
        }
    }

    public void Add(string what)
    {
        lock (_gate)
        {
            Count++;
            if (_kept.Count < MostKept)
            {
                _kept.Add(what);
            }
        }
    }
}
