using RingCx.Client.Http;

namespace RingCx.Reliability.Faults;

/// <summary>One way in which the service or the network fails.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Nature">What it is to the client.</param>
internal sealed record FaultRow(string Name, FaultNature Nature)
{
    /// <summary>Where <see cref="Nature"/> is a failure: which.</summary>
    public AttemptFailure Failure { get; private init; }

    /// <summary>Whether the service carries the request out that is struck.</summary>
    public bool CarriesOut { get; private init; }

    /// <summary>Whether the client has to reckon with it.</summary>
    public bool MayHaveBeenCarriedOut => CarriesOut || Failure is AttemptFailure.ServerError or AttemptFailure.Timeout or AttemptFailure.Reset or AttemptFailure.Foreign;

    /// <summary>The sandbox's fault; null where the network itself fails.</summary>
    public Func<SandboxFault>? Fault { get; private init; }

    public Wire Wire { get; private init; } = Wire.InProcess;

    /// <summary>The time limit of an attempt has to pass, in real time.</summary>
    public bool TimesOut { get; private init; }

    /// <summary>How long the service wants no request: longer than the client waits by itself.</summary>
    public TimeSpan Pause { get; private init; }

    /// <summary>The status comes, the body does not.</summary>
    public bool StatusComes { get; private init; }

    /// <summary>The platform repeats a read by itself after it, unseen by the client.</summary>
    public bool PlatformRepeats { get; private init; }

