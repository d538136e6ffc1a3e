using System.Net.Sockets;

namespace RingCx.Reliability.Faults;

/// <summary>An HTTP proxy on loopback that makes tunnels, until it is to fail.</summary>
internal sealed class TunnelProxy : IWebProxy, IDisposable
{
    private readonly ScriptedPort _port;
    private readonly Uri _server;
    private readonly Wire _wire;
    private readonly Func<bool> _failsNow;

    public TunnelProxy(Uri server, Wire wire, Func<bool> failsNow)
    {
        _server = server;
        _wire = wire;
        _failsNow = failsNow;
        _port = new ScriptedPort(ServeAsync);
    }

    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination) => new(Invariant($"http://127.0.0.1:{_port.Port}"));

    public bool IsBypassed(Uri host) => false;

    public void Dispose() => _port.Dispose();

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        await ScriptedPort.HearAsync(client, stop);
        var fails = _failsNow();
        if (fails && _wire != Wire.HandshakeBreaks)
        {
            var status = _wire == Wire.ProxyWantsPassword ? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"" : "403 Forbidden";
            await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), SocketFlags.None, stop);
            client.Shutdown(SocketShutdown.Send);
            await ScriptedPort.HearAsync(client, stop);
            return;
        }

        await client.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), SocketFlags.None, stop);
        if (fails)
        {
            // After the client's first words of the handshake.
            await ScriptedPort.HearAsync(client, stop);
            client.LingerState = new LingerOption(true, 0);
            return;
        }

        using var outside = new NetworkStream(client);
        await TlsFront.RelayAsync(outside, _server, stop);
    }
}
