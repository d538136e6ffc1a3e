namespace RingCx.Sandbox;

/// <summary>Numbers that are the same on every runtime for the same seed (SplitMix64); System.Random does not promise that.</summary>
internal sealed class SeededRandom
{
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private ulong _state;

    public SeededRandom(int seed, string purpose)
    {
        // FNV-1a over the purpose: each use has a sequence of its own, so that one draw more here moves nothing there.
        var hash = 14695981039346656037UL;
        foreach (var character in purpose)
            hash = unchecked((hash ^ character) * 1099511628211UL);

        _state = unchecked(hash ^ ((ulong)seed * 0x9E3779B97F4A7C15UL));
    }

    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from <paramref name="least"/> up to, not including, <paramref name="end"/>.</summary>
    public int Next(int least, int end) => least + (int)(NextDouble() * (end - least));

    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A time between two numbers of seconds, in whole milliseconds.</summary>
    public TimeSpan Between(double leastSeconds, double mostSeconds) =>
        Milliseconds(leastSeconds + (NextDouble() * (mostSeconds - leastSeconds)));

    /// <summary>The time to the next of events that come at random, in whole milliseconds.</summary>
    public TimeSpan Exponential(double meanSeconds) => Milliseconds(-Math.Log(1 - NextDouble()) * meanSeconds);

    public string Text(string alphabet, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => alphabet[Next(0, alphabet.Length)])]);

    public string Hex(int length) => Text("0123456789abcdef", length);

    /// <summary>A UUID such as random ones are (RFC 9562).</summary>
    public string Uuid(char variant = '8') => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-{variant}{Hex(3)}-{Hex(12)}";

    private static TimeSpan Milliseconds(double seconds) => TimeSpan.FromTicks((long)(seconds * 1000) * TimeSpan.TicksPerMillisecond);

    private ulong NextUInt64()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
