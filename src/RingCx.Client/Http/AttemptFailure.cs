namespace RingCx.Client.Http;

/// <summary>How one attempt failed, as far as it matters for repeating it.</summary>
internal enum AttemptFailure
{
    /// <summary>It did not: the answer is the service's word, good or bad.</summary>
    None,

    /// <summary>Name resolution failed or the connection was refused: the request reached nobody.</summary>
    NotReached,

    /// <summary>The other side's certificate was not accepted: the request was not sent.</summary>
    Untrusted,

    /// <summary>429: refused before it was looked at.</summary>
    TooManyRequests,

    /// <summary>503: refused before it was looked at.</summary>
    Unavailable,

    /// <summary>Another 5xx: it may have been carried out.</summary>
    ServerError,

    /// <summary>No answer in time: it may have been carried out.</summary>
    Timeout,

    /// <summary>The connection broke after the request went out: it may have been carried out.</summary>
    Reset,
}