    public static readonly IReadOnlyList<FaultRow> All =
    [
        Of("connection refused", AttemptFailure.NotReached) with { Wire = Wire.ServerDown },
        Of("name not resolved", AttemptFailure.NotReached) with { Wire = Wire.NameUnknown },
        Of("certificate not trusted", AttemptFailure.Untrusted) with { Wire = Wire.Tls },
        Of("proxy asks for a password (407)", AttemptFailure.ProxyDenied) with { Wire = Wire.ProxyWantsPassword },
        Of("proxy refuses the tunnel (403)", AttemptFailure.NotReached) with { Wire = Wire.ProxyRefuses },
        Of("TLS handshake breaks", AttemptFailure.NotReached) with { Wire = Wire.HandshakeBreaks },
        Of("reset before it was carried out", AttemptFailure.Reset, SandboxFaultKind.DropBeforeHandling) with { Wire = Wire.Http, PlatformRepeats = true },
        Of("reset after it was carried out", AttemptFailure.Reset, SandboxFaultKind.ResetAfterHandling) with { Wire = Wire.Http, CarriesOut = true, PlatformRepeats = true },
        Of("closed after it was carried out", AttemptFailure.Reset, SandboxFaultKind.DropAfterHandling) with { Wire = Wire.Http, CarriesOut = true, PlatformRepeats = true },
        Of("no answer, not carried out", AttemptFailure.Timeout, SandboxFaultKind.NoAnswer) with { Wire = Wire.Http, TimesOut = true },
        Of("answer after the time limit", AttemptFailure.Timeout, SandboxFaultKind.Latency, static f => f.Delay = TimeSpan.FromMinutes(5)) with { Wire = Wire.Http, TimesOut = true, CarriesOut = true },
        Of("body slower than the time limit", AttemptFailure.Timeout, SandboxFaultKind.SlowBody, static f => f.Delay = TimeSpan.FromMinutes(5)) with { Wire = Wire.Http, TimesOut = true, CarriesOut = true, StatusComes = true },
        Of("500", AttemptFailure.ServerError, SandboxFaultKind.ServerError),
        Of("502", AttemptFailure.ServerError, SandboxFaultKind.ServerError, static f => f.StatusCode = 502),
        Of("502 as a web page, carried out", AttemptFailure.ServerError, SandboxFaultKind.BadGatewayPage) with { CarriesOut = true },
        Of("503", AttemptFailure.Unavailable, SandboxFaultKind.Unavailable),
        Of("503, Retry-After in seconds", AttemptFailure.Unavailable, SandboxFaultKind.Unavailable, static f => f.RetryAfter = "7"),
        Of("504", AttemptFailure.ServerError, SandboxFaultKind.ServerError, static f => f.StatusCode = 504),
        Of("429", AttemptFailure.TooManyRequests, SandboxFaultKind.RateLimited),
        Of("429, Retry-After in seconds", AttemptFailure.TooManyRequests, SandboxFaultKind.RateLimited, static f => f.RetryAfter = "7"),
        Of("429, Retry-After as a date", AttemptFailure.TooManyRequests, SandboxFaultKind.RateLimited, static f => f.RetryAfter = (DrivenClock.Origin + TimeSpan.FromSeconds(7)).ToString("r", CultureInfo.InvariantCulture)),
        Of("429, Retry-After of an hour", AttemptFailure.TooManyRequests, SandboxFaultKind.RateLimited, static f => f.RetryAfter = "3600") with { Pause = TimeSpan.FromHours(1) },
        Of("401", FaultNature.Unauthorized, SandboxFaultKind.Unauthorized),
        Of("401 of a portal", AttemptFailure.Foreign, SandboxFaultKind.ForeignPage, static f => f.StatusCode = 401),
        Of("403 of a firewall", AttemptFailure.Foreign, SandboxFaultKind.ForeignPage, static f => f.StatusCode = 403),
        Of("404 of a proxy", AttemptFailure.Foreign, SandboxFaultKind.ForeignPage, static f => f.StatusCode = 404),
        Of("403", FaultNature.Forbidden, SandboxFaultKind.Forbidden),
        Of("404 (a stray one, to a pause)", FaultNature.NotFound, SandboxFaultKind.NotFound),
        Of("false", FaultNature.Refusal, SandboxFaultKind.Refused),
        Of("body cut off", AttemptFailure.Reset, SandboxFaultKind.TruncatedBody) with { Wire = Wire.Http, CarriesOut = true, StatusComes = true },
        Of("wrong encoding", AttemptFailure.Reset, SandboxFaultKind.WrongEncoding) with { Wire = Wire.Http, CarriesOut = true, StatusComes = true },
        Of("gzip damaged", AttemptFailure.Reset, SandboxFaultKind.DamagedGzip) with { Wire = Wire.Http, CarriesOut = true, StatusComes = true },
        Of("body empty", FaultNature.Silence, SandboxFaultKind.EmptyBody) with { Wire = Wire.Http, CarriesOut = true },
        Of("foreign JSON", FaultNature.Unreadable, SandboxFaultKind.ForeignJson) with { CarriesOut = true },
        Of("body of 80 MiB", FaultNature.Unreadable, SandboxFaultKind.EnormousBody) with { Wire = Wire.Http, CarriesOut = true },
        Of("web page with 200", FaultNature.Unreadable, SandboxFaultKind.HtmlBody) with { CarriesOut = true },
        Of("wrong content type", FaultNature.GoodAnswer, SandboxFaultKind.WrongContentType) with { CarriesOut = true },
        Of("redirect to another host", FaultNature.Redirect, SandboxFaultKind.Redirect) with { Wire = Wire.Http },
        Of("byte by byte", FaultNature.GoodAnswer, SandboxFaultKind.ByteByByte) with { Wire = Wire.Http, CarriesOut = true },
    ];

    public override string ToString() => Name;

    private static FaultRow Of(string name, AttemptFailure failure, SandboxFaultKind? kind = null, Action<SandboxFault>? with = null) =>
        new FaultRow(name, FaultNature.Failure) { Failure = failure, Fault = kind is { } made ? Make(made, with) : null };

    private static FaultRow Of(string name, FaultNature nature, SandboxFaultKind kind) => new(name, nature) { Fault = Make(kind, null) };

    private static Func<SandboxFault> Make(SandboxFaultKind kind, Action<SandboxFault>? with) => () =>
    {
        var fault = new SandboxFault { Kind = kind };
        with?.Invoke(fault);
        return fault;
    };
}
