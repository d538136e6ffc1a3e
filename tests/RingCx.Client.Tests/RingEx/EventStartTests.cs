using System.Net.WebSockets;
using RingCx.Client.Events;
using RingCx.Client.Json;

namespace RingCx.Client.Tests.RingEx;

public class EventStartTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>Where a start may be when somebody gives up.</summary>
    public static readonly TheoryData<string> Stages = ["token", "connection", "greeting", "request", "subscription", "pause"];

    [Theory]
    [InlineData("Error", 403, FailureKind.PermissionDenied)]
    [InlineData("ClientRequest", 403, FailureKind.PermissionDenied)]
    [InlineData("Error", 400, FailureKind.ServiceError)]
    [InlineData("ClientRequest", 401, FailureKind.ServiceError)]
    [InlineData("ClientRequest", 503, FailureKind.ServiceError)]
    public async Task Fails_at_once_where_the_subscription_is_refused(string type, int status, FailureKind kind)
    {
        using var bench = new EventBench
        {
            SubscriptionAnswer = $$$"""[{"type":"{{{type}}}","messageId":"{0}","status":{{{status}}}},{"errorCode":"InsufficientPermissions","message":"[x] {{{EventBench.Secret}}}"}]""",
        };
        var failure = await FailAsync(bench, kind);
        Assert.Equal("InsufficientPermissions", failure.ServiceErrorCode);
        Assert.True(Assert.Single(bench.Sockets).IsDisposed);
    }

    [Fact]
    public async Task Treats_an_error_that_names_no_request_as_the_answer()
    {
        using var bench = new EventBench { SubscriptionAnswer = """[{"type":"Error","status":400},{"errorCode":"CMN-101"}]""" };
        Assert.Equal("CMN-101", (await FailAsync(bench, FailureKind.ServiceError)).ServiceErrorCode);
    }

    [Theory]
    [InlineData(FailureKind.AuthenticationFailed)]
    [InlineData(FailureKind.PermissionDenied)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.ServiceError)]
    [InlineData(FailureKind.Closed)]
    public async Task Fails_as_the_call_for_a_token_does(FailureKind kind)
    {
        var fault = new RingCxException(kind, "No.");
        using var bench = new EventBench { TokenFault = n => n == 1 ? fault : null };
        Assert.Same(fault, await FailAsync(bench, kind));
        Assert.Empty(bench.Addresses);
        await bench.StartAsync();
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Treats_an_unrequested_cancellation_as_the_end_of_the_client()
    {
        using var bench = new EventBench { TokenFault = static _ => new OperationCanceledException() };
        await FailAsync(bench, FailureKind.Closed);
    }

    [Theory]
    [InlineData("not reached")]
    [InlineData("broken")]
    [InlineData("network")]
    [InlineData("greeting")]
    [InlineData("refused")]
    [InlineData("subscription")]
    [InlineData("farewell")]
    public async Task Fails_after_the_limit_of_tries_where_no_connection_can_be_made(string fault)
    {
        using var bench = new EventBench(static o => o.RetryTimeout = TimeSpan.FromHours(1));
        var text = "wss://ws.example.com/ws?access_token=" + EventBench.Secret;
        switch (fault)
        {
            case "not reached":
                bench.ConnectFault = static _ => new RingCxException(FailureKind.ServiceError, "The service could not be reached.");
                break;
            case "broken":
                bench.ConnectFault = _ => new WebSocketException(text);
                break;
            case "network":
                bench.ConnectFault = _ => new IOException(text, new HttpRequestException(text));
                break;
            case "greeting":
                bench.Greets = false;
                break;
            case "refused":
                bench.Greets = false;
                bench.OnConnected = s => s.Say("""[{"type":"Error","messageId":"1","status":401},{"errorCode":"OAU-213"}]""");
                break;
            case "subscription":
                bench.SubscriptionAnswer = null;
                break;
            case "farewell":
                bench.SubscriptionAnswer = """[{"type":"Error","messageId":"x"},{"errorCode":"WSG-903"}]""";
                break;
        }

        var failure = await FailAsync(bench, FailureKind.ServiceError);
        Assert.Contains("It was tried 7 times.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(7, bench.TokensGiven);
        Assert.Equal([0.5, 1, 2, 4, 8, 15], bench.Progress.Events.Select(static e => e.Delay.TotalSeconds));
        Assert.All(bench.Sockets, static s => Assert.True(s.IsDisposed));
    }

    [Fact]
    public async Task Fails_after_the_limit_of_time()
    {
        using var bench = new EventBench(static o => o.MaximumRetryCount = 1000) { Greets = false };
        await FailAsync(bench, FailureKind.ServiceError);
        Assert.InRange(bench.Clock.Elapsed, TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(3.5));
    }

    [Fact]
    public async Task Says_nothing_of_tries_where_there_was_one()
    {
        using var bench = new EventBench(static o => o.MaximumRetryCount = 0) { ConnectFault = static _ => new WebSocketException() };
        Assert.Equal("No connection to RingEX's events. The connection could not be made. Try again later.", (await FailAsync(bench, FailureKind.ServiceError)).Message);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Ends_at_once_when_it_is_cancelled(string stage)
    {
        using var bench = new EventBench();
        using var cancellation = new CancellationTokenSource();
        Stop(bench, stage);
        var starting = Task.Run(() => bench.Reader.StartAsync(bench.Progress, cancellation.Token));
        await bench.Clock.SettleAsync();
        Assert.False(starting.IsCompleted);
        await cancellation.CancelAsync();
        await bench.Clock.SettleAsync();
        Assert.True(starting.IsCanceled);
        Assert.All(bench.Sockets, static s => Assert.True(s.IsDisposed));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Ends_at_once_when_the_reader_is_disposed_of(string stage)
    {
        using var bench = new EventBench();
        Stop(bench, stage);
        var reading = bench.BeginRead();
        await bench.Clock.SettleAsync();
        Assert.False(reading.IsCompleted);
        bench.Reader.Dispose();
        await bench.Clock.SettleAsync();
        Assert.Null(await reading);
        Assert.All(bench.Sockets, static s => Assert.True(s.IsDisposed));
        await FailAsync(bench, FailureKind.Closed);
        Assert.Null(await bench.ReadAsync());
    }

    [Fact]
    public async Task Begins_anew_after_a_cancellation()
    {
        var gate = new TaskCompletionSource();
        using var bench = new EventBench { ConnectGate = gate.Task };
        using var cancellation = new CancellationTokenSource();
        var reading = bench.BeginRead(cancellation.Token);
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        // The connection that comes after all is not left open.
        gate.SetResult();
        await bench.Clock.SettleAsync();
        Assert.True(Assert.Single(bench.Sockets).IsDisposed);
        await bench.StartAsync();
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
    }

    [Theory]
    [InlineData("wss://ws.example.com/ws", "wss://ws.example.com/ws?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("wss://ws.example.com:8443/ws?region=us&x=%20", "wss://ws.example.com:8443/ws?region=us&x=%20&access_token=t%2B%26&wsc=w%3D")]
    [InlineData("wss://ws.example.com", "wss://ws.example.com/?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("wss://user:word@ws.example.com/ws?#part", "wss://ws.example.com/ws?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("ws://127.0.0.1:5000/ws", "ws://127.0.0.1:5000/ws?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("ws://localhost/ws", "ws://localhost/ws?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("ws://[::1]:5000/ws", "ws://[::1]:5000/ws?access_token=t%2B%26&wsc=w%3D")]
    [InlineData("ws://sandbox.invalid/ws", "ws://sandbox.invalid/ws?access_token=t%2B%26&wsc=w%3D")]
    public void Connects_where_no_other_process_listens(string address, string expected) =>
        Assert.Equal(expected, EventAddress.Of(new WebSocketTokenAnswer { Uri = address, AccessToken = "t+&" }, "w=").AbsoluteUri);

    [Theory]
    [InlineData("ws://ws.example.com/ws")]
    [InlineData("ws://127.0.0.1.example.com/ws")]
    [InlineData("ws://localhost@ws.example.com/ws")]
    [InlineData("ws://sandbox.invalid.example.com/ws")]
    [InlineData("ws://10.0.0.1/ws")]
    [InlineData("http://127.0.0.1/ws")]
    [InlineData("https://ws.example.com/ws")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/ws")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Connects_nowhere_else(string? address)
    {
        using var bench = new EventBench { Address = address };
        await FailAsync(bench, FailureKind.BadResponse);
        Assert.Empty(bench.Addresses);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Connects_nowhere_without_a_token(string? token)
    {
        foreach (var answer in new[] { null, new WebSocketTokenAnswer { Uri = "wss://ws.example.com", AccessToken = token } })
        {
            Assert.Equal(FailureKind.BadResponse, Assert.Throws<RingCxException>(() => EventAddress.Of(answer, null)).Kind);
        }
    }

    private static async Task<RingCxException> FailAsync(EventBench bench, FailureKind kind)
    {
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.StartAsync());
        Assert.Equal(kind, failure.Kind);
        EventBench.AssertHidden(failure.ToString());
        return failure;
    }

    private static void Stop(EventBench bench, string stage)
    {
        switch (stage)
        {
            case "token":
                bench.TokenGate = Never;
                break;
            case "connection":
                bench.ConnectGate = Never;
                break;
            case "greeting":
                bench.Greets = false;
                break;
            case "request":
                bench.OnConnected = static s => s.SendGate = Never;
                break;
            case "subscription":
                bench.SubscriptionAnswer = null;
                break;
            case "pause":
                bench.ConnectFault = static _ => new WebSocketException();
                break;
        }
    }
}
