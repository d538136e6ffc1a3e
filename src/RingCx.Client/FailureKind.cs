namespace RingCx.Client;

/// <summary>What kind of failure a <see cref="RingCxException"/> reports.</summary>
public enum FailureKind
{
    /// <summary>The service does not know the call, account or address (404). For a call: it has ended.</summary>
    NotFound,

    /// <summary>The state of the call does not allow it (409); nothing was done.</summary>
    Refused,

    /// <summary>The user lacks a permission (403).</summary>
    PermissionDenied,

    /// <summary>Signing in, or renewing the token, was refused (401 after a renewal, or an error of the sign-in itself).</summary>
    AuthenticationFailed,

    /// <summary>The service went on answering 429 for as long as retries are allowed.</summary>
    RateLimited,

    /// <summary>Nobody knows whether the action was carried out: the answer was lost or was a server error.</summary>
    OutcomeUnknown,

    /// <summary>The service could not be reached, failed, or refused the request as it stands.</summary>
    ServiceError,

    /// <summary>The service answered something that is not what its documents promise.</summary>
    BadResponse,

    /// <summary>The tokens that processes share cannot be kept, or would not be safe, where they are kept.</summary>
    TokenCacheUnavailable,

    /// <summary>The client was closed.</summary>
    Closed,

    /// <summary>The request cannot be sent as it is, such as one with an enormous note; nothing was sent.</summary>
    InvalidRequest,

    /// <summary>The audit file could not be written, so the action was not sent.</summary>
    AuditNotWritten,

    /// <summary>An earlier run did it, under the same name, as the audit file says; nothing was sent.</summary>
    AlreadyDone,
}
