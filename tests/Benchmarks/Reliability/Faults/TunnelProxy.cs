using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RingCx.Reliability.Faults;

/// <summary>An HTTP proxy on loopback that makes tunnels, until it is to fail.</summary>
internal sealed class TunnelProxy : IWebProxy, IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _server;
    private readonly Wire _wire;
    private readonly Func<bool> _failsNow;
    private readonly Uri _uri;

    public TunnelProxy(Uri server, Wire wire, Func<bool> failsNow)
    {
        _server = server;
        _wire = wire;
        _failsNow = failsNow;
        _listener.Start();
        _uri = new Uri(Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));
        _ = AcceptAsync();
    }

    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination) => _uri;

    public bool IsBypassed(Uri host) => false;

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is being disposed of.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                var head = new byte[8192];
                _ = await client.ReceiveAsync(head, SocketFlags.None, _stopping.Token);
                var fails = _failsNow();
                if (fails && _wire != Wire.HandshakeBreaks)
                {
                    var status = _wire == Wire.ProxyWantsPassword ? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"" : "403 Forbidden";
                    await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), SocketFlags.None, _stopping.Token);
                    client.Shutdown(SocketShutdown.Send);
                    _ = await client.ReceiveAsync(head, SocketFlags.None, _stopping.Token);
                    return;
                }

                await client.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), SocketFlags.None, _stopping.Token);
                if (fails)
                {
                    // After the client's first words of the handshake.
                    _ = await client.ReceiveAsync(head, SocketFlags.None, _stopping.Token);
                    client.LingerState = new LingerOption(true, 0);
                    return;
                }

                using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _server.Port, _stopping.Token);
                using var outside = new NetworkStream(client);
                using var inside = new NetworkStream(server);
                await Task.WhenAny(outside.CopyToAsync(inside, _stopping.Token), inside.CopyToAsync(outside, _stopping.Token));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }
}
