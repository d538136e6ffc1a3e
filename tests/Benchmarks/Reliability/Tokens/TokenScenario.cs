using System.Collections.Concurrent;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Tokens;

/// <summary>A poller and, now and then, fifty callers at once, for days.</summary>
internal static class TokenScenario
{
    public const string Name = "tokens";

    private const int Callers = 50;

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallersEvery = TimeSpan.FromMinutes(17);

    // A whole one would meet the renewals, which come every four minutes, again and again.
    private static readonly TimeSpan AboutAnHour = TimeSpan.FromSeconds(3617);

    public static Section Measure(int seed)
    {
        var table = new MarkdownTable("variant", "hours", "requests", "sign-ins", "RingCentral refreshes", "exchanges", "RingCX refreshes", "401", "429", "failed", "most exchanges a minute", "most token calls a minute");
        var violations = new List<string>();
        var runs = TokenVariant.All.Select(static v => (Variant: v, Hours: 24)).Prepend((TokenVariant.All[0], 7 * 24));
        foreach (var (variant, hours) in runs)
        {
            var result = RunAsync(variant, TimeSpan.FromHours(hours), PollEvery, seed).GetAwaiter().GetResult();
            violations.AddRange(result.Violations());
            var traffic = result.Traffic;
            table.Row(
                [hours > 24 ? "an ordinary week" : variant.Name, .. new[]
                {
                    hours, traffic.Requests, traffic.SignIns, traffic.RingCentralRefreshes, traffic.Exchanges, traffic.Refreshes, traffic.Unauthorized,
                    traffic.OwnRefusals, result.Failures.Values.Sum(), traffic.MostExchangesInAMinute, traffic.MostTokenCallsInAMinute,
                }.Select(static n => n.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        return new Section(Name, table.ToString(), violations);
    }

    public static async Task<TokenResult> RunAsync(TokenVariant variant, TimeSpan duration, TimeSpan pollEvery, int seed)
    {
        using var simulation = new Simulation(
            (options, clock) =>
            {
                (options.Seed, options.Live) = (seed, false);
                variant.Sandbox?.Invoke(options, clock);
            },
            wrap: (_, service) => variant.Wrap?.Invoke(service) ?? service);
        variant.Arrange?.Invoke(simulation);
        var failures = new ConcurrentDictionary<FailureKind, int>();
        var uii = simulation.Engine.Calls[0].Uii;
        var end = simulation.Clock.Elapsed + duration;
        await simulation.Clock.AutoAdvance(Task.WhenAll(
            simulation.RepeatAsync(pollEvery, end, async () =>
            {
                await TryAsync(new Ask(RequestKind.Listing, string.Empty, 0));
                simulation.Count();
            }),
            simulation.RepeatAsync(CallersEvery, end, () => Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => TryAsync(new Ask(RequestKind.Ping, uii, i)))))),
            HourAsync()));
        simulation.Count();
        return new TokenResult(variant, duration, simulation.Traffic, simulation.Limits, failures);

        async Task HourAsync()
        {
            for (var hour = 1; simulation.Clock.Elapsed + AboutAnHour <= end; hour++)
            {
                await Task.Delay(AboutAnHour, simulation.Clock);
                variant.Hourly?.Invoke(simulation, hour);
            }
        }

        async Task TryAsync(Ask ask)
        {
            try
            {
                await ask.SendAsync(simulation.Client, simulation.Account, null, default);
            }
            catch (RingCxException e)
            {
                failures.AddOrUpdate(e.Kind, 1, static (_, count) => count + 1);
            }
        }
    }
}
