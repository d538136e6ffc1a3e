namespace RingCx.Reliability.Support;

/// <summary>The most that came in any minute, wherever it begins.</summary>
internal sealed class SlidingWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _recent = new();

    public int Most { get; private set; }

    public void Add(DateTimeOffset at)
    {
        while (_recent.Count > 0 && at - _recent.Peek() >= Length)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(at);
        Most = Math.Max(Most, _recent.Count);
    }
}
