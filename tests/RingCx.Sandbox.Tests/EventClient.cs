using System.Net.WebSockets;
using System.Text;

namespace RingCx.Sandbox.Tests;

/// <summary>A client of the event service. Reads give up after 20 seconds.</summary>
public sealed class EventClient(WebSocket socket) : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private readonly byte[] _buffer = new byte[65_536];

    public WebSocket Socket => socket;

    public Task SendAsync(string text)
    {
        return socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _deadline.Token);
    }

    public async Task<EventMessage> ReadAsync()
    {
        return await TryReadAsync() ?? throw new EndOfStreamException("The service has closed the connection.");
    }

    /// <summary>The next message; null when the service closes the connection instead.</summary>
    public async Task<EventMessage?> TryReadAsync()
    {
        using var text = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer, _deadline.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(_buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return new EventMessage(JsonDocument.Parse(text.ToArray()).RootElement);
            }
        }
    }

    public async Task<EventMessage> SubscribeAsync(params string[] filters)
    {
        var list = string.Join(',', filters.Select(filter => "\"" + filter + "\""));
        return await RequestAsync("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[" + list + "],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}");
    }

    /// <summary>Sends a request and reads the answer to it.</summary>
    public async Task<EventMessage> RequestAsync(string method, string path, string body)
    {
        var id = Guid.NewGuid().ToString();
        await SendAsync("[{\"type\":\"ClientRequest\",\"messageId\":\"" + id + "\",\"method\":\"" + method + "\",\"path\":\"" + path + "\"}," + body + "]");
        var answer = await ReadAsync();
        Assert.Equal(id, answer.Id);
        return answer;
    }

    public async Task HeartbeatAsync()
    {
        await SendAsync("[{\"type\":\"Heartbeat\",\"messageId\":\"beat-1\"}]");
        var echo = await ReadAsync();
        Assert.Equal("{\"type\":\"Heartbeat\",\"messageId\":\"beat-1\"}", echo.Meta.GetRawText());
    }

    /// <summary>Waits for the connection to break off without a word.</summary>
    public async Task ReadToBreakAsync()
    {
        await Assert.ThrowsAnyAsync<WebSocketException>(() => TryReadAsync());
    }

    public void Dispose()
    {
        socket.Dispose();
        _deadline.Dispose();
    }
}
