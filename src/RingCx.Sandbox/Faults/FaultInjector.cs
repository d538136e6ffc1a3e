using System.IO.Compression;

namespace RingCx.Sandbox;

/// <summary>
/// Decides which fault strikes a request, and does to the answer what the fault says. Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class FaultInjector(int seed)
{
    private const int SlowPieces = 10;
    private const long EnormousBytes = 80L << 20;
    private const string ForeignJson = "{\"weather\":{\"sky\":\"clear\",\"degrees\":21},\"items\":[1,\"two\",null]}";
    private const string WebPage = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";

    private readonly List<SandboxFault> _pending = [];
    private readonly SeededRandom _random = new(seed, "faults");

    public void Add(SandboxFault fault) => _pending.Add(fault.Copy());

    public void Clear() => _pending.Clear();

    public SandboxFault? Next(SandboxRequest request)
    {
        var striking = _pending.Find(pending => pending.Strikes(request, _random));
        if (striking?.Count == 0)
            _pending.Remove(striking);

        return striking;
    }

    /// <summary>The answer of a fault that keeps the request from being carried out; null for the other kinds.</summary>
    public static SandboxResponse? Instead(SandboxFault fault, SandboxRequest request, DateTimeOffset now) => fault.Kind switch
    {
        SandboxFaultKind.DropBeforeHandling => Dropped(true),
        SandboxFaultKind.NoAnswer => Answer.Nothing(0) with { Silent = true },
        SandboxFaultKind.ForeignPage => WebPageWith(fault.StatusCode is >= 400 and < 500 ? fault.StatusCode : 403),
        SandboxFaultKind.Redirect => Answer.Nothing(302).With("Location", fault.Location),
        _ when IsPlatform(request) => PlatformError(fault) is { } error ? Answer.PlatformError(error) : null,
        SandboxFaultKind.Unauthorized => request.Target.StartsWith("/restapi/oauth/", StringComparison.Ordinal)
            ? Answer.OAuthError(401, "invalid_client", "Client authentication failed.")
            : Answer.Text(401, "Jwt is expired"),
        SandboxFaultKind.Refused => Answer.Outcome(false),
        _ => ServiceError(fault) is { } error ? Answer.Error(request, error, now) : null,
    };

    /// <summary>What a fault makes of the answer to a request that was carried out.</summary>
    public static SandboxResponse Spoil(SandboxFault fault, SandboxResponse response)
    {
        // These have no body to spoil.
        var statusCode = response.StatusCode is 101 or 204 ? 200 : response.StatusCode;
        return fault.Kind switch
        {
            SandboxFaultKind.DropAfterHandling => Dropped(false),
            SandboxFaultKind.ResetAfterHandling => Dropped(true),
            SandboxFaultKind.ForeignJson => Answer.Text(statusCode, ForeignJson, Answer.JsonType),
            SandboxFaultKind.HtmlBody => WebPageWith(statusCode),
            SandboxFaultKind.BadGatewayPage => WebPageWith(502),
            SandboxFaultKind.EnormousBody => Answer.Text(statusCode, "[\"", Answer.JsonType) with { Filler = EnormousBytes },
            SandboxFaultKind.WrongEncoding => response.With("Content-Encoding", "gzip"),
            SandboxFaultKind.DamagedGzip => (response with { Body = Damaged(response.Body) }).With("Content-Encoding", "gzip"),
            SandboxFaultKind.WrongContentType => response.With("Content-Type", "application/octet-stream"),
            SandboxFaultKind.TruncatedBody => response with { TruncateAt = response.Body.Length / 2 },
            SandboxFaultKind.EmptyBody => response with { Body = default },
            SandboxFaultKind.Latency => response with { Latency = fault.Delay },
            SandboxFaultKind.SlowBody => response with
            {
                BytesPerDelay = Math.Max(1, (response.Body.Length + SlowPieces - 1) / SlowPieces),
                Pause = TimeSpan.FromTicks(fault.Delay.Ticks / SlowPieces),
            },
            SandboxFaultKind.ByteByByte => response with { BytesPerDelay = 1, HeadInPieces = true },
            _ => throw new InvalidOperationException("A fault of no kind."),
        };
    }

    /// <summary>Whether a request is one for RingEX, which has errors of its own, be there such an endpoint or not.</summary>
    private static bool IsPlatform(SandboxRequest request) =>
        request.Target.StartsWith("/restapi/v1.0/", StringComparison.Ordinal)
            || request.Target.StartsWith("/restapi/oauth/wstoken", StringComparison.Ordinal);

    private static PlatformErrorException? PlatformError(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.RateLimited => PlatformErrorException.RateExceeded(fault.RetryAfter),
        SandboxFaultKind.ServerError => new(fault.StatusCode, "CMN-201", "The service has failed"),
        SandboxFaultKind.Unavailable => new(503, "CMN-201", "Service Temporary Unavailable") { RetryAfter = fault.RetryAfter },
        SandboxFaultKind.Unauthorized => PlatformErrorException.ExpiredToken(),
        SandboxFaultKind.Forbidden => PlatformErrorException.Forbidden("ReadCompanyCallLog"),
        SandboxFaultKind.NotFound => PlatformErrorException.NotFound("telephonySessionId"),
        SandboxFaultKind.Refused => PlatformErrorException.Conflict(),
        _ => null,
    };

    private static ServiceErrorException? ServiceError(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.RateLimited => ServiceErrorException.TooManyRequests(fault.RetryAfter),
        SandboxFaultKind.ServerError => new(fault.StatusCode, "internal.error.exception", "The service has failed"),
        SandboxFaultKind.Unavailable => new(503, "unavailable.exception", "The service is not available") { RetryAfter = fault.RetryAfter },
        SandboxFaultKind.Forbidden => ServiceErrorException.Forbidden(),
        SandboxFaultKind.NotFound => ServiceErrorException.NoSuchCall(),
        _ => null,
    };

    private static SandboxResponse Dropped(bool reset) => Answer.Nothing(0) with { Drop = true, Reset = reset };

    private static SandboxResponse WebPageWith(int statusCode) => Answer.Text(statusCode, WebPage, "text/html");

    private static byte[] Damaged(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body.ToArray(), 0, body.Length);

        // Behind the head, which is ten bytes.
        return [.. packed.ToArray().Select((value, i) => i < 10 ? value : (byte)(value ^ 0xFF))];
    }
}
