using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// A service on a real connection that is kept, byte by byte as a test wants it. It notes every request that came whole, and what came
/// that was none.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawRequest, RawAnswer> _answer;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private int _connections;

    public LoopbackServer(Func<RawRequest, RawAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Uri => new($"http://127.0.0.1:{Port}");

    /// <summary>The first line of every request that came whole.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>What came that was no request.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    public int Connections => Volatile.Read(ref _connections);

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
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is being disposed of.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                using var stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request.Line);
                    var answer = _answer(request);
                    if (answer.Head is { } head)
                    {
                        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stopping.Token);
                        answer.HeadWasSent?.Invoke();
                        await Task.Delay(answer.BodyDelay, _stopping.Token);
                        await stream.WriteAsync(answer.Body, _stopping.Token);
                    }

                    if (answer.Closes)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or this has.
        }
    }

    private async Task<RawRequest?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 4 || !bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, _stopping.Token) == 0)
            {
                if (bytes.Count > 0)
                {
                    _violations.Enqueue($"{bytes.Count} bytes that were no request");
                }

                return null;
            }

            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n");
        if (!lines[0].EndsWith(" HTTP/1.1", StringComparison.Ordinal))
        {
            _violations.Enqueue(lines[0]);
        }

        var headers = lines.Skip(1).Where(static l => l.Contains(':', StringComparison.Ordinal)).ToDictionary(static l => l[..l.IndexOf(':', StringComparison.Ordinal)], static l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        return new RawRequest(lines[0][..^" HTTP/1.1".Length], headers, body);
    }
}
