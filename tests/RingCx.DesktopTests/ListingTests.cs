using System.Diagnostics;

namespace RingCx.DesktopTests;

/// <summary>Listings, which are read as they come.</summary>
internal sealed class ListingTests
{
    private const string List = "activeCalls/list";

    public async Task Read_every_page_and_each_call_once()
    {
        using var bench = new Bench(static sandbox => sandbox.InitialCalls = 250);
        var calls = await bench.ListAsync(pageSize: 100);
        Check.Equal(250, calls.Select(static call => call.Uii).Distinct().Count());
        Check.Equal(250, calls.Count);
        Check.True(calls.All(static call => call.EnqueueTime is not null), "Each has its time.");
    }

    public async Task Read_ten_thousand_calls()
    {
        using var bench = new Bench(static sandbox => sandbox.InitialCalls = 10_000);
        Check.Equal(10_000, (await bench.ListAsync()).Count);
    }

    public async Task Read_a_page_again_whose_body_ends_early()
    {
        using var bench = new Bench();
        bench.Fault(SandboxFaultKind.TruncatedBody, List);
        Check.Equal(12, (await bench.ListAsync()).Count);
        Check.True(bench.Asked(List) >= 2, "It was asked for again.");
    }

    public async Task Read_a_page_again_whose_body_stalls()
    {
        using var bench = new Bench(client: static options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        await bench.PingAsync();
        bench.Fault(SandboxFaultKind.SlowBody, List, static fault => fault.Delay = TimeSpan.FromSeconds(30));
        var watch = Stopwatch.StartNew();
        Check.Equal(12, (await bench.ListAsync()).Count);
        Check.Less(watch.Elapsed, 6, "The stalled body was given up.");
    }

    public async Task End_a_body_that_stalls_at_once_when_cancelled()
    {
        using var bench = new Bench(client: static options => options.RequestTimeout = TimeSpan.FromSeconds(30));
        await bench.PingAsync();
        bench.Fault(SandboxFaultKind.SlowBody, List, static fault => fault.Delay = TimeSpan.FromSeconds(30));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        await Check.ThrowsAsync<OperationCanceledException>(() => bench.ListAsync(cancellationToken: cancellation.Token));
        Check.Less(watch.Elapsed, 3, "The wait ended.");
    }

    public async Task Stop_in_the_middle_and_go_on_with_something_else()
    {
        using var bench = new Bench(static sandbox => sandbox.InitialCalls = 5_000);
        for (var i = 0; i < 10; i++)
        {
            using var reader = bench.Client.ActiveCalls.List(Bench.Account, ActiveCallQuery.ForAccount(Bench.Account));
            Check.True(await reader.ReadAsync(null, CancellationToken.None), "There is a call.");
            Check.True(await bench.PingAsync(), "An action goes through beside the listing.");
        }
    }

    public async Task Follow_calls()
    {
        using var bench = new Bench();
        var watcher = bench.Client.ActiveCalls.Watch(Bench.Account, ActiveCallQuery.ForAccount(Bench.Account));
        Check.Equal(12, (await watcher.PollAsync(null, CancellationToken.None)).Count(static change => change.Event == RcxCallEventKind.Started));
        var ended = bench.Uii;
        bench.Engine.EndCall(ended);
        var changes = await watcher.PollAsync(null, CancellationToken.None);
        Check.Equal(ended, changes.Single().Call.Uii!);
        Check.Equal(RcxCallEventKind.Ended, changes.Single().Event);
    }
}
