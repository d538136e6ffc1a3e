using System.Collections.Concurrent;
using System.Net.Sockets;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// A service on a real connection that is kept, byte by byte as a test wants it. It notes every request that came whole, and what came
/// that was none.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly ScriptedPort _port;
    private readonly Func<RawRequest, RawAnswer> _answer;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();

    public LoopbackServer(Func<RawRequest, RawAnswer> answer)
    {
        _answer = answer;
        _port = new ScriptedPort(ServeAsync);
    }

    public int Port => _port.Port;

    public Uri Uri => new($"http://127.0.0.1:{Port}");

    /// <summary>The first line of every request that came whole.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>What came that was no request.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    public int Connections => _port.Connections;

    public void Dispose() => _port.Dispose();

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        client.NoDelay = true;
        using var stream = new NetworkStream(client);
        while (await ReadAsync(stream, stop) is { } request)
        {
            _requests.Enqueue(request.Line);
            var answer = _answer(request);
            if (answer.Head is { } head)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
                answer.HeadWasSent?.Invoke();
                await Task.Delay(answer.BodyDelay, stop);
                await stream.WriteAsync(answer.Body, stop);
            }

            if (answer.Closes)
            {
                return;
            }
        }
    }

    private async Task<RawRequest?> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 4 || !bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stop) == 0)
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
        await stream.ReadExactlyAsync(body, stop);
        return new RawRequest(lines[0][..^" HTTP/1.1".Length], headers, body);
    }
}
