namespace RingCx.Client.Http;

/// <summary>How one attempt failed, as far as it matters for repeating it.</summary>
internal enum AttemptFailure
{
    /// <summary>It did not: the answer is the service's word, good or bad.</summary>
    None,

    /// <summary>Failed before the request left: no name, no connection, no tunnel through a proxy, no TLS. It reached nobody.</summary>
    NotReached,

    /// <summary>A proxy wants other credentials (407): the request was not passed on, and would not be the next time.</summary>
    ProxyDenied,

    /// <summary>The other side's certificate was not accepted: the request was not sent.</summary>
    Untrusted,

    /// <summary>429: refused before it was looked at.</summary>
    TooManyRequests,

    /// <summary>503: refused before it was looked at.</summary>
    Unavailable,

    /// <summary>Another 5xx: it may have been carried out.</summary>
    ServerError,

    /// <summary>An answer with an error's status that is not the service's own: nobody knows whether the service saw the request.</summary>
    Foreign,

    /// <summary>No answer in time: it may have been carried out.</summary>
    Timeout,

    /// <summary>The connection broke after the request went out, or in an unknown way: it may have been carried out.</summary>
    Reset,
}
