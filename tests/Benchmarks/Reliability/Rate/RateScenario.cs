using System.Collections.Concurrent;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Rate;

/// <summary>A bulk of actions from many callers, with a poller beside them, under the default budget.</summary>
internal static class RateScenario
{
    public const string Name = "rate";

    private const int Calls = 300;

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);

    // Each on a call of its own where it matters that the call is still there.
    private static readonly RequestKind[] Mix =
    [
        RequestKind.Ping, RequestKind.RecordingOff, RequestKind.Hold, RequestKind.AddSession, RequestKind.Disposition,
        RequestKind.Ping, RequestKind.RecordingOn, RequestKind.Unhold, RequestKind.Requeue, RequestKind.HangUp,
    ];

    public static Section Measure(int seed)
    {
        var result = RunAsync(500, 20, seed).GetAwaiter().GetResult();
        var table = new MarkdownTable("figure", "measured");
        table.Row("actions, callers", Invariant($"{result.Actions}, {result.Callers}"));
        table.Row("the rate allows", Invariant($"{result.Earliest.TotalSeconds:0.00} s"));
        table.Row("it took", Invariant($"{result.Elapsed.TotalSeconds:0.00} s ({(result.Elapsed / result.Earliest) - 1:0.00%} more)"));
        table.Row("answers 429", Invariant($"{result.Traffic.OwnRefusals}"));
        table.Row("most requests in any minute", Invariant($"{result.Traffic.MostRequestsInAMinute} of {result.Limits.RequestsPerMinute}"));
        table.Row("polls meanwhile", Invariant($"{result.Polls}"));
        table.Row("polls that went before a waiting action", Invariant($"{result.PollsThatOvertook}"));
        return new Section(Name, table.ToString(), result.Violations());
    }

    public static async Task<RateResult> RunAsync(int actions, int callers, int seed)
    {
        using var simulation = new Simulation(
            (options, _) => (options.Seed, options.Live, options.InitialCalls) = (seed, false, Calls),
            wrap: (clock, service) => new SlowNetwork(clock, seed, service));
        var calls = simulation.Engine.Calls.Where(static c => c.AgentUsername is not null).Select(static c => c.Uii).ToList();
        var waits = new ConcurrentBag<Wait>();
        var polls = new ConcurrentBag<Wait>();
        var todo = new ConcurrentQueue<Ask>(Enumerable.Range(0, actions).Select(i => new Ask(Mix[i % Mix.Length], calls[i % calls.Count], i)));
        var failed = 0;

        await simulation.Clock.AutoAdvance(Task.Run(() => simulation.Client.SignInAsync(null, default)));
        simulation.Count();
        var start = simulation.Clock.Elapsed;
        var elapsed = TimeSpan.Zero;
        await simulation.Clock.AutoAdvance(Task.Run(async () =>
        {
            using var done = new CancellationTokenSource();
            var polling = Task.Run(() => PollAsync(simulation, polls, done.Token));
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
            elapsed = simulation.Clock.Elapsed - start;
            await done.CancelAsync();
            await polling;
        }));
        simulation.Count();

        // The first of a window go at once, the next when the window has moved on.
        var earliest = TimeSpan.FromMinutes((actions - 1) / simulation.Limits.RequestsPerMinute);
        return new RateResult(
            actions, callers, elapsed, earliest, failed, polls.Count, polls.Count(poll => waits.Any(wait => wait.WasOvertakenBy(poll))), simulation.Traffic, simulation.Limits);

        async Task CallAsync()
        {
            while (todo.TryDequeue(out var ask))
            {
                var wait = new Wait(simulation.Clock);
                waits.Add(wait);
                try
                {
                    await ask.SendAsync(simulation.Client, simulation.Account, wait, default);
                }
                catch (RingCxException e) when (e.Kind == FailureKind.NotFound)
                {
                    // Hung up by an action before: an answer like another.
                }
                catch (RingCxException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    private static async Task PollAsync(Simulation simulation, ConcurrentBag<Wait> polls, CancellationToken done)
    {
        try
        {
            while (true)
            {
                var poll = new Wait(simulation.Clock);
                polls.Add(poll);
                await Ask.ListAsync(simulation.Client, simulation.Account, poll, done);
                await Task.Delay(PollEvery, simulation.Clock, done);
            }
        }
        catch (OperationCanceledException)
        {
            // The actions are done.
        }
    }
}
