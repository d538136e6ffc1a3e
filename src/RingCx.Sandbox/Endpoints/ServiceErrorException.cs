namespace RingCx.Sandbox;

/// <summary>Ends the handling of a request with one of the service's errors. Never leaves the engine.</summary>
internal sealed class ServiceErrorException(int statusCode, string errorCode, string message, string details = "") : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public string ErrorCode { get; } = errorCode;

    public string Details { get; } = details;

    /// <summary>The parameter that is to blame, if it is one.</summary>
    public string? Parameter { get; private set; }

    public string? RetryAfter { get; init; }

    public string? Allow { get; private set; }

    /// <summary>400: the request is not one that the documents describe.</summary>
    public static ServiceErrorException Invalid(string details, string? parameter = null) =>
        new(400, "invalid.request.exception", "The request is not valid", details) { Parameter = parameter };

    public static ServiceErrorException AgentNotLoggedIn() => new(
        400,
        "active.calls.agent.not.logged.in",
        "The supplied data is not valid",
        "Unable to make call: The provided agent is not logged in");

    public static ServiceErrorException Unauthorized(string details) =>
        new(401, "unauthorized.exception", "Authentication is required", details);

    /// <summary>403, as RingCX answers it (docs/service-notes.md).</summary>
    public static ServiceErrorException Forbidden() =>
        new(403, "access.denied.exception", "You do not have permission to access this resource");

    /// <summary>404: no such thing, or no longer.</summary>
    public static ServiceErrorException NotFound(string details) =>
        new(404, "not.found.exception", "The resource was not found", details);

    public static ServiceErrorException NoSuchCall() => NotFound("There is no active call with this uii.");

    public static ServiceErrorException MethodNotAllowed(string allowed) =>
        new(405, "method.not.allowed.exception", "The method is not allowed", "The path answers " + allowed + ".") { Allow = allowed };

    public static ServiceErrorException TooManyRequests(string? retryAfter) =>
        new(429, "too.many.requests.exception", "Too many requests") { RetryAfter = retryAfter };
}
