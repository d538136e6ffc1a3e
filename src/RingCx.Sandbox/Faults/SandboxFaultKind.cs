namespace RingCx.Sandbox;

/// <summary>How a sandbox can misbehave.</summary>
public enum SandboxFaultKind
{
    /// <summary>429, with <see cref="SandboxFault.RetryAfter"/> when that is set. The request is not carried out.</summary>
    RateLimited,

    /// <summary>A 5xx, see <see cref="SandboxFault.StatusCode"/>. The request is not carried out.</summary>
    ServerError,

    /// <summary>503, with <see cref="SandboxFault.RetryAfter"/> when that is set. The request is not carried out.</summary>
    Unavailable,

    /// <summary>401 with the text <c>Jwt is expired</c>, of RingEX with <c>TokenExpired</c>. The request is not carried out.</summary>
    Unauthorized,

    /// <summary>403: no permission in RingCX, or in RingEX none to read the company's call log. The request is not carried out.</summary>
    Forbidden,

    /// <summary>404. The request is not carried out.</summary>
    NotFound,

    /// <summary>200 with the body <c>false</c>, of RingEX 409. The request is not carried out.</summary>
    Refused,

    /// <summary>The connection is reset; the request is not carried out.</summary>
    DropBeforeHandling,

    /// <summary>
    /// The request is carried out; the connection is closed, in good order, instead of an answer. HTTP clients that
    /// repeat requests by themselves do it after this rather than after a reset.
    /// </summary>
    DropAfterHandling,

    /// <summary>The request is carried out; the connection is reset instead of an answer.</summary>
    ResetAfterHandling,

    /// <summary>The request is not carried out, and no answer comes until the client gives up.</summary>
    NoAnswer,

    /// <summary>The request is carried out; the connection ends in the middle of the answer's body.</summary>
    TruncatedBody,

    /// <summary>The request is carried out; the answer has its status and no body.</summary>
    EmptyBody,

    /// <summary>The request is carried out; the body is JSON of another shape than documented.</summary>
    ForeignJson,

    /// <summary>The request is carried out; the body is a web page.</summary>
    HtmlBody,

    /// <summary>The request is carried out; a proxy that lost the answer gives a web page with 502 in its place.</summary>
    BadGatewayPage,

    /// <summary>
    /// What stands in between answers in the service's place: a web page with <see cref="SandboxFault.StatusCode"/>, 403 unless it is
    /// a 4xx. The request is not carried out.
    /// </summary>
    ForeignPage,

    /// <summary>The request is carried out; the answer says that it is compressed and is not.</summary>
    WrongEncoding,

    /// <summary>The request is carried out; the answer is compressed, and damaged on its way.</summary>
    DamagedGzip,

    /// <summary>The request is carried out; the body is one JSON text of 80 MiB, and no header says so.</summary>
    EnormousBody,

    /// <summary>The request is carried out; the body is right and its Content-Type is not.</summary>
    WrongContentType,

    /// <summary>302 to <see cref="SandboxFault.Location"/>. The request is not carried out.</summary>
    Redirect,

    /// <summary>The request is carried out at once; its answer comes <see cref="SandboxFault.Delay"/> of real time later.</summary>
    Latency,

    /// <summary>The request is carried out; the answer's body trickles in during <see cref="SandboxFault.Delay"/> of real time.</summary>
    SlowBody,

    /// <summary>The request is carried out; every byte of the answer, headers and body, is sent alone.</summary>
    ByteByByte,
}
