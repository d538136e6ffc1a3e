namespace RingCx.Client;

/// <summary>A request that the service did not serve. The message names no secret and no full phone number.</summary>
public sealed class RingCxException(FailureKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What kind of failure it is.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>The failure of every call once the client was closed.</summary>
    public static RingCxException Closed(Exception? innerException = null) =>
        new(FailureKind.Closed, "The connection was closed.", innerException);

    /// <summary>True when it was the sign-in that failed: the request itself was not sent.</summary>
    public bool IsSignIn { get; internal set; }

    /// <summary>
    /// True when it was not the service that answered with an error's status: nothing is known of what the request carried.
    /// </summary>
    internal bool IsForeign { get; set; }

    /// <summary>True when an attempt may have been carried out all the same: its answer was lost, or was a server error.</summary>
    public bool MayBeDone { get; internal set; }

    /// <summary>The permission that is lacking, as the service names it; null where it does not.</summary>
    public string? Permission { get; internal set; }

    /// <summary>The service's own code for the error, such as <c>access.denied.exception</c>; null where it gave none.</summary>
    public string? ServiceErrorCode { get; internal set; }

    /// <summary>What the service says of a refusal, shortened, its numbers masked; null where it says nothing fit to be shown.</summary>
    public string? Details { get; internal set; }
}
