using System.Net.Sockets;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// A service on loopback that keeps its connections and sends a listing in two pieces: what becomes of a connection whose answer nobody reads
/// to its end, the platform's own handler decides.
/// </summary>
internal sealed class KeepAliveServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly byte[] _listing;
    private readonly string _encoding;

    /// <param name="listing">The body of a listing, as it travels.</param>
    /// <param name="encoding">What its head says of its encoding; empty for nothing.</param>
    public KeepAliveServer(byte[] listing, string encoding = "")
    {
        _listing = listing;
        _encoding = encoding;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    /// <summary>Whether the listing's length is told at its head; otherwise it comes in chunks.</summary>
    public bool TellsLength { get; init; }

    /// <summary>How long after the first half of a listing the second comes.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Called when the first half of a listing was sent.</summary>
    public Action HalfSent { get; set; } = static () => { };

    public int Listings { get; private set; }

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closed.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var connection = client;
            client.NoDelay = true;
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            while (await reader.ReadLineAsync(_closed.Token) is { Length: > 0 } request)
            {
                while (await reader.ReadLineAsync(_closed.Token) is { Length: > 0 })
                {
                }

                if (request.StartsWith("GET", StringComparison.Ordinal))
                {
                    Listings++;
                    await SendListingAsync(stream);
                }
                else
                {
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ntrue"u8.ToArray(), _closed.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private async Task SendListingAsync(NetworkStream stream)
    {
        var (first, second) = (_listing[..(_listing.Length / 2)], _listing[(_listing.Length / 2)..]);
        var length = TellsLength ? "Content-Length: " + _listing.Length.ToString(CultureInfo.InvariantCulture) : "Transfer-Encoding: chunked";
        await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{_encoding}{length}\r\n\r\n", first);
        HalfSent();
        await Task.Delay(Pause, _closed.Token);
        await WriteAsync(stream, string.Empty, second);
        if (!TellsLength)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _closed.Token);
        }
    }

    private async Task WriteAsync(NetworkStream stream, string head, byte[] body)
    {
        var size = TellsLength ? string.Empty : body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n";
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head + size), .. body, .. TellsLength ? [] : "\r\n"u8.ToArray()], _closed.Token);
    }
}
