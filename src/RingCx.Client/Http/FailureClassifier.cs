using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Text.RegularExpressions;

// What it was is for a person; null where there is no more to tell.
using Explanation = (RingCx.Client.Http.AttemptFailure Failure, string? Cause);

namespace RingCx.Client.Http;

/// <summary>Tells how an attempt failed: of every status and of every exception.</summary>
internal static class FailureClassifier
{
    // The platform's words are English whatever the culture (.NET Framework's are not).
    private static readonly Regex TunnelRefused = Pattern.Of(@"'(?<proxy>[^']+)' failed with status code '(?<status>\d{3})'");
    private static readonly Regex EndPoint = Pattern.Of(@"\((?<to>[^()\s@]+:\d{1,5})\)");

    // What .NET 8 and later tell of a failure by name.
    private static readonly PropertyInfo? PlatformError = typeof(HttpRequestException).GetProperty("HttpRequestError");

    /// <summary>What an answer's status says of the attempt.</summary>
    public static AttemptFailure Classify(HttpStatusCode status) => (int)status switch
    {
        407 => AttemptFailure.ProxyDenied,
        429 => AttemptFailure.TooManyRequests,
        503 => AttemptFailure.Unavailable,
        >= 500 => AttemptFailure.ServerError,
        _ => AttemptFailure.None,
    };

    /// <summary>What an exception says of the attempt. One that nobody knows counts as a reset.</summary>
    public static AttemptFailure Classify(Exception error) => Explain(error).Failure;

    /// <summary>The same, and what it was, for a person; null where there is no more to tell. Never with a password.</summary>
    public static Explanation Explain(Exception error)
    {
        if (error is OperationCanceledException)
            return (AttemptFailure.Timeout, null);

        var known = Chain(error).Select(inner => Explain(inner, error)).FirstOrDefault(static found => found is not null);
        return known ?? (AttemptFailure.Reset, null);
    }

    /// <summary>An exception, and what caused it.</summary>
    public static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }

    private static Explanation? Explain(Exception one, Exception whole) => one switch
    {
        HttpRequestException request => ExplainRequest(request),
        AuthenticationException handshake => ExplainHandshake(handshake),
        WebException web => ExplainWeb(web),
        SocketException socket => ExplainSocket(socket.SocketErrorCode, whole),

        // It happened on a connection that stood: the request may have gone out.
        IOException => (AttemptFailure.Reset, null),
        _ when one.GetType().Name == "SocksException" => NotReached("the proxy (SOCKS) did not make the connection"),
        _ => null,
    };

    private static Explanation? ExplainRequest(HttpRequestException error)
    {
        var name = PlatformError?.GetValue(error)?.ToString();
        if (name == "ProxyTunnelError" || error.Message.StartsWith("The proxy tunnel request", StringComparison.Ordinal))
            return ExplainTunnel(error);

        if (error.Message.StartsWith("The SSL connection could not be established", StringComparison.Ordinal))
            name = "SecureConnectionError";

        return name switch
        {
            "SecureConnectionError" when Inner<AuthenticationException>(error) is { } handshake => ExplainHandshake(handshake),
            "SecureConnectionError" => NotReached("the TLS handshake broke off"),
            "NameResolutionError" => NotReached("its name could not be resolved" + At(error)),
            "ConnectionError" => ExplainConnection(error, At(error)),
            _ => null,
        };
    }

    private static Explanation ExplainTunnel(HttpRequestException error)
    {
        var refused = TunnelRefused.Match(error.Message);
        if (!refused.Success)
            return NotReached("the proxy did not make the connection");

        // Whatever stands before the host may be a password.
        var proxy = Uri.TryCreate(refused.Groups["proxy"].Value, UriKind.Absolute, out var address)
            ? $"the proxy {address.Host}:{address.Port.ToString(CultureInfo.InvariantCulture)}"
            : "the proxy";
        return refused.Groups["status"].Value == "407"
            ? (AttemptFailure.ProxyDenied, proxy)
            : NotReached($"{proxy} refused to connect to it ({refused.Groups["status"].Value})");
    }

    private static Explanation ExplainHandshake(AuthenticationException error) => error.Message switch
    {
        var text when text.IndexOf("certificate", StringComparison.OrdinalIgnoreCase) >= 0 => (AttemptFailure.Untrusted, null),
        var text when text.IndexOf("frame", StringComparison.OrdinalIgnoreCase) >= 0 => NotReached("what answers there does not speak TLS"),
        _ => NotReached("the TLS handshake failed"),
    };

    // .NET Framework and Mono.
    private static Explanation? ExplainWeb(WebException error) => error.Status switch
    {
        WebExceptionStatus.TrustFailure => (AttemptFailure.Untrusted, null),
        WebExceptionStatus.SecureChannelFailure => NotReached("the TLS handshake failed"),
        WebExceptionStatus.NameResolutionFailure => NotReached("its name could not be resolved"),
        WebExceptionStatus.ProxyNameResolutionFailure => NotReached("the proxy's name could not be resolved"),
        WebExceptionStatus.RequestProhibitedByProxy => NotReached("the proxy refused to connect to it"),
        WebExceptionStatus.ConnectFailure => ExplainConnection(error, string.Empty),
        WebExceptionStatus.Timeout => (AttemptFailure.Timeout, null),
        _ => null,
    };

    private static Explanation ExplainConnection(Exception error, string at) =>
        Inner<SocketException>(error) is { } socket && ExplainSocket(socket.SocketErrorCode, error) is { } known
            ? known
            : NotReached("the connection could not be made" + at);

    private static Explanation? ExplainSocket(SocketError error, Exception whole) => error switch
    {
        SocketError.ConnectionRefused => NotReached("the connection was refused" + At(whole)),
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            NotReached("its name could not be resolved" + At(whole)),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            NotReached("no network leads there" + At(whole)),
        SocketError.TimedOut => NotReached("no connection was made in time" + At(whole)),
        SocketError.AccessDenied => NotReached("this machine does not allow the connection" + At(whole)),
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse
            or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
            NotReached("this machine has no port or socket left for it" + At(whole)),
        _ => null,
    };

    private static Explanation NotReached(string cause) => (AttemptFailure.NotReached, cause);

    // The host and the port that .NET names: with a proxy they are the proxy's.
    private static string At(Exception error) =>
        EndPoint.Match(error.Message) is { Success: true } found ? $" ({found.Groups["to"].Value})" : string.Empty;

    private static T? Inner<T>(Exception error)
        where T : Exception => Chain(error.InnerException).OfType<T>().FirstOrDefault();
}
