using System.Net.Sockets;
using System.Net.WebSockets;
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

        Assert.Equal($"{EventBench.Secret} NormalClosure", await serving.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(200, "proxy or a firewall")]
    [InlineData(302, "proxy or a firewall")]
    [InlineData(400, "proxy or a firewall")]
    [InlineData(401, "WebSocketsSubscription")]
    [InlineData(403, "WebSocketsSubscription")]
    [InlineData(404, "proxy or a firewall")]
    [InlineData(407, "-ProxyCredential")]
    [InlineData(429, "busy")]
    [InlineData(502, "busy")]
    [InlineData(503, "busy")]
    public async Task Name_the_status_of_a_refusal_and_what_to_check_but_not_the_address(int status, string advice)
    {
        var answering = AnswerAsync((HttpStatusCode)status);
        var failure = await FailAsync(Address, null);
        Assert.StartsWith($"The service of events refused the connection ({status}). ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        await answering;
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden", "refused to connect to it (403)")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required", "asks for other credentials (407)")]
    [InlineData("HTTP/1.1 502 Bad Gateway", "refused to connect to it (502)")]
    public async Task Name_a_proxy_that_makes_no_connection(string answer, string said)
    {
        using var proxy = Support.ScriptedPort.Saying(answer + "\r\nContent-Length: 0\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
        var settings = new ProxySettings(new Uri($"http://127.0.0.1:{proxy.Port}/"), null);
        var failure = await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(new Uri($"wss://events.example/ws?access_token={EventBench.Secret}"), settings, default));
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        EventBench.AssertHidden(failure.ToString());
    }

    [Fact]
    public async Task Do_not_reveal_the_address_if_nothing_listens_there()
    {
        _listener.Stop();
        Assert.StartsWith("The service of events could not be reached: the connection was refused", (await FailAsync(Address, null)).Message, StringComparison.Ordinal);
        var unknown = await FailAsync(new Uri($"wss://nobody.invalid/ws?access_token={EventBench.Secret}"), null);
        Assert.StartsWith("The service of events could not be reached: its name could not be resolved", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_where_the_other_side_speaks_no_tls() =>
        await FailAsync(new UriBuilder(Address) { Scheme = "wss" }.Uri, null);

    [Fact]
    public async Task Are_cancelled_at_once()
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

    private static async Task<RingCxException> FailAsync(Uri address, string? message)
    {
        var failure = await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(address, ProxySettings.OfEnvironment, default));
        Assert.Equal(FailureKind.ServiceError, failure.Kind);
        Assert.Equal(message ?? failure.Message, failure.Message);
        Assert.Null(failure.InnerException);
        EventBench.AssertHidden(failure.ToString());
        return failure;
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
