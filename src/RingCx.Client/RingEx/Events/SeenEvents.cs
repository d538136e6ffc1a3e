namespace RingCx.Client.Events;

/// <summary>The last few events that were read, so that each is given once: a recovery may send again what had come.</summary>
internal sealed class SeenEvents
{
    /// <summary>How many are remembered: twenty times what a recovery sends again.</summary>
    public const int Capacity = 2000;

    // What is longer is no id, and would fill the memory.
    private const int LongestKey = 200;

    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public long Count { get; private set; }

    /// <summary>Remembers an event.</summary>
    /// <param name="key">Its id; one without cannot be known again.</param>
    /// <returns>Null for a new one, otherwise what <see cref="Count"/> was when it came first.</returns>
    public long? Add(string? key)
    {
        if (key is null or { Length: > LongestKey })
            return null;

        if (_numbers.TryGetValue(key, out var number))
            return number;

        _numbers.Add(key, Count++);
        _order.Enqueue(key);
        if (_order.Count > Capacity)
            _numbers.Remove(_order.Dequeue());

        return null;
    }
}
