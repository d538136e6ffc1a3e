using System.Collections.Concurrent;
using System.Net.Sockets;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// An HTTP proxy on loopback that takes tunnels (CONNECT) and whole addresses (GET http://…), asks for Basic credentials where it is to, and
/// leads every tunnel to one server on loopback, whatever the name: only it "resolves" the names of a test.
/// </summary>
internal sealed class LoopbackProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly string? _credentials;

    /// <param name="credentials">Name and password that it asks for; null for none.</param>
    public LoopbackProxy(string? credentials = null)
    {
        _credentials = credentials;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What it was asked for, and whether it let it through.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The first bytes that came through a tunnel: 22 begins a TLS handshake.</summary>
    public TaskCompletionSource<byte> FirstByte { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { Length: > 0 } head)
                {
                    var line = head.Split("\r\n")[0];
                    var isLetThrough = _credentials is null
                        || head.Contains("Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_credentials)), StringComparison.OrdinalIgnoreCase);
                    _requests.Enqueue(line + (isLetThrough ? string.Empty : " refused"));
                    if (!isLetThrough)
                    {
                        await WriteAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
                    }
                    else if (line.StartsWith("CONNECT ", StringComparison.Ordinal))
                    {
                        await WriteAsync(stream, "HTTP/1.1 200 Connection established\r\n\r\n");
                        var first = new byte[1];
                        if (await stream.ReadAsync(first) == 1)
                        {
                            FirstByte.TrySetResult(first[0]);
                        }

                        // There is nobody behind it.
                        return;
                    }
                    else
                    {
                        await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ntrue");
                    }
                }
            }
            catch (IOException)
            {
                // Its client has gone.
            }
        }
    }

    private static async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return string.Empty;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
