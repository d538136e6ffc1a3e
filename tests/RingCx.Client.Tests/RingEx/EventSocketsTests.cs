using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using RingCx.Client.Events;
using RingCx.Client.Json;

namespace RingCx.Client.Tests.RingEx;

public sealed class EventSocketsTests : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _port = FreePort();
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventSocketsTests()
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
    }

    private Uri Address => new($"ws://127.0.0.1:{_port}/ws?access_token={Uri.EscapeDataString(EventBench.Secret)}");

    [Fact]
    public async Task Connect_a_reader_to_a_service()
    {
        var serving = ServeAsync();
        var options = new RingCxClientOptions(Support.SignInMethods.RingCentralToken());
        var token = new WebSocketTokenAnswer { Uri = $"ws://127.0.0.1:{_port}/ws", AccessToken = EventBench.Secret };
        using (var reader = new TelephonyEventReader([EventBench.Filter], (_, _) => Task.FromResult(token), static (address, cancellationToken) => EventSockets.ConnectAsync(address, ProxySettings.OfEnvironment, cancellationToken), options))
        {
            // A read that is cancelled does not cost the connection.
            await reader.StartAsync(null, default);
            using var cancellation = new CancellationTokenSource();
            var reading = reader.ReadAsync(null, cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            _goOn.SetResult();
            Assert.Equal("1", (await reader.ReadAsync(null, default))!.Event!.SessionId);
        }

        Assert.Equal($"{EventBench.Secret} NormalClosure", await serving.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Say_nothing_of_the_address_where_the_service_does_not_take_them()
    {
        var answering = AnswerAsync(HttpStatusCode.Forbidden);
        await FailAsync(Address, "The service of events did not accept the connection.");
        await answering;
    }

    [Fact]
    public async Task Say_nothing_of_the_address_where_nobody_listens()
    {
        _listener.Stop();
        await FailAsync(Address, "The service of events could not be reached.");
        await FailAsync(new Uri($"wss://nobody.invalid/ws?access_token={EventBench.Secret}"), "The service of events could not be reached.");
    }

    [Fact]
    public async Task Say_where_the_other_side_speaks_no_tls() =>
        await FailAsync(new UriBuilder(Address) { Scheme = "wss" }.Uri, null);

    [Fact]
    public async Task Are_given_up_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        var connecting = EventSockets.ConnectAsync(Address, ProxySettings.OfEnvironment, cancellation.Token);
        var request = await _listener.GetContextAsync();
        Assert.False(connecting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        request.Response.Abort();
    }

    public void Dispose() => _listener.Close();

    private static async Task FailAsync(Uri address, string? message)
    {
        var failure = await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(address, ProxySettings.OfEnvironment, default));
        Assert.Equal(FailureKind.ServiceError, failure.Kind);
        Assert.Equal(message ?? failure.Message, failure.Message);
        Assert.Null(failure.InnerException);
        EventBench.AssertHidden(failure.ToString());
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task AnswerAsync(HttpStatusCode status)
    {
        var context = await _listener.GetContextAsync();
        context.Response.StatusCode = (int)status;
        context.Response.Close();
    }

    // The token that came and how the connection was closed.
    private async Task<string> ServeAsync()
    {
        var context = await _listener.GetContextAsync();
        var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
        await SayAsync(socket, """[{"type":"ConnectionDetails","status":200},{}]""");
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), default);
        using var request = System.Text.Json.JsonDocument.Parse(buffer.AsMemory(0, received.Count));
        await SayAsync(socket, $$"""[{"type":"ClientRequest","messageId":"{{request.RootElement[0].GetProperty("messageId")}}","status":200},{}]""");
        await _goOn.Task;
        await SayAsync(socket, """[{"type":"ServerNotification"},{"event":"/restapi/v1.0/account/1/telephony/sessions","body":{"sessionId":"1"}}]""");
        while ((await socket.ReceiveAsync(buffer.AsMemory(), default)).MessageType != WebSocketMessageType.Close)
        {
        }

        return $"{context.Request.QueryString["access_token"]} {socket.CloseStatus}";
    }

    private static Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
}
