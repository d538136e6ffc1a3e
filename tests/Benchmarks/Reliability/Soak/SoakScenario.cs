using System.Diagnostics;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Soak;

/// <summary>Watching and acting for days, over real HTTP on loopback, with a service that fails now and then. Only the clock is driven.</summary>
internal sealed class SoakScenario : IDisposable
{
    public const string Name = "soak";

    private const int ListingsPerAction = 4;
    private const double ShareOfFaults = 0.01;
    private const int HoursPerSampleShown = 6;

    private static readonly TimeSpan ListEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromHours(1);

    private static readonly RequestKind[] Mix = [.. Enum.GetValues<RequestKind>().Except([RequestKind.Listing])];

    private readonly DrivenClock _clock = new();
    private readonly SandboxOptions _limits;
    private readonly SandboxEngine _engine;
    private readonly SandboxServer _server;
    private readonly RingCxClient _client;
    private readonly SecretWatch _secrets;
    private readonly Traffic _traffic = new();
    private readonly Random _random;
    private readonly Tally _listingOutcomes = new();
    private readonly Tally _actionOutcomes = new();
    private readonly List<MemorySample> _memory = [];
    private readonly Findings _broken = new();
    private List<RcxActiveCall> _calls = [];
    private int _rows;

    private SoakScenario(int seed, double shareOfFaults)
    {
        _random = new Random(seed);
        _limits = new SandboxOptions { Seed = seed, Clock = SandboxClock.Following(() => DrivenClock.Origin + _clock.Elapsed) };
        _engine = new SandboxEngine(_limits);
        _server = SandboxServer.Start(_engine);
        _secrets = new SecretWatch(_engine.Credentials);
        TransientFaults.AddTo(_engine, shareOfFaults, inRealTime: true);
        var options = Simulation.Options(_engine);
        options.BaseUri = options.RingCentralUri = _server.Uri;
        options.TimeProvider = _clock;
        // Of real time, which is what the network takes.
        options.RequestTimeout = TimeSpan.FromMilliseconds(400);
        _client = new RingCxClient(options);
    }

    public static Section Measure(int seed, double hours)
    {
        var result = RunAsync(TimeSpan.FromHours(hours), seed, ShareOfFaults).GetAwaiter().GetResult();
        var table = new MarkdownTable("figure", "measured");
        var traffic = result.Traffic;
        table.Row("simulated time", Invariant($"{result.Duration.TotalHours:0.#} h in {result.RealTime.TotalSeconds:0} s"));
        table.Row("requests to the API", traffic.Requests.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("requests that a fault struck", traffic.Faults.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("listings, calls in them", Invariant($"{result.Listings:N0}, {result.Rows:N0}"));
        table.Row("how listings ended", result.ListingOutcomes.ToString());
        table.Row("actions", result.Actions.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("how actions ended", result.ActionOutcomes.ToString());
        table.Row("429s that a fault gave", traffic.InjectedRefusals.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("429s of the client's own making", traffic.OwnRefusals.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("most requests in any minute", Invariant($"{traffic.MostRequestsInAMinute} of {result.Limits.RequestsPerMinute}"));
        table.Row("sign-ins, exchanges, refreshes", Invariant($"{traffic.SignIns}, {traffic.Exchanges}, {traffic.Refreshes}"));
        table.Row("unhandled errors, broken promises", Invariant($"{result.Broken.Count}"));
        foreach (var sample in result.Memory.Where((_, hour) => hour == 0 || (hour + 1) % HoursPerSampleShown == 0))
        {
            table.Row(Invariant($"memory after {sample.Hour:0.#} h"), Invariant($"{sample.Managed / 1048576.0:0.0} MB managed, {sample.WorkingSet / 1048576.0:0} MB working set"));
        }

        return new Section(Name, table.ToString(), result.Violations());
    }

    public static async Task<SoakResult> RunAsync(TimeSpan duration, int seed, double shareOfFaults)
    {
        using var soak = new SoakScenario(seed, shareOfFaults);
        return await soak.RunAsync(duration);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task<SoakResult> RunAsync(TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var listings = 0;
        var actions = 0;
        var nextSample = SampleEvery;
        for (var due = TimeSpan.Zero; due < duration; due += ListEvery)
        {
            if (_clock.Elapsed < due)
            {
                _clock.Advance(due - _clock.Elapsed);
            }

            var listing = new Ask(RequestKind.Listing, string.Empty, 0);
            var tasks = new List<Task> { Task.Run(() => TryAsync(listing, _listingOutcomes)) };
            Ask? action = null;
            if (listings++ % ListingsPerAction == 0 && _calls.Count > 0)
            {
                action = new Ask(Mix[actions % Mix.Length], _calls[_random.Next(_calls.Count)].Uii!, ++actions);
                tasks.Add(Task.Run(() => TryAsync(action, _actionOutcomes)));
            }

            await _clock.AutoAdvance(Task.WhenAll(tasks));
            Count(action);
            if (due + ListEvery >= nextSample)
            {
                _memory.Add(MemorySample.Take(_clock));
                nextSample += SampleEvery;
            }
        }

        if (_memory.Count == 0)
        {
            _memory.Add(MemorySample.Take(_clock));
        }

        return new SoakResult(duration, watch.Elapsed, listings, actions, _rows, _listingOutcomes, _actionOutcomes, _traffic, _limits, _memory, _broken.Kept);
    }

    private async Task TryAsync(Ask ask, Tally outcomes)
    {
        var attempt = await Attempt.TryAsync(
            async progress =>
            {
                if (ask.Kind != RequestKind.Listing)
                {
                    return await ask.SendAsync(_client, _engine.AccountIds[0], progress, default);
                }

                _calls = await Ask.ListAsync(_client, _engine.AccountIds[0], progress, default);
                _rows += _calls.Count;
                return true;
            },
            _secrets,
            _broken);
        outcomes.Add(attempt.Outcome);
    }

    // The one action of this time, if it is unsafe, was tried once at the most.
    private void Count(Ask? action)
    {
        var tries = 0;
        foreach (var exchange in _engine.TakeLog())
        {
            _traffic.Add(exchange);
            tries += action?.IsUnsafe == true && Ask.KeyOf(exchange) is not null && Ask.IsTry(exchange) ? 1 : 0;
        }

        if (tries > 1)
        {
            _broken.Add(Invariant($"{action}: tried {tries} times."));
        }
    }
}
