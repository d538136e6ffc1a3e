namespace RingCx.Sandbox;

/// <summary>Ends the handling of a request with one of the service's errors. Never leaves the engine.</summary>
internal sealed class ServiceErrorException(int statusCode, string errorCode, string generalMessage, string details, string? parameter = null) : Exception(generalMessage)
{
    public int StatusCode { get; } = statusCode;

    public string ErrorCode { get; } = errorCode;

    public string Details { get; } = details;

    /// <summary>The parameter that is to blame, if it is one.</summary>
    public string? Parameter { get; } = parameter;

    /// <summary>400: the request is not one that the documents describe.</summary>
    public static ServiceErrorException Invalid(string details, string? parameter = null) =>
        new ServiceErrorException(400, "invalid.request.exception", "The request is not valid", details, parameter);

    /// <summary>400: a call is to be made from an agent who is not there.</summary>
    public static ServiceErrorException AgentNotLoggedIn() =>
        new ServiceErrorException(400, "active.calls.agent.not.logged.in", "The supplied data is not valid", "Unable to make call: The provided agent is not logged in");

    /// <summary>401: nobody known.</summary>
    public static ServiceErrorException Unauthorized(string details) =>
        new ServiceErrorException(401, "unauthorized.exception", "Authentication is required", details);

    /// <summary>403, as RingCX answers it (docs/service-notes.md).</summary>
    public static ServiceErrorException Forbidden() =>
        new ServiceErrorException(403, "access.denied.exception", "You do not have permission to access this resource", "");

    /// <summary>404: no such thing, or no longer.</summary>
    public static ServiceErrorException NotFound(string details) =>
        new ServiceErrorException(404, "not.found.exception", "The resource was not found", details);
}
