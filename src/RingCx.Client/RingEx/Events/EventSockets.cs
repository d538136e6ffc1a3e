using System;
using System.IO;
using System.Net.Http;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.Http;

namespace RingCx.Client.Events;

/// <summary>The platform's own WebSockets.</summary>
internal static class EventSockets
{
    /// <summary>Connects. Pings go as the platform sends them.</summary>
    /// <param name="address">Where to, with its tokens.</param>
    /// <param name="proxy">By which proxy.</param>
    /// <param name="cancellationToken">Ends it: the reader limits it by <see cref="RingCxClientOptions.RequestTimeout"/>.</param>
    /// <exception cref="RingCxException">The connection could not be made. It has no inner exception: the platform's may repeat the address.</exception>
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
            throw new RingCxException(FailureKind.ServiceError, "This Windows has no WebSockets, on which RingEX's events come: they need Windows 8, Windows Server 2012, or later.");
        }

        try
        {
            proxy.ApplyTo(socket, address);
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new RingCxException(FailureKind.ServiceError, Describe(e));
        }
        catch (Exception e)
        {
            // .NET Framework has other words for a cancellation.
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw e is OperationCanceledException ? e : new RingCxException(FailureKind.ServiceError, Describe(e));
        }
    }

    private static string Describe(Exception e) => FailureClassifier.Classify(new HttpRequestException(null, e)) switch
    {
        AttemptFailure.NotReached => "The service of events could not be reached.",
        AttemptFailure.Untrusted => "The certificate of the service of events was not accepted.",
        _ => "The service of events did not accept the connection.",
    };
}
