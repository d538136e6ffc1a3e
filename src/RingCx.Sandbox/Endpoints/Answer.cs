using System.Text.Encodings.Web;

namespace RingCx.Sandbox;

/// <summary>Makes responses.</summary>
internal static class Answer
{
    public const string JsonType = "application/json";

    public const string TextType = "text/plain";

    // The default encoder would write the plus of a time or a phone number as \u002B, which the service does not.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static SandboxResponse Json(int statusCode, Action<Utf8JsonWriter> write, int capacity = 1024) =>
        new SandboxResponse(statusCode, JsonType, JsonBytes(write, capacity));

    /// <summary>JSON as the services write it.</summary>
    public static ReadOnlyMemory<byte> JsonBytes(Action<Utf8JsonWriter> write, int capacity = 1024)
    {
        var buffer = new ByteBuffer(capacity);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        return buffer.Written;
    }

    public static SandboxResponse Text(int statusCode, string text, string contentType = TextType) =>
        new SandboxResponse(statusCode, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>The bare boolean that actions answer.</summary>
    public static SandboxResponse Outcome(bool done, string contentType = TextType) => Text(200, done ? "true" : "false", contentType);

    /// <summary>Whether an answer is the boolean of an action that was not carried out.</summary>
    public static bool IsRefusal(SandboxResponse response) => response.Body.Span.SequenceEqual("false"u8);

    /// <summary>An error as RingCX answers it. The path of the voice API is stated without its leading <c>/voice</c>.</summary>
    public static SandboxResponse Error(SandboxRequest request, int statusCode, string errorCode, string generalMessage, string details, DateTimeOffset now)
    {
        var query = request.Target.IndexOf('?');
        var path = query < 0 ? request.Target : request.Target.Substring(0, query);
        if (path.StartsWith("/voice/", StringComparison.Ordinal))
            path = path.Substring("/voice".Length);

        return Json(statusCode, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("errorCode", errorCode);
            writer.WriteString("generalMessage", generalMessage);
            writer.WriteString("details", details);
            writer.WriteString("requestUri", path + " - " + request.Method);
            writer.WriteNumber("timestamp", now.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        });
    }

    /// <summary>An error of the RingCentral platform: the older code at the top, the newer ones in a list.</summary>
    public static SandboxResponse PlatformError(PlatformErrorException error) =>
        Json(error.StatusCode, writer => WritePlatformError(writer, error));

    public static void WritePlatformError(Utf8JsonWriter writer, PlatformErrorException error)
    {
        writer.WriteStartObject();
        writer.WriteString("errorCode", error.ErrorCode);
        writer.WriteString("message", error.Message);
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("errorCode", error.InnerCode);
        writer.WriteString("message", error.InnerMessage);
        WriteBlame(writer, error);
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteBlame(writer, error);
        writer.WriteEndObject();
    }

    /// <summary>An OAuth error of the RingCentral platform (RFC 6749, section 5.2).</summary>
    public static SandboxResponse OAuthError(int statusCode, string error, string description) => Json(statusCode, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteString("error_description", description);
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("errorCode", error);
        writer.WriteString("message", description);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteBlame(Utf8JsonWriter writer, PlatformErrorException error)
    {
        if (error.Parameter is not null)
            writer.WriteString("parameterName", error.Parameter);

        if (error.Permission is not null)
            writer.WriteString("permissionName", error.Permission);
    }
}
