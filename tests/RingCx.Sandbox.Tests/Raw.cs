using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RingCx.Sandbox.Tests;

/// <summary>A bare connection, for what no HTTP client would send. Reads give up after 20 seconds.</summary>
public sealed class Raw : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));

    private Raw()
    {
    }

    public static async Task<Raw> ConnectAsync(SandboxServer server)
    {
        var raw = new Raw();
        await raw._client.ConnectAsync(IPAddress.Loopback, server.Uri.Port);
        return raw;
    }

    public async Task WriteAsync(string text)
    {
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), _deadline.Token);
    }

    /// <summary>One answer: its head, and as much of a body as the head announces.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append(await ReadByteAsync());
        }

        const string name = "Content-Length: ";
        var head = text.ToString();
        var start = head.IndexOf(name, StringComparison.Ordinal);
        if (start >= 0)
        {
            var digits = head[(start + name.Length)..head.IndexOf('\r', start)];
            for (var left = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture); left > 0; left--)
            {
                text.Append(await ReadByteAsync());
            }
        }

        return text.ToString();
    }

    /// <summary>Everything up to an orderly end of the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        await _client.GetStream().CopyToAsync(all, _deadline.Token);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Everything up to the end of the connection, orderly or not.</summary>
    public async Task<string> ReadUntilClosedAsync()
    {
        try
        {
            return await ReadToEndAsync();
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            return "";
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _deadline.Dispose();
    }

    private async Task<char> ReadByteAsync()
    {
        var one = new byte[1];
        await _client.GetStream().ReadExactlyAsync(one, _deadline.Token);
        return (char)one[0];
    }
}
