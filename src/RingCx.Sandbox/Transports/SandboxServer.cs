using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RingCx.Sandbox;

/// <summary>
/// Serves an engine over HTTP/1.1 on 127.0.0.1, to whatever HTTP client. It speaks plain http and listens to this
/// machine alone.
/// </summary>
public sealed class SandboxServer : IDisposable
{
    private readonly SandboxEngine _engine;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<HttpConnection, bool> _connections = new();
    private int _disposed;

    private SandboxServer(SandboxEngine engine, int port)
    {
        _engine = engine;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        Uri = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
    }

    /// <summary>Where it listens: the root of all its paths, with the slash at the end.</summary>
    public Uri Uri { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not between 0 and 65535.</exception>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static SandboxServer Start(SandboxEngine engine, int port = 0)
    {
        var server = new SandboxServer(engine ?? throw new ArgumentNullException(nameof(engine)), port);
        _ = server.AcceptAsync();
        return server;
    }

    /// <summary>Stops listening and closes every connection. Requests in progress get no answer.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _stopping.Cancel();
        _listener.Stop();
        // Not left to the token: on .NET Framework a read that waits does not heed it.
        foreach (var connection in _connections.Keys)
            connection.Dispose();

        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket, stopping), CancellationToken.None);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // A client that gave up before it was accepted is no reason to stop.
            }
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        using var connection = new HttpConnection(socket, _engine);
        _connections.TryAdd(connection, true);
        // Dispose may have looked at the connections just before this one was among them.
        if (!stopping.IsCancellationRequested)
            await connection.ServeAsync(stopping).ConfigureAwait(false);

        _connections.TryRemove(connection, out _);
    }
}
