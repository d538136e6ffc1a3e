namespace RingCx.Sandbox;

/// <summary>Counts requests in a sliding minute, for each key apart.</summary>
internal sealed class RateWindow(int limit)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Queue<DateTimeOffset>> _byKey = new(StringComparer.Ordinal);

    public int Limit => limit;

    /// <summary>Counts a request. Null when it may pass, otherwise the whole seconds after which one may.</summary>
    public int? TryEnter(string key, DateTimeOffset now)
    {
        if (!_byKey.TryGetValue(key, out var times))
            _byKey[key] = times = new Queue<DateTimeOffset>();

        while (times.Count > 0 && now - times.Peek() >= Length)
            times.Dequeue();

        if (times.Count >= limit)
            return Math.Max(1, (int)Math.Ceiling((times.Peek() + Length - now).TotalSeconds));

        times.Enqueue(now);
        return null;
    }

    /// <summary>How many more requests would pass just after the last one that did.</summary>
    public int Remaining(string key) => _byKey.TryGetValue(key, out var times) ? limit - times.Count : limit;
}
