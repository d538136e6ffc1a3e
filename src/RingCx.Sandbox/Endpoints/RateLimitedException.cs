namespace RingCx.Sandbox;

/// <summary>Ends the handling of a request with 429. Never leaves the engine.</summary>
internal sealed class RateLimitedException(int retryAfterSeconds) : Exception("Too many requests")
{
    public int RetryAfterSeconds { get; } = retryAfterSeconds;
}
