using System.Net.WebSockets;
using RingCx.Client.Events;

namespace RingCx.Client.Tests.RingEx;

public class EventMessageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("[1,2]")]
    [InlineData("[{}]")]
    [InlineData("[{},{}")]
    [InlineData("""[{"type":null}]""")]
    [InlineData("""[{"type":{},"messageId":[],"status":{},"wsc":null}]""")]
    [InlineData("""[{"type":"Weather"},{"weather":"fine"}]""")]
    [InlineData("""[{"type":"ServerNotification"}]""")]
    [InlineData("""[{"type":"ServerNotification"},null]""")]
    [InlineData("""[{"type":"ServerNotification"},[]]""")]
    [InlineData("""[{"type":"ServerNotification"},{}]""")]
    [InlineData("""[{"type":"ServerNotification"},{"event":"/restapi/v1.0/account/1/extension/2/message-store","body":{"changes":[]}}]""")]
    [InlineData("""[{"type":"ServerNotification"},{"event":"/restapi/v1.0/account/1/extension/2/telephony/sessions/more","body":{}}]""")]
    [InlineData("""[{"type":"Error","messageId":"of something else","status":500},{"errorCode":"CMN-211"}]""")]
    [InlineData("""[{"type":"Error"}]""")]
    [InlineData("""[{"type":"ClientRequest","messageId":"of something else","status":200},{"id":"sub-1"}]""")]
    [InlineData("""[{"type":"Heartbeat","messageId":"x"}]""")]
    [InlineData("""[{"type":"ConnectionDetails"},{"recoveryState":"Successful"}]""")]
    public async Task Skips_what_is_not_an_event(string text)
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.Say(text);
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
        Assert.Single(bench.Sockets);
    }

    [Fact]
    public async Task Skips_what_is_not_text()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.SayPieces(WebSocketMessageType.Binary, Encoding.UTF8.GetBytes(bench.Event()));
        bench.Socket.SayPieces(WebSocketMessageType.Binary, new byte[70_000], [], new byte[70_000]);
        bench.Socket.SayPieces(WebSocketMessageType.Text, [(byte)'[', (byte)'{', (byte)'"', 0xFF, 0xC0, (byte)'"', (byte)':', (byte)'"', 0xFF, (byte)'"', (byte)'}', (byte)']']);
        bench.SayEvents(1);
        Assert.Equal("2", await bench.ReadAllAsync());
        Assert.Single(bench.Sockets);
    }

    [Fact]
    public async Task Reassembles_what_arrives_in_pieces()
    {
        using var bench = await EventBench.StartedAsync();
        foreach (var size in new[] { 1, 7, 300, 5000 })
        {
            bench.Socket.SayPieces(WebSocketMessageType.Text, [.. Encoding.UTF8.GetBytes(bench.Event()).Chunk(size), []]);
        }

        Assert.Equal("1 2 3 4", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Takes_a_large_message()
    {
        using var bench = await EventBench.StartedAsync();
        var text = bench.Event();
        bench.Socket.Say(text + new string(' ', EventConnection.LargestMessage - Encoding.UTF8.GetByteCount(text)));
        bench.SayEvents(1);
        Assert.Equal("1 2", await bench.ReadAllAsync());
        Assert.Single(bench.Sockets);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"sequence":"three"}""")]
    [InlineData("""{"sequence":99999999999999999999}""")]
    [InlineData("""{"parties":{}}""")]
    public async Task Tells_of_an_event_that_cannot_be_read(string body)
    {
        using var bench = await EventBench.StartedAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));
        bench.Socket.Say(bench.Event(body: body));
        bench.SayEvents(1);
        var item = (await bench.ReadAsync())!;
        Assert.Equal((item.ReceivedAt, item.ReceivedAt), (item.Gap!.From, item.Gap.To));
        Assert.Equal("2", await bench.ReadAllAsync());
    }

    [Theory]
    [InlineData("""[{"type":"ServerNotification","messageId":7},{"event":"/restapi/v1.0/account/1/telephony/sessions?direction=Inbound","body":{"sessionId":1}}]""")]
    [InlineData("""[{"type":"ServerNotification","status":"none"},{"event":"/restapi/v1.0/account/1/telephony/sessions","timestamp":"yesterday","uuid":5,"body":{"sessionId":"1"}},{"more":1}]""")]
    [InlineData("""[{"type":"ServerNotification","wsc":{}},{"event":"/restapi/v1.0/account/1/telephony/sessions","body":{"sessionId":"1","weather":"fine","eventTime":5}}]""")]
    public async Task Reads_an_event_that_differs_from_the_documents(string text)
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.Say(text);
        Assert.Equal("1", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Takes_answers_in_any_order()
    {
        using var bench = new EventBench();
        var answer = bench.SubscriptionAnswer;
        bench.SubscriptionAnswer = null;
        bench.Greets = false;
        bench.OnConnected = socket =>
        {
            socket.Say("""[{"type":"Heartbeat","messageId":"x"}]""");
            socket.Say(bench.Event());
            socket.Say("""[{"type":"ConnectionDetails","status":200},null]""");
            socket.Say("""[{"type":"ClientRequest","messageId":"of something else","status":500},{}]""");
            socket.Say("""[{"type":"Error","messageId":"of something else","status":500},{}]""");
            socket.Say(bench.Event());
        };
        var starting = Task.Run(() => bench.Reader.StartAsync(null, default));
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(25));
        Assert.False(starting.IsCompleted);
        using var request = System.Text.Json.JsonDocument.Parse(bench.Socket.Sent[0]);
        var id = request.RootElement[0].GetProperty("messageId").GetString()!;
        bench.Socket.Say(answer!.Replace("{0}", id.ToUpperInvariant(), StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal));
        bench.SayEvents(1);
        await bench.Clock.SettleAsync();
        Assert.Equal("1 2 3", await bench.ReadAllAsync());
        Assert.True(starting.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Ignores_values_of_the_service_that_make_no_sense()
    {
        foreach (var details in new[] { "\"recoveryTimeout\":-5,\"recoveryBufferSize\":0", "\"recoveryTimeout\":1e300,\"recoveryBufferSize\":1e300", "\"recoveryTimeout\":\"NaN\"", "\"recoveryTimeout\":null" })
        {
            using var bench = new EventBench { Details = details };
            await bench.StartAsync();
            await bench.DropAsync();
            Assert.NotNull(bench.Parameter(1, "wsc"));
        }
    }
}
