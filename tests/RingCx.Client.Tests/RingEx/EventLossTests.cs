using System.Net.WebSockets;
using RingCx.Client.Events;

namespace RingCx.Client.Tests.RingEx;

public class EventLossTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Theory]
    [InlineData("break")]
    [InlineData("close")]
    [InlineData("WSG-902")]
    [InlineData("WSG-903")]
    [InlineData("too large")]
    [InlineData("too large in pieces")]
    public async Task Goes_on_where_the_connection_ended(string how)
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(2);
        await bench.Clock.SettleAsync();
        var token = $"wsc-{bench.Sequence}-{EventBench.Secret}";
        bench.Missed.AddRange([bench.Event(), bench.Event()]);
        await bench.DropAsync(s => End(s, how));
        Assert.Equal(token, bench.Parameter(1, "wsc"));
        Assert.Equal("wst-2-" + EventBench.Secret, bench.Parameter(1, "access_token"));
        Assert.Empty(bench.Socket.Sent);
        Assert.True(bench.Sockets[0].IsDisposed);
        bench.SayEvents(1);
        Assert.Equal("1 2 3 4 5", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Tells_once_that_the_connection_is_lost_and_once_that_it_is_back()
    {
        using var bench = await EventBench.StartedAsync();
        bench.ConnectFault = static n => n < 4 ? new WebSocketException(EventBench.Secret) : null;
        bench.Socket.CloseByServer();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("", await bench.ReadAllAsync());
        Assert.Equal(
            [
                "The connection to RingEX's events was lost. The service closed it. It is being made again.",
                "The connection to RingEX's events is back after 3.5 s. What happened meanwhile is being sent again.",
            ],
            Warnings(bench));
        var attempts = bench.Progress.Events.Where(static e => e.Kind == RequestEventKind.Retrying).ToList();
        Assert.Equal([0.5, 1, 2], attempts.Select(static e => e.Delay.TotalSeconds));
        Assert.Equal("No connection to RingEX's events. The connection could not be made. Connecting again in 2 s.", attempts[^1].Message);
    }

    [Fact]
    public async Task Sends_a_heartbeat_when_nothing_arrives()
    {
        using var bench = await EventBench.StartedAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Single(bench.Socket.Sent);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        using var heartbeat = JsonDocument.Parse(bench.Socket.Sent[1]);
        var meta = Assert.Single(heartbeat.RootElement.EnumerateArray());
        Assert.Equal("Heartbeat", meta.GetProperty("type").GetString());
        Assert.NotEmpty(meta.GetProperty("messageId").GetString()!);

        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Single(bench.Sockets);
        Assert.Equal(1 + (3 * 120) + 1, bench.Socket.Sent.Count);
        bench.SayEvents(1);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(1 + (3 * 120) + 1, bench.Socket.Sent.Count);
        Assert.Equal("1", await bench.ReadAllAsync());
        Assert.Empty(bench.Progress.Events);
    }

    [Fact]
    public async Task Counts_any_message_as_a_heartbeat()
    {
        using var bench = await EventBench.StartedAsync();
        bench.AnswersHeartbeats = false;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(39));
        bench.Socket.Say("[]");
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(39));
        bench.SayEvents(1);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(39));
        Assert.Single(bench.Sockets);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, bench.Sockets.Count);
        Assert.Equal("1", await bench.ReadAllAsync());
        Assert.Contains("no sign of life for 40 s", Warnings(bench)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_connection_up_that_takes_no_heartbeat()
    {
        using var bench = await EventBench.StartedAsync();
        var dead = bench.Socket;
        dead.SendGate = Never;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(41));
        Assert.True(dead.IsDisposed);
        Assert.Equal(2, bench.Sockets.Count);
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Subscribes_anew_where_the_service_cannot_go_on()
    {
        foreach (var details in new[] { "\"recoveryState\":\"Failed\",\"recoveryErrorCode\":\"WSG-1\"", "\"maxActiveRequests\":10", "\"recoveryState\":null" })
        {
            using var bench = await EventBench.StartedAsync();
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
            bench.SayEvents(1);
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));
            bench.Details = details;
            bench.AnswersHeartbeats = false;
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(21));
            Assert.NotNull(bench.Parameter(1, "wsc"));
            Assert.Single(bench.Socket.Sent);
            bench.SayEvents(1);
            Assert.Equal("1", (await bench.ReadAsync())!.Event!.SessionId);
            var item = (await bench.ReadAsync())!;
            Assert.Null(item.Event);
            Assert.Null(item.Timestamp);
            Assert.Equal((Second(5), Second(45.5), Second(45.5)), (item.Gap!.From, item.Gap.To, item.ReceivedAt));
            Assert.Equal("The connection was lost. The service gave no sign of life for 40 s.", item.Gap.Reason);
            Assert.Equal("2", await bench.ReadAllAsync());
            Assert.Equal("The connection to RingEX's events is back after 0.5 s. Events from 2020-05-08T14:40:05Z on may be missing.", Warnings(bench)[1]);
        }
    }

    [Theory]
    [InlineData(180)]
    [InlineData(30)]
    public async Task Does_not_ask_for_a_recovery_that_comes_too_late(int recoveryTimeout)
    {
        using var bench = new EventBench { Details = $"\"recoveryTimeout\":{recoveryTimeout}" };
        await bench.StartAsync();
        bench.TokenFault = n => bench.Clock.Elapsed < TimeSpan.FromSeconds(recoveryTimeout) ? new RingCxException(FailureKind.ServiceError, "Not now.") : null;
        bench.Details = null;
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(recoveryTimeout + 30));
        Assert.Null(bench.Parameter(1, "wsc"));
        Assert.Equal(2, bench.Sockets.Count);
        var gap = (await bench.ReadAsync())!.Gap!;
        Assert.Equal(DrivenClock.Origin, gap.From);
        Assert.InRange(gap.To, Second(recoveryTimeout), Second(recoveryTimeout + 30));
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
        Assert.Equal(2, Warnings(bench).Count);
    }

    [Fact]
    public async Task Recovers_with_what_the_last_message_said_however_many_connections_were_lost()
    {
        using var bench = await EventBench.StartedAsync();
        for (var i = 1; i < 20; i++)
        {
            bench.SayEvents(1);
            await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
            var token = $"wsc-{bench.Sequence}-{EventBench.Secret}";
            await bench.DropAsync();
            Assert.Equal(token, bench.Parameter(i, "wsc"));
        }

        Assert.Equal(string.Join(' ', Enumerable.Range(1, 19)), await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Knows_where_to_go_on_from_where_only_the_first_messages_say_it()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Numbers = false;
        bench.SayEvents(2);
        await bench.DropAsync();
        Assert.Equal("wsc-2-" + EventBench.Secret, bench.Parameter(1, "wsc"));
    }

    [Fact]
    public async Task Goes_by_the_highest_number()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(3);
        bench.Sequence = 1;
        bench.SayEvents(1);
        await bench.DropAsync();
        Assert.Equal("wsc-5-" + EventBench.Secret, bench.Parameter(1, "wsc"));
        Assert.Equal("1 2 3 4", await bench.ReadAllAsync());
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(130, true)]
    public async Task Tells_where_more_was_missed_than_the_service_keeps(int missed, bool isGap)
    {
        using var bench = await EventBench.StartedAsync();
        bench.Numbers = false;
        bench.SayEvents(1);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));
        Miss(bench, missed);
        await bench.DropAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        bench.SayEvents(5);
        var items = await ItemsAsync(bench);
        Assert.Equal(Enumerable.Range(1, missed + 6), items.Where(static i => i.Event is not null).Select(static i => int.Parse(i.Event!.SessionId!, null)));
        var gaps = items.Where(static i => i.Gap is not null).ToList();
        Assert.Equal(isGap ? 1 : 0, gaps.Count);
        if (isGap)
        {
            Assert.Equal((Second(0), Second(3.5)), (gaps[0].Gap!.From, gaps[0].Gap!.To));
        }
    }

    [Fact]
    public async Task Tells_of_no_gap_where_what_is_sent_again_reaches_back_to_what_had_come()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Numbers = false;
        bench.Socket.Say(bench.Event("known"));
        await bench.Clock.SettleAsync();
        bench.Missed.Add(bench.Event("known"));
        Miss(bench, 99);
        await bench.DropAsync();
        Assert.DoesNotContain(await ItemsAsync(bench), static i => i.Gap is not null);
    }

    [Fact]
    public async Task Does_not_take_what_is_sent_twice_again_for_what_had_come()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Numbers = false;
        bench.Missed.AddRange([bench.Event("twice"), bench.Event("twice")]);
        Miss(bench, 98);
        await bench.DropAsync();
        Assert.Single(await ItemsAsync(bench), static i => i.Gap is not null);
    }

    [Fact]
    public async Task Does_not_take_for_missed_what_happens_later()
    {
        using var bench = await EventBench.StartedAsync();
        await bench.DropAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        bench.SayEvents(300);
        Assert.DoesNotContain(await ItemsAsync(bench), static i => i.Gap is not null);
    }

    [Fact]
    public async Task Tells_where_the_numbers_jump()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(1);
        await bench.Clock.SettleAsync();
        bench.Sequence += 5;
        bench.Missed.Add(bench.Event());
        await bench.DropAsync();
        bench.SayEvents(1);
        Assert.Equal("1 gap 2 3", await bench.ReadAllAsync());
    }

    [Theory]
    [InlineData(7, 1, "2 3 4", false)]
    [InlineData(7, 8, "9 10", false)]
    [InlineData(7, 20, "8 9 21 22", false)]
    [InlineData(7, 20, "7 8 9", false)]
    [InlineData(7, 1, "2 - 4", false)]
    [InlineData(7, 1, "- - 4", false)]
    [InlineData(7, 1, "- - -", false)]
    [InlineData(null, null, "50 51", false)]
    [InlineData(7, null, "8", false)]
    [InlineData(7, 1, "3", true)]
    [InlineData(7, 1, "2 4", true)]
    [InlineData(7, 1, "2 - 5", true)]
    [InlineData(7, 8, "10", true)]
    [InlineData(7, 20, "9 10", true)]
    [InlineData(7, 20, "8 9 22", true)]
    [InlineData(7, null, "9", true)]
    public void Knows_a_jump_whether_or_not_numbers_begin_anew(int? lostAt, int? recoveredAt, string numbers, bool jumps)
    {
        var replay = new EventReplay(100, 0, lostAt, recoveredAt);
        Assert.Equal(jumps ? 1 : 0, numbers.Split(' ').Count(n => replay.ShowsLoss(n == "-" ? null : int.Parse(n, null), null)));
    }

    [Fact]
    public async Task Tells_of_the_whole_time_when_it_is_lost_while_missed_events_are_sent_again()
    {
        using var bench = await EventBench.StartedAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        bench.SayEvents(1);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(8));
        Miss(bench, 3);
        await bench.DropAsync();
        bench.Details = "\"recoveryState\":\"Failed\"";
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var gap = Assert.Single(await ItemsAsync(bench), static i => i.Gap is not null).Gap!;
        Assert.Equal((Second(2), Second(17)), (gap.From, gap.To));
    }

    [Fact]
    public async Task Gives_each_event_once()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.Say(bench.Event("a"));
        bench.Socket.Say(bench.Event("b"));
        bench.Socket.Say(bench.Event("a"));
        await bench.Clock.SettleAsync();
        bench.Missed.AddRange([bench.Event("a"), bench.Event("b"), bench.Event("c"), bench.Event("d")]);
        await bench.DropAsync();
        bench.Socket.Say(bench.Event("d"));
        bench.Socket.Say(bench.Event("e"));
        Assert.Equal("1 2 6 7 9", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Emits_an_event_even_if_its_number_in_the_session_is_lower()
    {
        using var bench = await EventBench.StartedAsync();
        foreach (var sequence in new[] { 3, 5, 4 })
        {
            bench.Socket.Say(bench.Event(body: $$"""{"sequence":{{sequence}},"sessionId":"{{sequence}}","telephonySessionId":"s-a6ab"}"""));
        }

        Assert.Equal("3 5 4", await bench.ReadAllAsync());
    }

    [Fact]
    public void Remembers_the_last_events_alone()
    {
        var seen = new SeenEvents();
        for (var i = 0; i < SeenEvents.Capacity + 1; i++)
        {
            Assert.Null(seen.Add($"{i}"));
        }

        Assert.Equal(1, seen.Add("1"));
        Assert.Equal(SeenEvents.Capacity, seen.Add($"{SeenEvents.Capacity}"));
        Assert.Null(seen.Add("0"));
        foreach (var unknown in new[] { null, new string('x', 201) })
        {
            Assert.Null(seen.Add(unknown));
            Assert.Null(seen.Add(unknown));
        }
    }

    [Theory]
    [InlineData(FailureKind.AuthenticationFailed)]
    [InlineData(FailureKind.PermissionDenied)]
    [InlineData(FailureKind.Closed)]
    public async Task Ends_where_there_will_be_no_token_any_more(FailureKind kind)
    {
        using var bench = await EventBench.StartedAsync();
        var fault = new RingCxException(kind, "No.");
        bench.TokenFault = _ => fault;
        bench.SayEvents(2);
        await bench.Clock.SettleAsync();
        await bench.DropAsync();
        Assert.Equal("1", (await bench.ReadAsync())!.Event!.SessionId);
        Assert.Equal("2", (await bench.ReadAsync())!.Event!.SessionId);
        Assert.Same(fault, await Assert.ThrowsAsync<RingCxException>(() => bench.ReadAsync()));
        Assert.Same(fault, await Assert.ThrowsAsync<RingCxException>(() => bench.ReadAsync()));
        Assert.Single(Warnings(bench));
        Assert.Equal(2, bench.TokensGiven);
    }

    [Theory]
    [InlineData(FailureKind.ServiceError)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.BadResponse)]
    [InlineData(FailureKind.TokenCacheUnavailable)]
    public async Task Goes_on_trying_where_a_failure_passes(FailureKind kind)
    {
        using var bench = await EventBench.StartedAsync();
        bench.TokenFault = n => n < 1000 ? new RingCxException(kind, "Not now.") : null;
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.Equal("gap", await bench.ReadAllAsync());
        Assert.Equal(2, Warnings(bench).Count);
        var delays = bench.Progress.Events.Where(static e => e.Kind == RequestEventKind.Retrying).Select(static e => e.Delay.TotalSeconds).ToList();
        Assert.Equal([0.5, 1, 2, 4, 8, 15, 15], delays.Take(7));
        Assert.Equal(15, delays.Max());
        Assert.Equal(999, delays.Count);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(403, false)]
    public async Task Tries_again_where_a_new_subscription_is_refused_but_for_a_permission(int status, bool goesOn)
    {
        using var bench = await EventBench.StartedAsync();
        var good = bench.SubscriptionAnswer;
        bench.SubscriptionAnswer = $$$"""[{"type":"Error","messageId":"{0}","status":{{{status}}}},{}]""";
        bench.Details = "\"recoveryState\":\"Failed\"";
        await bench.DropAsync();
        bench.SubscriptionAnswer = good;
        if (goesOn)
        {
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
            Assert.Equal("gap", await bench.ReadAllAsync());
        }
        else
        {
            Assert.Equal(FailureKind.PermissionDenied, (await Assert.ThrowsAsync<RingCxException>(() => bench.ReadAsync())).Kind);
        }
    }

    [Fact]
    public async Task Connects_to_no_unsafe_address_later_on()
    {
        using var bench = await EventBench.StartedAsync();
        var good = bench.Address;
        bench.Address = "ws://ws.example.com/ws";
        await bench.DropAsync();
        Assert.Single(bench.Addresses);
        bench.Address = good;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, bench.Addresses.Count);
    }

    [Fact]
    public async Task Backs_off_from_a_service_that_accepts_connections_and_drops_them()
    {
        using var bench = await EventBench.StartedAsync();
        bench.OnConnected = static s => s.CloseByServer();
        bench.Greets = false;
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(bench.Addresses.Count, 40, 50);

        // The same where the connections stand for a moment.
        bench.OnConnected = static _ => { };
        bench.Greets = true;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 5; i++)
        {
            var before = bench.Addresses.Count;
            await bench.DropAsync();
            Assert.Equal(before, bench.Addresses.Count);
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(15));
            Assert.Equal(before + 1, bench.Addresses.Count);
        }

        // A minute makes up for it.
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var last = bench.Addresses.Count;
        await bench.DropAsync();
        Assert.Equal(last + 1, bench.Addresses.Count);
    }

    [Fact]
    public async Task Recovers_from_a_sleep_that_outlasts_everything()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(1);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        bench.AnswersHeartbeats = false;
        bench.Details = "\"recoveryState\":\"Failed\"";
        bench.Clock.Sleep(TimeSpan.FromDays(3));
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(11));
        bench.AnswersHeartbeats = true;
        bench.SayEvents(1);
        await bench.Clock.SettleAsync();
        Assert.Equal("1", (await bench.ReadAsync())!.Event!.SessionId);
        var gap = (await bench.ReadAsync())!.Gap!;
        Assert.Equal(DrivenClock.Origin, gap.From);
        Assert.True(gap.To > DrivenClock.Origin.AddDays(3));
        Assert.Equal("2", await bench.ReadAllAsync());
    }

    [Fact]
    public async Task Tells_of_no_gap_that_ends_before_it_begins()
    {
        using var bench = await EventBench.StartedAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(31));
        bench.Clock.Offset = TimeSpan.FromHours(-1);
        bench.Details = "\"recoveryState\":\"Failed\"";
        await bench.DropAsync();
        var gap = (await bench.ReadAsync())!.Gap!;
        Assert.Equal(gap.To, gap.From);
    }

    [Fact]
    public async Task Renews_a_subscription_before_it_runs_out()
    {
        using var bench = new EventBench { SubscriptionAnswer = """[{"type":"ClientRequest","messageId":"{0}","status":200{1}},{"id":"sub-1","expiresIn":600}]""" };
        await bench.StartAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Single(bench.Sockets);
        Assert.InRange(bench.Socket.Sent.Count(static s => s.Contains("eventFilters", StringComparison.Ordinal)), 4, 5);

        // What comes before the answer is not lost.
        var answer = bench.SubscriptionAnswer;
        bench.SubscriptionAnswer = bench.Event();
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(8));
        bench.SubscriptionAnswer = answer;
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("1 gap", await bench.ReadAllAsync());
        Assert.Null(bench.Parameter(1, "wsc"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Does_not_take_a_subscription_that_ran_out_in_a_sleep_for_silence(bool isDateAlone)
    {
        using var bench = new EventBench { SubscriptionAnswer = """[{"type":"ClientRequest","messageId":"{0}","status":200},{"id":"sub-1","expiresIn":600}]""" };
        await bench.StartAsync();
        bench.Clock.Offset = TimeSpan.FromSeconds(isDateAlone ? 600 : 0);
        bench.Clock.Sleep(TimeSpan.FromSeconds(isDateAlone ? 0 : 600));
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal("gap", await bench.ReadAllAsync());
        Assert.Null(bench.Parameter(1, "wsc"));
        Assert.Contains("eventFilters", bench.Socket.Sent[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(403, false)]
    public async Task Subscribes_anew_where_a_renewal_is_refused_but_for_a_permission(int status, bool goesOn)
    {
        var answer = """[{"type":"ClientRequest","messageId":"{0}","status":200},{"id":"sub-1","expiresIn":600}]""";
        using var bench = new EventBench { SubscriptionAnswer = answer };
        await bench.StartAsync();
        bench.SubscriptionAnswer = answer.Replace("200", $"{status}", StringComparison.Ordinal);
        bench.OnConnected = _ => bench.SubscriptionAnswer = answer;
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(9));
        if (goesOn)
        {
            Assert.Equal("gap", await bench.ReadAllAsync());
            Assert.Null(bench.Parameter(1, "wsc"));
        }
        else
        {
            Assert.Equal(FailureKind.PermissionDenied, (await Assert.ThrowsAsync<RingCxException>(() => bench.ReadAsync())).Kind);
        }
    }

    private static DateTimeOffset Second(double seconds) => DrivenClock.Origin.AddSeconds(seconds);

    private static void Miss(EventBench bench, int count) => bench.Missed.AddRange(Enumerable.Range(0, count).Select(_ => bench.Event()));

    private static List<string> Warnings(EventBench bench) =>
        [.. bench.Progress.Events.Where(static e => e.Kind == RequestEventKind.Warning).Select(static e => e.Message)];

    private static async Task<List<TelephonyEventItem>> ItemsAsync(EventBench bench)
    {
        var items = new List<TelephonyEventItem>();
        await bench.ReadAllAsync(items.Add);
        return items;
    }

    private static void End(ScriptedWebSocket socket, string how)
    {
        switch (how)
        {
            case "break":
                socket.Break();
                break;
            case "close":
                socket.CloseByServer();
                break;
            case "too large":
                socket.Say($"[{new string(' ', EventConnection.LargestMessage)}]");
                break;
            case "too large in pieces":
                var piece = new byte[1000];
                socket.SayPieces(WebSocketMessageType.Binary, [.. Enumerable.Repeat(piece, 1100)]);
                break;
            default:
                socket.Say($$"""[{"type":"Error","messageId":"x","status":400},{"errorCode":"{{how}}","message":"timeout expired"}]""");
                break;
        }
    }
}
