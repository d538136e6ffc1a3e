namespace RingCx.Client.Http;

/// <summary>How long to wait before the next try where the service does not tell: exponential, with full jitter.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The wait after so many failures, the first being 0.</summary>
    public static TimeSpan After(int failures, Func<double> jitter) => TimeSpan.FromSeconds(Ceiling(failures).TotalSeconds * jitter());

    /// <summary>The longest that it may be after so many failures.</summary>
    public static TimeSpan Ceiling(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, failures)));
}
