namespace RingCx.Sandbox;

/// <summary>Ends the handling of a request with 429. Never leaves the engine.</summary>
internal sealed class RateLimitedException : Exception
{
    public RateLimitedException(int retryAfterSeconds)
        : base("Too many requests")
    {
        RetryAfterSeconds = retryAfterSeconds;
    }

    public int RetryAfterSeconds { get; }
}
