using System.IO.Compression;

namespace RingCx.Sandbox;

/// <summary>Decides which fault strikes a request, and does to the answer what the fault says. Not thread-safe: the engine holds its lock.</summary>
internal sealed class FaultInjector(int seed)
{
    private const int SlowPieces = 10;

    private const long EnormousBytes = 80L << 20;

    private const string WebPage = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";

    private readonly List<PendingFault> _pending = [];
    private readonly SeededRandom _random = new SeededRandom(seed, "faults");

    public void Add(SandboxFault fault) => _pending.Add(new PendingFault(fault));

    public void Clear() => _pending.Clear();

    public SandboxFault? Next(SandboxRequest request)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var pending = _pending[i];
            if (pending.Strikes(request, _random))
            {
                if (pending.IsSpent)
                    _pending.RemoveAt(i);

                return pending.Fault;
            }
        }

        return null;
    }

    /// <summary>The answer of a fault that keeps the request from being carried out; null for the other kinds.</summary>
    /// <param name="request">The request that it strikes.</param>
    /// <param name="isPlatform">Whether the request is one for RingEX, which has errors of its own.</param>
    /// <param name="now">The time that the answer states.</param>
    public static SandboxResponse? Instead(SandboxFault fault, SandboxRequest request, bool isPlatform, DateTimeOffset now)
    {
        SandboxResponse response;
        switch (fault.Kind)
        {
            case SandboxFaultKind.RateLimited when isPlatform:
                response = Answer.PlatformError(PlatformErrorException.RateExceeded());
                SetRetryAfter(response, fault);
                return response;
            case SandboxFaultKind.ServerError when isPlatform:
                return Answer.PlatformError(new PlatformErrorException(fault.StatusCode, "CMN-201", "The service has failed"));
            case SandboxFaultKind.Unavailable when isPlatform:
                response = Answer.PlatformError(new PlatformErrorException(503, "CMN-201", "Service Temporary Unavailable"));
                SetRetryAfter(response, fault);
                return response;
            case SandboxFaultKind.Unauthorized when isPlatform:
                return Answer.PlatformError(PlatformErrorException.ExpiredToken());
            case SandboxFaultKind.Forbidden when isPlatform:
                return Answer.PlatformError(PlatformErrorException.Forbidden("ReadCompanyCallLog"));
            case SandboxFaultKind.NotFound when isPlatform:
                return Answer.PlatformError(PlatformErrorException.NotFound("telephonySessionId"));
            case SandboxFaultKind.Refused when isPlatform:
                return Answer.PlatformError(PlatformErrorException.Conflict());
            case SandboxFaultKind.RateLimited:
                response = Answer.Error(request, 429, "too.many.requests.exception", "Too many requests", "", now);
                SetRetryAfter(response, fault);
                return response;
            case SandboxFaultKind.ServerError:
                return Answer.Error(request, fault.StatusCode, "internal.error.exception", "The service has failed", "", now);
            case SandboxFaultKind.Unavailable:
                response = Answer.Error(request, 503, "unavailable.exception", "The service is not available", "", now);
                SetRetryAfter(response, fault);
                return response;
            case SandboxFaultKind.Unauthorized when request.Target.StartsWith("/restapi/oauth/", StringComparison.Ordinal):
                return Answer.OAuthError(401, "invalid_client", "Client authentication failed.");
            case SandboxFaultKind.Unauthorized:
                return Answer.Text(401, "Jwt is expired");
            case SandboxFaultKind.Forbidden:
                return Failure(request, ServiceErrorException.Forbidden(), now);
            case SandboxFaultKind.NotFound:
                return Failure(request, ServiceErrorException.NotFound("There is no active call with this uii."), now);
            case SandboxFaultKind.Refused:
                return Answer.Outcome(false);
            case SandboxFaultKind.DropBeforeHandling:
                return new SandboxResponse(0, null, default) { Drop = true, Reset = true };
            case SandboxFaultKind.NoAnswer:
                return new SandboxResponse(0, null, default) { Silent = true };
            case SandboxFaultKind.ForeignPage:
                return Answer.Text(fault.StatusCode is >= 400 and < 500 ? fault.StatusCode : 403, WebPage, "text/html");
            case SandboxFaultKind.Redirect:
                response = new SandboxResponse(302, null, default);
                response.SetHeader("Location", fault.Location);
                return response;
            default:
                return null;
        }
    }

    /// <summary>What a fault makes of the answer to a request that was carried out.</summary>
    public static SandboxResponse Spoil(SandboxFault fault, SandboxResponse response)
    {
        // These have no body to spoil.
        var statusCode = response.StatusCode is 101 or 204 ? 200 : response.StatusCode;
        switch (fault.Kind)
        {
            case SandboxFaultKind.DropAfterHandling:
                return new SandboxResponse(0, null, default) { Drop = true };
            case SandboxFaultKind.ResetAfterHandling:
                return new SandboxResponse(0, null, default) { Drop = true, Reset = true };
            case SandboxFaultKind.TruncatedBody:
                response.TruncateAt = response.Body.Length / 2;
                return response;
            case SandboxFaultKind.EmptyBody:
                response.Body = default;
                return response;
            case SandboxFaultKind.ForeignJson:
                return Answer.Text(statusCode, "{\"weather\":{\"sky\":\"clear\",\"degrees\":21},\"items\":[1,\"two\",null]}", Answer.JsonType);
            case SandboxFaultKind.HtmlBody:
                return Answer.Text(statusCode, WebPage, "text/html");
            case SandboxFaultKind.BadGatewayPage:
                return Answer.Text(502, WebPage, "text/html");
            case SandboxFaultKind.EnormousBody:
                response = Answer.Text(statusCode, "[\"", Answer.JsonType);
                response.Filler = EnormousBytes;
                return response;
            case SandboxFaultKind.WrongEncoding:
                response.SetHeader("Content-Encoding", "gzip");
                return response;
            case SandboxFaultKind.DamagedGzip:
                var compressed = Compress(response.Body);
                // Behind the head, which is ten bytes.
                for (var i = 10; i < compressed.Length; i++)
                    compressed[i] ^= 0xFF;

                response.Body = compressed;
                response.SetHeader("Content-Encoding", "gzip");
                return response;
            case SandboxFaultKind.WrongContentType:
                response.SetHeader("Content-Type", "application/octet-stream");
                return response;
            case SandboxFaultKind.Latency:
                response.Latency = fault.Delay;
                return response;
            case SandboxFaultKind.SlowBody:
                response.BytesPerDelay = Math.Max(1, (response.Body.Length + SlowPieces - 1) / SlowPieces);
                response.Pause = TimeSpan.FromTicks(fault.Delay.Ticks / SlowPieces);
                return response;
            case SandboxFaultKind.ByteByByte:
                response.BytesPerDelay = 1;
                response.HeadInPieces = true;
                return response;
            default:
                throw new InvalidOperationException("A fault of no kind.");
        }
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body.ToArray(), 0, body.Length);
        }

        return packed.ToArray();
    }

    private static SandboxResponse Failure(SandboxRequest request, ServiceErrorException error, DateTimeOffset now) =>
        Answer.Error(request, error.StatusCode, error.ErrorCode, error.Message, error.Details, now);

    private static void SetRetryAfter(SandboxResponse response, SandboxFault fault)
    {
        if (fault.RetryAfter is not null)
            response.SetHeader("Retry-After", fault.RetryAfter);
    }
}
