using System.Net.Sockets;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// A service on loopback that keeps its connections and sends a listing in two pieces: what becomes of a connection whose answer nobody reads
/// to its end, the platform's own handler decides.
/// </summary>
internal sealed class KeepAliveServer : IDisposable
{
    private readonly ScriptedPort _port;
    private readonly byte[] _listing;
    private readonly string _encoding;

    /// <param name="listing">The body of a listing, as it travels.</param>
    /// <param name="encoding">What its head says of its encoding; empty for nothing.</param>
    public KeepAliveServer(byte[] listing, string encoding = "")
    {
        _listing = listing;
        _encoding = encoding;
        _port = new ScriptedPort(ServeAsync);
    }

    public Uri Address => new(FormattableString.Invariant($"http://127.0.0.1:{_port.Port}"));

    /// <summary>Whether the listing's length is told at its head; otherwise it comes in chunks.</summary>
    public bool TellsLength { get; init; }

    /// <summary>How long after the first half of a listing the second comes.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Called when the first half of a listing was sent.</summary>
    public Action HalfSent { get; set; } = static () => { };

    public int Listings { get; private set; }

    public void Dispose() => _port.Dispose();

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        client.NoDelay = true;
        using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync(stop) is { Length: > 0 } request)
        {
            while (await reader.ReadLineAsync(stop) is { Length: > 0 })
            {
            }

            if (request.StartsWith("GET", StringComparison.Ordinal))
            {
                Listings++;
                await SendListingAsync(stream, stop);
            }
            else
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ntrue"u8.ToArray(), stop);
            }
        }
    }

    private async Task SendListingAsync(NetworkStream stream, CancellationToken stop)
    {
        var (first, second) = (_listing[..(_listing.Length / 2)], _listing[(_listing.Length / 2)..]);
        var length = TellsLength ? "Content-Length: " + _listing.Length.ToString(CultureInfo.InvariantCulture) : "Transfer-Encoding: chunked";
        await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{_encoding}{length}\r\n\r\n", first, stop);
        HalfSent();
        await Task.Delay(Pause, stop);
        await WriteAsync(stream, string.Empty, second, stop);
        if (!TellsLength)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), stop);
        }
    }

    private async Task WriteAsync(NetworkStream stream, string head, byte[] body, CancellationToken stop)
    {
        var size = TellsLength ? string.Empty : body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n";
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head + size), .. body, .. TellsLength ? [] : "\r\n"u8.ToArray()], stop);
    }
}
