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

    private readonly List<PendingFault> _pending = [];
    private readonly SeededRandom _random = new(seed, "faults");

    public void Add(SandboxFault fault) => _pending.Add(new PendingFault(fault));

    public void Clear() => _pending.Clear();

    public SandboxFault? Next(SandboxRequest request)
    {
        var striking = _pending.Find(pending => pending.Strikes(request, _random));
        if (striking is { IsSpent: true })
            _pending.Remove(striking);

        return striking?.Fault;
    }

    /// <summary>The answer of a fault that keeps the request from being carried out; null for the other kinds.</summary>
    /// <param name="now">The time that the answer states.</param>
    public static SandboxResponse? Instead(SandboxFault fault, SandboxRequest request, DateTimeOffset now) => fault.Kind switch
    {
        SandboxFaultKind.DropBeforeHandling => new SandboxResponse(0, null, default) { Drop = true, Reset = true },
        SandboxFaultKind.NoAnswer => new SandboxResponse(0, null, default) { Silent = true },
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
        switch (fault.Kind)
        {
            case SandboxFaultKind.DropAfterHandling or SandboxFaultKind.ResetAfterHandling:
                return new SandboxResponse(0, null, default) { Drop = true, Reset = fault.Kind == SandboxFaultKind.ResetAfterHandling };
            case SandboxFaultKind.ForeignJson:
                return Answer.Text(statusCode, ForeignJson, Answer.JsonType);
            case SandboxFaultKind.HtmlBody or SandboxFaultKind.BadGatewayPage:
                return WebPageWith(fault.Kind == SandboxFaultKind.HtmlBody ? statusCode : 502);
            case SandboxFaultKind.EnormousBody:
                response = Answer.Text(statusCode, "[\"", Answer.JsonType);
                response.Filler = EnormousBytes;
                return response;
            case SandboxFaultKind.WrongEncoding:
                return response.With("Content-Encoding", "gzip");
            case SandboxFaultKind.DamagedGzip:
                response.Body = Damaged(response.Body);
                return response.With("Content-Encoding", "gzip");
            case SandboxFaultKind.WrongContentType:
                return response.With("Content-Type", "application/octet-stream");
            case SandboxFaultKind.TruncatedBody:
                response.TruncateAt = response.Body.Length / 2;
                return response;
            case SandboxFaultKind.EmptyBody:
                response.Body = default;
                return response;
            case SandboxFaultKind.Latency:
                response.Latency = fault.Delay;
                return response;
            case SandboxFaultKind.SlowBody:
                response.BytesPerDelay = Math.Max(1, (response.Body.Length + SlowPieces - 1) / SlowPieces);
                response.Pause = TimeSpan.FromTicks(fault.Delay.Ticks / SlowPieces);
                return response;
            case SandboxFaultKind.ByteByByte:
                (response.BytesPerDelay, response.HeadInPieces) = (1, true);
                return response;
            default:
                throw new InvalidOperationException("A fault of no kind.");
        }
    }

    /// <summary>Whether a request is one for RingEX, which has errors of its own, be there such an endpoint or not.</summary>
    private static bool IsPlatform(SandboxRequest request) =>
        request.Target.StartsWith("/restapi/v1.0/", StringComparison.Ordinal)
            || request.Target.StartsWith("/restapi/oauth/wstoken", StringComparison.Ordinal);

    private static PlatformErrorException? PlatformError(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.RateLimited => PlatformErrorException.RateExceeded(fault.RetryAfter),
        SandboxFaultKind.ServerError => new PlatformErrorException(fault.StatusCode, "CMN-201", "The service has failed"),
        SandboxFaultKind.Unavailable => PlatformErrorException.Unavailable(fault.RetryAfter),
        SandboxFaultKind.Unauthorized => PlatformErrorException.ExpiredToken(),
        SandboxFaultKind.Forbidden => PlatformErrorException.Forbidden("ReadCompanyCallLog"),
        SandboxFaultKind.NotFound => PlatformErrorException.NotFound("telephonySessionId"),
        SandboxFaultKind.Refused => PlatformErrorException.Conflict(),
        _ => null,
    };

    private static ServiceErrorException? ServiceError(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.RateLimited => ServiceErrorException.TooManyRequests(fault.RetryAfter),
        SandboxFaultKind.ServerError => new ServiceErrorException(fault.StatusCode, "internal.error.exception", "The service has failed"),
        SandboxFaultKind.Unavailable => ServiceErrorException.Unavailable(fault.RetryAfter),
        SandboxFaultKind.Forbidden => ServiceErrorException.Forbidden(),
        SandboxFaultKind.NotFound => ServiceErrorException.NoSuchCall(),
        _ => null,
    };

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
