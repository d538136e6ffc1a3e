using System.Net.WebSockets;
using System.Text.RegularExpressions;

namespace RingCx.Client.Events;

/// <summary>The platform's own WebSockets.</summary>
internal static class EventSockets
{
    private static readonly Regex Refused = Pattern.Of(@"'(?<status>[1-5]\d{2})'.*'101'");

    /// <summary>Connects. Pings go as the platform sends them.</summary>
    /// <param name="cancellationToken">Ends it: the reader limits it by <see cref="RingCxClientOptions.RequestTimeout"/>.</param>
    /// <exception cref="RingCxException">It could not connect. No inner exception: the platform's may repeat the address.</exception>
    public static async Task<WebSocket> ConnectAsync(Uri address, ProxySettings proxy, CancellationToken cancellationToken)
    {
        DesktopFramework.AllowTls12();
        ClientWebSocket socket;
        try
        {
            socket = new ClientWebSocket();
        }
        catch (PlatformNotSupportedException)
        {
            throw new RingCxException(
                FailureKind.ServiceError,
                "This Windows has no WebSockets, on which RingEX's events come: they need Windows 8, Windows Server 2012, or later.");
        }

        try
        {
            proxy.ApplyTo(socket, address);
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            // .NET Framework has other words for a cancellation.
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw e is OperationCanceledException ? e : new RingCxException(FailureKind.ServiceError, Describe(e));
        }
    }

    private static string Describe(Exception e)
    {
        if (StatusOf(e) is { } status)
            return FormattableString.Invariant($"The service of events refused the connection ({status}). {Advice(status)}");

        var (failure, cause) = FailureClassifier.Explain(e);
        return failure switch
        {
            AttemptFailure.NotReached => $"The service of events could not be reached{(cause is null ? string.Empty : ": " + cause)}.",
            AttemptFailure.ProxyDenied =>
                $"The service of events could not be reached: {cause ?? "the proxy"} asks for other credentials (407). "
                    + "Check the user name and the password that it is given.",
            AttemptFailure.Untrusted => "The certificate of the service of events was not accepted.",
            _ => "The service of events did not accept the connection. A proxy on the way may let no WebSockets pass.",
        };
    }

    // Whoever answered: the service by 401 and 403, what stands in between by any of them.
    private static string Advice(int status) => status switch
    {
        401 or 403 => "Check that the app has the scope WebSocketsSubscription, and that no proxy on the way refuses WebSockets.",
        407 => "A proxy on the way asks for credentials: Connect-Rcx -Proxy -ProxyCredential.",
        429 or >= 500 => "The service, or a proxy on the way, is busy or out of order.",
        _ => "A proxy or a firewall on the way may let no WebSockets pass, or the address is not the service's.",
    };

    // The status of an answer to the handshake that is not 101. .NET has it in its words alone, unless it was asked to keep it before.
    private static int? StatusOf(Exception e) => FailureClassifier.Chain(e).Select(static inner => inner switch
    {
        WebSocketException when Refused.Match(inner.Message) is { Success: true } words =>
            int.Parse(words.Groups["status"].Value, CultureInfo.InvariantCulture),
        WebException { Response: HttpWebResponse answer } => (int)answer.StatusCode,
        _ => (int?)null,
    }).FirstOrDefault(static status => status is not null);
}
