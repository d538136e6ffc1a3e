using System.Diagnostics;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Stops;

/// <summary>
/// Requests of every kind that are stopped at random moments, over real connections whose answers come in pieces. After each a call is hung
/// up over the same connections: what is left of a stopped request must not be taken for its answer.
/// </summary>
internal static class StopScenario
{
    public const string Name = "stops";

    // The pieces of a body take so long in all; a stop comes within twice the time.
    private static readonly TimeSpan BodyTime = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Of RingEX, by name.
    private static readonly Dictionary<string, Func<RingExApi, string, string, CancellationToken, Task>> RingEx = new()
    {
        ["RingEX listing"] = static (a, s, p, stop) => a.ListActiveCalls(null, 100).ReadPageAsync(null, stop),
        ["RingEX session"] = static (a, s, p, stop) => a.GetSessionAsync(s, null, stop),
        ["RingEX hold"] = static (a, s, p, stop) => a.SetHold(s, p, true, null).PerformAsync(null, stop),
        ["RingEX transfer"] = static (a, s, p, stop) => a.Transfer(s, p, CallDestination.PhoneNumber, "+15551234567").PerformAsync(null, stop),
    };

    public static Section Measure(int seed)
    {
        var result = RunAsync(600, seed).GetAwaiter().GetResult();
        var table = new MarkdownTable("figure", "measured");
        table.Row("requests stopped at a random moment", Invariant($"{result.Stops}"));
        table.Row("kinds of requests", Invariant($"{result.Kinds}"));
        table.Row("had ended before the stop, were stopped, were refused", Invariant($"{result.Ended}, {result.Stopped}, {result.Refused}"));
        table.Row("calls hung up after them", Invariant($"{result.HungUp}"));
        table.Row("of them in doubt, broken, hanging or done twice", Invariant($"{result.Violations.Count}"));
        return new Section(Name, table.ToString(), result.Violations);
    }

    public static async Task<StopResult> RunAsync(int stops, int seed)
    {
        var random = new Random(seed);
        var engine = new SandboxEngine(new SandboxOptions
        {
            Live = false,
            Seed = seed,
            InitialCalls = (2 * stops) + 40,
            LogLimit = int.MaxValue,
            RequestsPerMinute = 1_000_000,
            LightPerMinute = 1_000_000,
            HeavyPerMinute = 1_000_000,
            MediumPerMinute = 1_000_000,
        });
        using var server = SandboxServer.Start(engine);
        var options = Simulation.Options(engine);
        options.BaseUri = options.RingCentralUri = server.Uri;
        options.RequestsPerMinute = 1_000_000;
        using var client = new RingCxClient(options);
        await client.SignInAsync(null, default);
        engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.SlowBody, Count = -1, Delay = BodyTime });
        var calls = new Queue<string>(engine.Calls.Select(static c => c.Uii));
        var account = engine.AccountIds[0];
        var kinds = Enum.GetValues<RequestKind>().Select(static k => k.ToString()).Concat(RingEx.Keys).ToArray();
        var result = new StopResult { Stops = stops, Kinds = kinds.Length };
        for (var i = 0; i < stops; i++)
        {
            var kind = kinds[i % kinds.Length];
            var uii = calls.Dequeue();
            var number = i;
            await TryAsync(
                kind,
                stop => Enum.TryParse<RequestKind>(kind, out var plain) ? new Ask(plain, uii, number).SendAsync(client, account, null, stop) : AskRingExAsync(kind, stop),
                TimeSpan.FromMilliseconds(random.NextDouble() * 2 * BodyTime.TotalMilliseconds));
            await HangUpAsync(kind, calls.Dequeue());
        }

        result.Violations.AddRange(engine.TakeLog().Where(static e => e.CarriedOut).Select(Ask.KeyOf).OfType<string>().GroupBy(static k => k).Where(static g => g.Count() > 1).Select(static g => $"{g.Key} was done {g.Count()} times."));
        return result;

        Task AskRingExAsync(string kind, CancellationToken stop)
        {
            var session = engine.TelephonySessions.First(static s => s.Parties.Any(static p => p.ExtensionId is not null));
            return RingEx[kind](client.RingEx, session.TelephonySessionId, session.Parties.First(static p => p.ExtensionId is not null).PartyId, stop);
        }

        async Task TryAsync(string kind, Func<CancellationToken, Task> send, TimeSpan after)
        {
            using var stop = new CancellationTokenSource();
            var sending = Task.Run(() => send(stop.Token));
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < after && !sending.IsCompleted)
            {
                await Task.Yield();
            }

            await stop.CancelAsync();
            try
            {
                await sending.WaitAsync(Patience);
                result.Ended++;
            }
            catch (OperationCanceledException)
            {
                result.Stopped++;
            }
            catch (RingCxException e) when (e.Kind is FailureKind.Refused or FailureKind.NotFound or FailureKind.PermissionDenied)
            {
                result.Refused++;
            }
            catch (TimeoutException)
            {
                result.Violations.Add($"{kind}: it did not come back.");
            }
            catch (Exception e)
            {
                result.Violations.Add($"{kind}: {e.GetType().Name}: {e.Message}");
            }
        }

        async Task HangUpAsync(string before, string uii)
        {
            try
            {
                if (await client.ActiveCalls.HangUp(account, uii).PerformAsync(null, default).WaitAsync(Patience))
                {
                    result.HungUp++;
                }
                else
                {
                    result.Violations.Add($"The hang-up after {before} was refused.");
                }
            }
            catch (Exception e)
            {
                result.Violations.Add($"The hang-up after {before}: {e.GetType().Name}: {e.Message}");
            }
        }
    }
}
