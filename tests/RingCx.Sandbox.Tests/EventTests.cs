using System.Net.WebSockets;

namespace RingCx.Sandbox.Tests;

public sealed class EventTests
{
    private const string OfAccount = "/restapi/v1.0/account/~/telephony/sessions";

    private const string OfExtension = "/restapi/v1.0/account/~/extension/~/telephony/sessions";

    public static TheoryData<bool> Transports => [false, true];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connection_begins_with_its_details(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.ConnectAsync();

        var details = await client.ReadAsync();

        Assert.Equal("ConnectionDetails", details.Type);
        Assert.Equal(200, details.Status);
        Assert.Equal(1, details.Sequence);
        Assert.NotEmpty(details.Token);
        Assert.Equal(
            "{\"creationTime\":\"2026-05-08T14:40:44.000+0000\",\"maxConnectionsPerSession\":50,\"recoveryBufferSize\":100,\"recoveryTimeout\":180,\"idleTimeout\":1800,\"absoluteTimeout\":86400,\"maxActiveRequests\":10}",
            details.Body.GetRawText());
        await client.HeartbeatAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Subscriber_of_the_account_hears_of_every_session(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        var answer = await client.SubscribeAsync(OfAccount);
        var paco = line.Engine.Extensions[2];
        var id = line.Engine.AddTelephonySession(paco.ExtensionId, isAnswered: false);

        Assert.Equal("ClientRequest", answer.Type);
        Assert.Equal("Active", answer.Body.GetProperty("status").GetString());
        Assert.Equal("/restapi/v1.0/account/" + SandboxEngine.TelephonyAccountId + "/telephony/sessions", Assert.Single(answer.Body.GetProperty("eventFilters").EnumerateArray()).GetString());
        var setup = await client.ReadAsync();
        var proceeding = await client.ReadAsync();
        Assert.Equal("ServerNotification", setup.Type);
        Assert.Equal(setup.Id, setup.Body.GetProperty("uuid").GetString());
        Assert.Equal(answer.Body.GetProperty("id").GetString(), setup.Body.GetProperty("subscriptionId").GetString());
        Assert.Equal("400415005001", setup.Body.GetProperty("ownerId").GetString());
        Assert.Equal(id, setup.TelephonySessionId);
        Assert.Equal(["Setup", "Setup"], setup.Parties.EnumerateArray().Select(StatusOf));
        Assert.Equal(["Proceeding", "Proceeding"], proceeding.Parties.EnumerateArray().Select(StatusOf));
        Assert.Equal([1, 2], new[] { setup, proceeding }.Select(message => message.Body.GetProperty("body").GetProperty("sequence").GetInt32()));
        Assert.Equal(setup.Sequence + 1, proceeding.Sequence);
        var party = proceeding.Parties[1];
        Assert.Equal(paco.ExtensionId, party.GetProperty("extensionId").GetString());
        Assert.False(party.GetProperty("status").GetProperty("rcc").GetBoolean());
        Assert.False(party.GetProperty("missedCall").GetBoolean());
        Assert.Equal("{}", party.GetProperty("park").GetRawText());
        Assert.False(proceeding.Parties[0].TryGetProperty("extensionId", out _));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Subscriber_of_an_extension_hears_of_its_parties_alone(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.SubscribeAsync(OfExtension);

        line.Engine.AddTelephonySession(line.Engine.Extensions[2].ExtensionId);
        var own = line.Engine.AddTelephonySession(line.Engine.Extensions[0].ExtensionId);

        var heard = await client.ReadAsync();
        Assert.Equal(own, heard.TelephonySessionId);
        Assert.Equal("/restapi/v1.0/account/400415005000/extension/400415005001/telephony/sessions", heard.Body.GetProperty("event").GetString());
        Assert.Equal("400415005001", Assert.Single(heard.Parties.EnumerateArray()).GetProperty("extensionId").GetString());
    }

    [Fact]
    public async Task Control_of_a_call_makes_an_event()
    {
        using var line = new EventLine(false);
        using var client = await line.SubscribeAsync(OfAccount);
        var session = line.Engine.TelephonySessions[0];
        var party = "/restapi/v1.0/account/~/telephony/sessions/" + session.TelephonySessionId + "/parties/" + session.Parties[1].PartyId;

        await line.Bench.JsonAsync("POST", party + "/hold");
        await line.Bench.JsonAsync("POST", party + "/recordings");
        await line.Bench.JsonAsync("DELETE", "/restapi/v1.0/account/~/telephony/sessions/" + session.TelephonySessionId);

        Assert.Equal("Hold", StatusOf(Assert.Single((await client.ReadAsync()).Parties.EnumerateArray())));
        Assert.True((await client.ReadAsync()).Parties[0].GetProperty("recordings")[0].GetProperty("active").GetBoolean());
        var end = (await client.ReadAsync()).Parties;
        Assert.Equal(["Disconnected", "Disconnected"], end.EnumerateArray().Select(StatusOf));
        Assert.Equal("CallDropped", end[0].GetProperty("status").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task World_tells_of_itself_as_the_clock_moves()
    {
        using var line = new EventLine(false, new SandboxOptions());
        using var client = await line.SubscribeAsync(OfAccount);

        line.Bench.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("ServerNotification", (await client.ReadAsync()).Type);
    }

    [Fact]
    public async Task Second_subscription_takes_the_place_of_the_first()
    {
        using var line = new EventLine(false);
        using var client = await line.SubscribeAsync(OfAccount);
        await client.SubscribeAsync(OfExtension);

        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[1].TelephonySessionId);
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);

        Assert.Contains("/extension/", (await client.ReadAsync()).Body.GetProperty("event").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_filters_give_two_events()
    {
        using var line = new EventLine(false);
        using var client = await line.SubscribeAsync(OfAccount, OfExtension);

        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);

        Assert.Equal(2, (await client.ReadAsync()).Parties.GetArrayLength());
        Assert.Equal(1, (await client.ReadAsync()).Parties.GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task What_was_sent_and_did_not_come_is_sent_again(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var first = await line.SubscribeAsync(OfAccount);
        string[] ended = [.. line.Engine.TelephonySessions.Take(3).Select(session => session.TelephonySessionId)];
        var tokens = new List<string>();
        foreach (var id in ended)
        {
            line.Engine.EndTelephonySession(id);
            // Sent, for it is here; a client that has broken off with an older token has not seen it.
            tokens.Add((await first.ReadAsync()).Token);
        }

        line.Engine.DropWebSockets();
        using var second = await line.ConnectAsync(tokens[0]);

        Assert.Equal("Successful", (await second.ReadAsync()).RecoveryState);
        Assert.Equal(ended[1], (await second.ReadAsync()).TelephonySessionId);
        Assert.Equal(ended[2], (await second.ReadAsync()).TelephonySessionId);
    }

    [Fact]
    public async Task Request_of_an_official_client_is_answered_by_its_id()
    {
        using var line = new EventLine(false);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();
        const string Body = """{"deliveryMode":{"transportType":"WebSocket"},"eventFilters":["/restapi/v1.0/account/~/telephony/sessions"]}""";

        await client.SendAsync("""[{"type":"ClientRequest","messageId":"a/1","method":"POST","path":"/restapi/v1.0/subscription","headers":{"X-User-Agent":"x"}},""" + Body + "]");
        var made = await client.ReadAsync();
        Assert.Equal(("a/1", 200), (made.Id, made.Status));
        var path = "/restapi/v1.0/subscription/" + made.Body.GetProperty("id").GetString();
        await client.SendAsync("""[{"type":"ClientRequest","messageId":"a/2","method":"PUT","path":"PATH"},BODY]""".Replace("PATH", path, StringComparison.Ordinal).Replace("BODY", Body, StringComparison.Ordinal));
        var renewed = await client.ReadAsync();
        Assert.Equal(("a/2", made.Body.GetProperty("id").GetString()), (renewed.Id, renewed.Body.GetProperty("id").GetString()));
        await client.SendAsync("""[{"type":"ClientRequest","messageId":"a/3","method":"POST","path":"/restapi/v1.0/subscription","unheardOf":1}]""");
        Assert.Equal("a/3", (await client.ReadAsync()).Id);
        await client.SendAsync("""[{"type":"ClientRequest","messageId":"a/4","method":"DELETE","path":"PATH"}]""".Replace("PATH", path, StringComparison.Ordinal));
        Assert.Equal(204, (await client.ReadAsync()).Status);
        await client.SendAsync("""[{"type":"ClientRequest","messageId":"a/5","method":"DELETE","path":"PATH"}]""".Replace("PATH", path, StringComparison.Ordinal));
        Assert.Equal(404, (await client.ReadAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Dropped_session_is_recovered_with_what_it_missed(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var first = await line.SubscribeAsync(OfAccount);
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);
        var token = (await first.ReadAsync()).Token;

        line.Engine.DropWebSockets();
        await first.ReadToBreakAsync();
        string[] missed = [.. line.Engine.TelephonySessions.Take(3).Select(session => session.TelephonySessionId)];
        foreach (var id in missed)
        {
            line.Engine.EndTelephonySession(id);
        }

        line.Bench.Clock.Advance(TimeSpan.FromSeconds(180));
        using var second = await line.ConnectAsync(token);

        var details = await second.ReadAsync();
        Assert.Equal("Successful", details.RecoveryState);
        Assert.False(details.Body.TryGetProperty("recoveryErrorCode", out _));
        foreach (var id in missed)
        {
            Assert.Equal(id, (await second.ReadAsync()).TelephonySessionId);
        }

        // The subscription lives on.
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);
        Assert.Equal("ServerNotification", (await second.ReadAsync()).Type);
    }

    [Theory]
    [InlineData("late")]
    [InlineData("forgotten")]
    [InlineData("closed")]
    [InlineData("unknown")]
    public async Task Session_that_cannot_be_recovered_begins_anew(string why)
    {
        using var line = new EventLine(false);
        using var first = await line.ConnectAsync();
        var token = (await first.ReadAsync()).Token;
        await first.SubscribeAsync(OfAccount);
        if (why == "closed")
        {
            await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        else
        {
            line.Engine.DropWebSockets();
        }

        line.Bench.Clock.Advance(TimeSpan.FromSeconds(why == "late" ? 181 : 1));
        if (why == "forgotten")
        {
            line.Engine.ForgetWebSocketSessions();
        }

        using var second = await line.ConnectAsync(why == "unknown" ? "G86G3HLB9HJH45MU7D" : token);
        var details = await second.ReadAsync();

        Assert.Equal("Failed", details.RecoveryState);
        Assert.NotEmpty(details.Body.GetProperty("recoveryErrorCode").GetString()!);
        Assert.Equal(1, details.Sequence);
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);
        await second.HeartbeatAsync();
        Assert.Equal(200, (await second.SubscribeAsync(OfAccount)).Status);
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);
        Assert.Equal("ServerNotification", (await second.ReadAsync()).Type);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Client_that_disconnected_without_closing_can_come_back(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        var first = await line.ConnectAsync();
        var token = (await first.ReadAsync()).Token;
        first.Dispose();

        using var second = await line.ConnectAsync(token);

        Assert.Equal("Successful", (await second.ReadAsync()).RecoveryState);
        await second.HeartbeatAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Long_messages_pass_in_both_directions(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();
        var id = new string('x', 50_000);

        await client.SendAsync("[{\"type\":\"Heartbeat\",\"messageId\":\"" + id + "\"}]");

        Assert.Equal(id, (await client.ReadAsync()).Id);
    }

    [Fact]
    public async Task Message_without_end_ends_the_connection()
    {
        using var line = new EventLine(false);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        await client.SendAsync(new string('x', 1_100_000));

        Assert.Null(await client.TryReadAsync());
    }

    [Fact]
    public async Task Session_that_is_still_connected_can_be_forgotten_too()
    {
        using var line = new EventLine(false);
        using var first = await line.ConnectAsync();
        var token = (await first.ReadAsync()).Token;

        line.Engine.ForgetWebSocketSessions();
        await first.HeartbeatAsync();
        line.Engine.DropWebSockets();

        using var second = await line.ConnectAsync(token);
        Assert.Equal("Failed", (await second.ReadAsync()).RecoveryState);
    }

    [Fact]
    public async Task Session_of_somebody_else_is_not_recovered()
    {
        using var line = new EventLine(false);
        using var first = await line.ConnectAsync();
        var token = (await first.ReadAsync()).Token;
        line.Engine.DropWebSockets();

        await line.Bench.RestrictAsync();
        using var second = await line.ConnectAsync(token);

        Assert.Equal("Failed", (await second.ReadAsync()).RecoveryState);
    }

    [Fact]
    public async Task Recovery_takes_the_place_of_a_connection_that_still_lives()
    {
        using var line = new EventLine(false);
        using var first = await line.SubscribeAsync(OfAccount);
        line.Engine.EndTelephonySession(line.Engine.TelephonySessions[0].TelephonySessionId);
        var token = (await first.ReadAsync()).Token;

        using var second = await line.ConnectAsync(token);

        Assert.Equal("Successful", (await second.ReadAsync()).RecoveryState);
        await first.ReadToBreakAsync();
    }

    [Fact]
    public async Task Of_the_missed_events_the_most_recent_hundred_come()
    {
        using var line = new EventLine(false);
        using var first = await line.ConnectAsync();
        await first.ReadAsync();
        var token = (await first.SubscribeAsync(OfAccount)).Token;
        line.Engine.DropWebSockets();
        string[] added = [.. Enumerable.Range(0, 60).Select(_ => line.Engine.AddTelephonySession(line.Engine.Extensions[2].ExtensionId))];

        using var second = await line.ConnectAsync(token);

        Assert.Equal("Successful", (await second.ReadAsync()).RecoveryState);
        // Each has two: that it began, and that it was answered.
        foreach (var id in added.Skip(10).SelectMany(id => new[] { id, id }))
        {
            Assert.Equal(id, (await second.ReadAsync()).TelephonySessionId);
        }

        await second.HeartbeatAsync();
    }

    [Theory]
    [InlineData(false, 1800, "WSG-902")]
    [InlineData(true, 1800, "WSG-902")]
    [InlineData(false, 86_400, "WSG-903")]
    public async Task Connection_ends_when_its_time_is_up(bool overHttp, int seconds, string errorCode)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.ConnectAsync();
        var token = (await client.ReadAsync()).Token;
        line.Bench.Clock.Advance(TimeSpan.FromSeconds(1799));
        await client.HeartbeatAsync();

        for (var passed = 1799; passed < seconds; passed += 1800)
        {
            line.Bench.Clock.Advance(TimeSpan.FromSeconds(1799));
            if (seconds > 1800 && passed + 1799 < seconds)
            {
                await client.HeartbeatAsync();
            }
        }

        line.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var end = await client.ReadAsync();

        Assert.Equal("Error", end.Type);
        Assert.Equal(errorCode, end.Body.GetProperty("errorCode").GetString());
        Assert.Null(await client.TryReadAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        using var again = await line.ConnectAsync(token);
        Assert.Equal("Failed", (await again.ReadAsync()).RecoveryState);
    }

    [Fact]
    public async Task Silent_service_answers_nothing_and_gives_events_later()
    {
        using var line = new EventLine(false);
        using var client = await line.SubscribeAsync(OfAccount);
        line.Engine.SilenceWebSockets(true);
        await client.SendAsync("[{\"type\":\"Heartbeat\",\"messageId\":\"lost\"}]");
        var session = line.Engine.TelephonySessions[0].TelephonySessionId;
        line.Engine.EndTelephonySession(session);
        var reading = client.ReadAsync();

        await Task.Delay(200);
        Assert.False(reading.IsCompleted);
        line.Engine.SilenceWebSockets(false);

        Assert.Equal(session, (await reading).TelephonySessionId);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Token_is_good_once_and_for_thirty_seconds(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        var address = await line.AddressAsync();
        using var client = await line.OpenAsync(address);
        var late = await line.AddressAsync();
        line.Bench.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<WebSocketException>(() => line.OpenAsync(address));
        await Assert.ThrowsAsync<WebSocketException>(() => line.OpenAsync(late));
        Assert.All(line.Engine.Log.Where(exchange => exchange.Target.StartsWith("/ws", StringComparison.Ordinal)).Skip(1), exchange => Assert.Equal(401, exchange.StatusCode));
        Assert.Contains(line.Engine.Log, exchange => exchange.StatusCode == 101 && exchange.CarriedOut);
    }

    [Fact]
    public async Task Address_is_that_of_the_transport()
    {
        using var line = new EventLine(false);

        Assert.StartsWith("wss://sandbox.invalid/ws?", (await line.AddressAsync()).ToString(), StringComparison.Ordinal);
        var reply = await line.Bench.SendAsync("POST", "/restapi/oauth/wstoken", null, ("Host", "127.0.0.1:8080"));
        Assert.Equal("ws://127.0.0.1:8080/ws", reply.Field("uri"));
        Assert.Equal(30, reply.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal("auth", reply["X-Rate-Limit-Group"]);
    }

    [Fact]
    public async Task Plain_request_is_no_handshake()
    {
        using var line = new EventLine(false);

        var reply = await line.Bench.GetAsync((await line.AddressAsync()).PathAndQuery);

        Assert.Equal(400, reply.Status);
        Assert.Equal("CMN-101", reply.Field("errorCode"));
    }

    [Theory]
    [InlineData("POST", "/restapi/v1.0/subscription", "{}", 400, "eventFilters")]
    [InlineData("POST", "/restapi/v1.0/subscription", "[]", 400, "body")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 400, "eventFilters")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[1],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 400, "eventFilters")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/presence\"],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 400, "eventFilters")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/group/~/telephony/sessions\"],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 400, "eventFilters")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/1/telephony/sessions\"],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 404, "accountId")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/extension/1/telephony/sessions\"],\"deliveryMode\":{\"transportType\":\"WebSocket\"}}", 404, "extensionId")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/telephony/sessions\"]}", 400, "deliveryMode")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/telephony/sessions\"],\"deliveryMode\":{\"transportType\":\"WebHook\"}}", 400, "transportType")]
    [InlineData("POST", "/restapi/v1.0/subscription/", "{\"eventFilters\":[\"/restapi/v1.0/account/~/telephony/sessions\"],\"deliveryMode\":{\"transportType\":\"WebSocket\"},\"more\":1}", 400, "more")]
    [InlineData("GET", "/restapi/v1.0/subscription/", "{}", 404, "path")]
    [InlineData("POST", "/restapi/v1.0/account/~/sms", "{}", 404, "path")]
    public async Task Ill_formed_request_is_refused(string method, string path, string body, int status, string parameter)
    {
        using var line = new EventLine(false);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        var answer = await client.RequestAsync(method, path, body);

        Assert.Equal("Error", answer.Type);
        Assert.Equal(status, answer.Status);
        Assert.Contains(parameter, answer.Body.GetProperty("parameterName").GetString(), StringComparison.Ordinal);
        await client.HeartbeatAsync();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[{\"type\":\"Heartbeat\"}]")]
    [InlineData("[{\"type\":\"Hello\",\"messageId\":\"1\"}]")]
    [InlineData("[{\"type\":\"ClientRequest\",\"messageId\":\"1\",\"method\":\"POST\",\"path\":\"/restapi/v1.0/subscription/\"}]")]
    [InlineData("[{\"type\":\"ClientRequest\",\"messageId\":\"1\",\"verb\":\"POST\"}]")]
    public async Task Ill_formed_message_is_answered_with_an_error(string text)
    {
        using var line = new EventLine(false);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        await client.SendAsync(text);

        var answer = await client.ReadAsync();
        Assert.Equal("Error", answer.Type);
        Assert.Equal(400, answer.Status);
        await client.HeartbeatAsync();
    }

    [Fact]
    public async Task Restricted_user_subscribes_to_the_own_extension_alone()
    {
        using var line = new EventLine(false);
        await line.Bench.RestrictAsync();
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        foreach (var filter in new[] { OfAccount, "/restapi/v1.0/account/~/extension/400415005001/telephony/sessions" })
        {
            var refused = await client.SubscribeAsync(filter);
            Assert.Equal(403, refused.Status);
            Assert.Equal("InsufficientPermissions", refused.Body.GetProperty("errorCode").GetString());
        }

        Assert.Equal(200, (await client.SubscribeAsync(OfExtension)).Status);
    }

    [Fact]
    public async Task Subscriptions_are_of_the_group_Medium()
    {
        using var line = new EventLine(false, new SandboxOptions { Live = false, MediumPerMinute = 2 });
        using var client = await line.SubscribeAsync(OfAccount);
        await client.SubscribeAsync(OfAccount);

        var refused = await client.SubscribeAsync(OfAccount);

        Assert.Equal(429, refused.Status);
        Assert.Equal("CMN-301", refused.Body.GetProperty("errorCode").GetString());
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unavailable, 503)]
    [InlineData(SandboxFaultKind.DropBeforeHandling, 0)]
    [InlineData(SandboxFaultKind.DropAfterHandling, 0)]
    [InlineData(SandboxFaultKind.HtmlBody, 200)]
    public async Task Fault_strikes_a_handshake(SandboxFaultKind kind, int status)
    {
        foreach (var overHttp in new[] { false, true })
        {
            using var line = new EventLine(overHttp);
            var address = await line.AddressAsync();
            line.Engine.AddFault(new SandboxFault { Kind = kind, PathContains = "/ws?" });

            await Assert.ThrowsAsync<WebSocketException>(() => line.OpenAsync(address));

            // An HTTP client may repeat the handshake by itself.
            Assert.Contains(line.Engine.Log, exchange => exchange.Fault == kind && exchange.StatusCode == status);
        }
    }

    [Fact]
    public async Task Dispose_of_the_server_ends_its_sockets()
    {
        using var line = new EventLine(true);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        line.Server.Dispose();

        await client.ReadToBreakAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Client_closes_cleanly(bool overHttp)
    {
        using var line = new EventLine(overHttp);
        using var client = await line.ConnectAsync();
        await client.ReadAsync();

        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);

        Assert.Equal(WebSocketState.Closed, client.Socket.State);
    }

    [Fact]
    public async Task Connecting_needs_an_address()
    {
        using var line = new EventLine(false);

        await Assert.ThrowsAsync<ArgumentNullException>(() => line.Engine.ConnectWebSocketAsync(null!));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.Engine.ConnectWebSocketAsync(new Uri("wss://sandbox.invalid/ws"), new System.Threading.CancellationToken(true)));
        await Assert.ThrowsAsync<WebSocketException>(() => line.Engine.ConnectWebSocketAsync(new Uri("wss://sandbox.invalid/ws")));
    }

    private static string StatusOf(System.Text.Json.JsonElement party)
    {
        return party.GetProperty("status").GetProperty("code").GetString()!;
    }
}
