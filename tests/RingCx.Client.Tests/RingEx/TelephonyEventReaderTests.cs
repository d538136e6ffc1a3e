using RingCx.Client.Events;

namespace RingCx.Client.Tests.RingEx;

public class TelephonyEventReaderTests
{
    [Fact]
    public async Task Subscribes_and_reads_events_in_their_order()
    {
        using var bench = await EventBench.StartedAsync();
        Assert.Equal("wst-1-" + EventBench.Secret, bench.Parameter(0, "access_token"));
        Assert.Null(bench.Parameter(0, "wsc"));
        using var request = JsonDocument.Parse(Assert.Single(bench.Socket.Sent));
        var (meta, body) = (request.RootElement[0], request.RootElement[1]);
        Assert.Equal("ClientRequest POST /restapi/v1.0/subscription/", $"{meta.GetProperty("type")} {meta.GetProperty("method")} {meta.GetProperty("path")}");
        Assert.Equal($$$"""{"eventFilters":["{{{EventBench.Filter}}}"],"deliveryMode":{"transportType":"WebSocket"}}""", body.GetRawText());

        bench.SayEvents(3);
        Assert.Equal("1 2 3", await bench.ReadAllAsync());
        Assert.Empty(bench.Progress.Events);
    }

    [Fact]
    public async Task Starts_with_the_first_read()
    {
        using var bench = new EventBench();
        var reading = bench.BeginRead();
        await bench.Clock.SettleAsync();
        bench.SayEvents(1);
        Assert.Equal("1", (await bench.Clock.AutoAdvance(reading))!.Event!.SessionId);
        await bench.StartAsync();
        Assert.Single(bench.Sockets);
    }

    [Fact]
    public async Task Gives_what_the_service_tells()
    {
        using var bench = await EventBench.StartedAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(7));
        bench.Socket.Say(bench.Event());
        var item = (await bench.ReadAsync())!;
        Assert.Null(item.Gap);
        Assert.Equal(DrivenClock.Origin.AddSeconds(7), item.ReceivedAt);
        Assert.Equal(new DateTimeOffset(2020, 6, 14, 19, 27, 18, 390, TimeSpan.Zero), item.Timestamp);
        Assert.Equal((3, "s-a6ab", "Call"), (item.Event!.Sequence, item.Event.TelephonySessionId, item.Event.Origin));
        var party = Assert.Single(item.Event.Parties);
        Assert.Equal(("p-a6ab-1", "Setup"), (party.PartyId, party.Status));
    }

    [Fact]
    public async Task Loses_nothing_when_a_read_is_cancelled()
    {
        using var bench = await EventBench.StartedAsync();
        for (var i = 0; i < 5; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var reading = bench.BeginRead(cancellation.Token);
            await bench.Clock.SettleAsync();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        bench.SayEvents(2);
        Assert.Equal("1 2", await bench.ReadAllAsync());
        Assert.Single(bench.Sockets);
    }

    [Fact]
    public async Task Reads_by_itself_while_no_read_is_pending()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(2);
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(20));
        bench.Missed.Add(bench.Event());
        await bench.DropAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(20));
        bench.SayEvents(1);
        await bench.Clock.SettleAsync();
        Assert.Empty(bench.Progress.Events);
        Assert.Equal("1 2 3 4", await bench.ReadAllAsync());
        Assert.Equal(2, bench.Progress.Events.Count(static e => e.Kind == RequestEventKind.Warning));
    }

    [Fact]
    public async Task Keeps_no_more_than_it_can_for_a_slow_reader()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(EventQueue.Capacity + 500);
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(500, bench.Socket.Waiting);
        var read = 0;
        await bench.ReadAllAsync(_ => read++);
        Assert.Equal(EventQueue.Capacity + 500, read);
        Assert.Single(bench.Sockets);
    }

    [Fact]
    public async Task Does_not_keep_forever_what_is_never_read()
    {
        using var bench = await EventBench.StartedAsync();
        bench.TokenFault = static _ => new RingCxException(FailureKind.ServiceError, "Not now.");
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal("", await bench.ReadAllAsync());
        Assert.Equal(EventQueue.Capacity, bench.Progress.Events.Count);
    }

    [Fact]
    public async Task Closes_the_connection_and_ends_a_read_when_it_is_disposed_of()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(1);
        Assert.Equal("1", await bench.ReadAllAsync());
        var reading = bench.BeginRead();
        await bench.Clock.SettleAsync();
        bench.Reader.Dispose();
        Assert.Null(await reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(bench.Socket.SaidGoodbye);
        Assert.True(bench.Socket.IsDisposed);
        Assert.Null(await bench.ReadAsync());
        bench.Reader.Dispose();
    }

    [Fact]
    public async Task Gives_nothing_more_once_it_is_disposed_of()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(3);
        await bench.Clock.SettleAsync();
        bench.Reader.Dispose();
        Assert.Null(await bench.ReadAsync());
    }

    [Fact]
    public async Task Takes_at_most_a_moment_to_close_the_connection()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.SendGate = new TaskCompletionSource().Task;
        var disposing = DisposeOnOwnThread(bench);
        Assert.True(SpinWait.SpinUntil(() => bench.Socket.IsSending, TimeSpan.FromSeconds(30)));
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await disposing.WaitAsync(TimeSpan.FromSeconds(60));

        // On a busy machine Dispose may give up waiting before the loop behind it has come to its end.
        Assert.True(SpinWait.SpinUntil(() => bench.Socket.IsDisposed, TimeSpan.FromSeconds(30)));
        Assert.False(bench.Socket.SaidGoodbye);
    }

    [Fact]
    public async Task Does_not_close_the_connection_while_a_send_is_in_progress()
    {
        using var bench = await EventBench.StartedAsync();
        bench.Socket.SendGate = new TaskCompletionSource().Task;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.True(bench.Socket.IsSending);
        await DisposeOnOwnThread(bench).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(bench.Socket.IsDisposed);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("connection")]
    [InlineData("greeting")]
    [InlineData("subscription")]
    [InlineData("pause")]
    public async Task Ends_at_once_when_it_is_disposed_of_while_it_has_no_connection(string stage)
    {
        using var bench = await EventBench.StartedAsync();
        var never = new TaskCompletionSource().Task;
        bench.Details = "\"recoveryState\":\"Failed\"";
        bench.TokenGate = stage == "token" ? never : Task.CompletedTask;
        bench.ConnectGate = stage == "connection" ? never : Task.CompletedTask;
        bench.Greets = stage != "greeting";
        bench.SubscriptionAnswer = null;
        bench.Socket.Break();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(stage == "pause" ? 0.1 : 1));
        var reading = bench.BeginRead();
        await bench.Clock.SettleAsync();
        bench.Reader.Dispose();
        Assert.Null(await reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.All(bench.Sockets, static s => Assert.True(s.IsDisposed));
    }

    // The clock waits for the threads of the pool alone.
    private static Task DisposeOnOwnThread(EventBench bench) =>
        Task.Factory.StartNew(bench.Reader.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
