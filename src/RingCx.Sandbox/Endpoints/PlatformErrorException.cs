namespace RingCx.Sandbox;

/// <summary>
/// Ends the handling of a request with an error of the RingCentral platform, in the form of its API reference. Never
/// leaves the engine.
/// </summary>
/// <param name="errorCode">The older code, at the top of the body.</param>
/// <param name="innerCode">The code in <c>errors[]</c>; null for the same one.</param>
internal sealed class PlatformErrorException(
    int statusCode, string errorCode, string message, string? innerCode = null, string? innerMessage = null) : Exception(message)
{
    private string? _parameter;
    private string? _permission;

    public int StatusCode { get; } = statusCode;

    public string? RetryAfter { get; init; }

    public object Body => new
    {
        errorCode,
        Message,
        errors = new[]
        {
            new
            {
                errorCode = innerCode ?? errorCode,
                message = innerMessage ?? Message,
                parameterName = _parameter,
                permissionName = _permission,
            },
        },
        parameterName = _parameter,
        permissionName = _permission,
    };

    /// <summary>400: the request is not one that the documents describe.</summary>
    public static PlatformErrorException Invalid(string parameter, string? details = null) =>
        new(400, "CMN-101", "Parameter [" + parameter + "] value is invalid", null, details) { _parameter = parameter };

    public static PlatformErrorException UnknownToken() => new(401, "TokenInvalid", "Access token corrupted", "OAU-213");

    public static PlatformErrorException ExpiredToken() => new(401, "TokenExpired", "Access token expired", "OAU-129");

    public static PlatformErrorException Forbidden(string permission)
    {
        var details = "In order to call this API endpoint, user needs to have [" + permission + "] permission for requested resource.";
        var message = "[" + permission + "] permission required";
        return new(403, "InsufficientPermissions", message, "CMN-408", details) { _permission = permission };
    }

    /// <summary>404: no such thing, or no longer.</summary>
    public static PlatformErrorException NotFound(string parameter) =>
        new(404, "CMN-102", "Resource for parameter [" + parameter + "] is not found") { _parameter = parameter };

    public static PlatformErrorException Conflict() => new(409, "TAS-109", "Party state does not allow the action");

    public static void ConflictUnless(bool isAllowed)
    {
        if (!isAllowed)
            throw Conflict();
    }

    public static PlatformErrorException RateExceeded(string? retryAfter = null) =>
        new(429, "CMN-301", "Request rate exceeded") { RetryAfter = retryAfter };

    /// <summary>What the platform makes of an error that all endpoints share.</summary>
    public static PlatformErrorException From(ServiceErrorException error) =>
        error.StatusCode == 400 && error.Parameter is not null
            ? Invalid(error.Parameter, error.Details)
            : new PlatformErrorException(error.StatusCode, "CMN-101", error.Message, null, error.Details);
}
