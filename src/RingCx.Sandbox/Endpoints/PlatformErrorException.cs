namespace RingCx.Sandbox;

/// <summary>
/// Ends the handling of a request with an error of the RingCentral platform, in the form of its API reference. Never
/// leaves the engine.
/// </summary>
internal sealed class PlatformErrorException(int statusCode, string errorCode, string message, string? innerCode = null, string? innerMessage = null) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>The older code, at the top of the body.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>The code in <c>errors[]</c>.</summary>
    public string InnerCode { get; } = innerCode ?? errorCode;

    public string InnerMessage { get; } = innerMessage ?? message;

    public string? Parameter { get; private set; }

    public string? Permission { get; private set; }

    /// <summary>400: the request is not one that the documents describe.</summary>
    public static PlatformErrorException Invalid(string parameter, string? details = null) =>
        new PlatformErrorException(400, "CMN-101", "Parameter [" + parameter + "] value is invalid", null, details) { Parameter = parameter };

    /// <summary>401: no token, or one that nobody was given.</summary>
    public static PlatformErrorException UnknownToken() =>
        new PlatformErrorException(401, "TokenInvalid", "Access token corrupted", "OAU-213");

    /// <summary>401: a token that has run out.</summary>
    public static PlatformErrorException ExpiredToken() =>
        new PlatformErrorException(401, "TokenExpired", "Access token expired", "OAU-129");

    /// <summary>403: the user lacks a permission.</summary>
    public static PlatformErrorException Forbidden(string permission)
    {
        var details = "In order to call this API endpoint, user needs to have [" + permission + "] permission for requested resource.";
        return new PlatformErrorException(403, "InsufficientPermissions", "[" + permission + "] permission required", "CMN-408", details) { Permission = permission };
    }

    /// <summary>404: no such thing, or no longer.</summary>
    public static PlatformErrorException NotFound(string parameter) =>
        new PlatformErrorException(404, "CMN-102", "Resource for parameter [" + parameter + "] is not found") { Parameter = parameter };

    /// <summary>409: not now.</summary>
    public static PlatformErrorException Conflict() => new PlatformErrorException(409, "TAS-109", "Party state does not allow the action");

    /// <summary>429: the usage plan.</summary>
    public static PlatformErrorException RateExceeded() => new PlatformErrorException(429, "CMN-301", "Request rate exceeded");

    /// <summary>What the platform makes of an error that all endpoints share.</summary>
    public static PlatformErrorException From(ServiceErrorException error) =>
        error.StatusCode == 400 && error.Parameter is not null
            ? Invalid(error.Parameter, error.Details)
            : new PlatformErrorException(error.StatusCode, "CMN-101", error.Message, null, error.Details);
}
