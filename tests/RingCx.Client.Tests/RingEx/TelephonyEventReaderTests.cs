using System.Text.Json;
using RingCx.Client.Tests.Support;

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
        Assert.Equal(FakeTimeProvider.Start.AddSeconds(7), item.ReceivedAt);
        Assert.Equal(new DateTimeOffset(2020, 6, 14, 19, 27, 18, 390, TimeSpan.Zero), item.Timestamp);
        Assert.Equal((3, "s-a6ab", "Call"), (item.Event!.Sequence, item.Event.TelephonySessionId, item.Event.Origin!.Type));
        var party = Assert.Single(item.Event.Parties!)!;
        Assert.Equal(("p-a6ab-1", "Setup"), (party.Id, party.Status!.Code));
    }

    [Fact]
    public async Task Goes_on_where_a_lost_connection_can_be_recovered()
    {
        using var bench = await EventBench.StartedAsync();
        bench.SayEvents(2);
        await bench.Clock.SettleAsync();
        bench.Missed.AddRange([bench.Event(), bench.Event()]);
        await bench.DropAsync();
        Assert.Equal("wsc-4-" + EventBench.Secret, bench.Parameter(1, "wsc"));
        Assert.Equal("wst-2-" + EventBench.Secret, bench.Parameter(1, "access_token"));
        Assert.Empty(bench.Socket.Sent);
        bench.SayEvents(1);
        Assert.Equal("1 2 3 4 5", await bench.ReadAllAsync());
    }
}
