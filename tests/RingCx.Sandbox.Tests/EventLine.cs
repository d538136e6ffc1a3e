using System.Net.WebSockets;

namespace RingCx.Sandbox.Tests;

/// <summary>A bench with a way to its events, in process or over a real connection.</summary>
public sealed class EventLine : IDisposable
{
    private readonly SandboxServer? _server;

    public EventLine(bool overHttp, SandboxOptions? options = null)
    {
        Bench = Bench.OnPlatform(options ?? new SandboxOptions { Live = false, ExchangesPerMinute = 100 });
        _server = overHttp ? SandboxServer.Start(Bench.Engine) : null;
    }

    public Bench Bench { get; }

    public SandboxEngine Engine => Bench.Engine;

    public SandboxServer Server => _server!;

    /// <summary>The address of a new connection, with a token that is good for one.</summary>
    public async Task<Uri> AddressAsync(string? recoveryToken = null)
    {
        var reply = await Bench.JsonAsync("POST", "/restapi/oauth/wstoken");
        Assert.Equal(200, reply.Status);
        var root = _server is null ? reply.Field("uri") : "ws://127.0.0.1:" + _server.Uri.Port + "/ws";
        return new Uri(root + "?access_token=" + reply.Field("ws_access_token") + (recoveryToken is null ? "" : "&wsc=" + recoveryToken));
    }

    public async Task<EventClient> ConnectAsync(string? recoveryToken = null)
    {
        return new EventClient(await OpenAsync(await AddressAsync(recoveryToken)));
    }

    public async Task<WebSocket> OpenAsync(Uri address)
    {
        if (_server is null)
        {
            return await Engine.ConnectWebSocketAsync(address);
        }

        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, default);
        return socket;
    }

    /// <summary>Connects and subscribes to these filters; what the service says to it has been read.</summary>
    public async Task<EventClient> SubscribeAsync(params string[] filters)
    {
        var client = await ConnectAsync();
        Assert.Equal("ConnectionDetails", (await client.ReadAsync()).Type);
        var answer = await client.SubscribeAsync(filters);
        Assert.Equal(200, answer.Status);
        return client;
    }

    public void Dispose()
    {
        _server?.Dispose();
    }
}
