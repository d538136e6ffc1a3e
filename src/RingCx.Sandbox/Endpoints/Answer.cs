using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace RingCx.Sandbox;

/// <summary>Makes responses. JSON is written from the properties of an object, in their order, in camel case.</summary>
internal static class Answer
{
    public const string JsonType = "application/json";

    // The default encoder would write the plus of a time or a phone number as \u002B, which the service does not.
    private static readonly JsonSerializerOptions WithNulls = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly JsonSerializerOptions WithoutNulls =
        new(WithNulls) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>JSON as RingCX writes it: a field without a value is null.</summary>
    public static SandboxResponse Json(int statusCode, object body) =>
        new SandboxResponse(statusCode, JsonType, JsonSerializer.SerializeToUtf8Bytes(body, WithNulls));

    /// <summary>JSON as the RingCentral platform writes it: a field without a value is left out.</summary>
    public static SandboxResponse PlatformJson(int statusCode, object body) => new(statusCode, JsonType, PlatformBytes(body));

    public static byte[] PlatformBytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, WithoutNulls);

    public static SandboxResponse Text(int statusCode, string text, string contentType = "text/plain") =>
        new SandboxResponse(statusCode, contentType, Encoding.UTF8.GetBytes(text));

    public static SandboxResponse Nothing(int statusCode) => new SandboxResponse(statusCode, null, default);

    /// <summary>The bare boolean that actions answer.</summary>
    public static SandboxResponse Outcome(bool done, string contentType = "text/plain") => Text(200, done ? "true" : "false", contentType);

    /// <summary>Whether an answer is the boolean of an action that was not carried out.</summary>
    public static bool IsRefusal(SandboxResponse response) => response.Body.Span.SequenceEqual("false"u8);

    /// <summary>An error as RingCX answers it. The path of the voice API is stated without its leading <c>/voice</c>.</summary>
    public static SandboxResponse Error(SandboxRequest request, ServiceErrorException error, DateTimeOffset now)
    {
        var path = request.Path.StartsWith("/voice/", StringComparison.Ordinal) ? request.Path.Substring("/voice".Length) : request.Path;
        return Json(error.StatusCode, new
        {
            error.ErrorCode,
            generalMessage = error.Message,
            error.Details,
            requestUri = path + " - " + request.Method,
            timestamp = now.ToUnixTimeMilliseconds(),
        }).With("Retry-After", error.RetryAfter).With("Allow", error.Allow);
    }

    public static SandboxResponse PlatformError(PlatformErrorException error) =>
        PlatformJson(error.StatusCode, error.Body).With("Retry-After", error.RetryAfter);

    /// <summary>An OAuth error of the RingCentral platform (RFC 6749, section 5.2).</summary>
    public static SandboxResponse OAuthError(int statusCode, string error, string description) => PlatformJson(statusCode, new
    {
        error,
        error_description = description,
        errors = new[] { new { errorCode = error, message = description } },
    });
}
