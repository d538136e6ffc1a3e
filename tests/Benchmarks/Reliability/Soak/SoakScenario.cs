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

    private static readonly SandboxFault[] Transient =
    [
        new() { Kind = SandboxFaultKind.RateLimited },
        new() { Kind = SandboxFaultKind.RateLimited, RetryAfter = "3" },
        new() { Kind = SandboxFaultKind.ServerError },
        new() { Kind = SandboxFaultKind.BadGatewayPage },
        new() { Kind = SandboxFaultKind.Unavailable },
        new() { Kind = SandboxFaultKind.Unauthorized },
        new() { Kind = SandboxFaultKind.DropBeforeHandling },
        new() { Kind = SandboxFaultKind.DropAfterHandling },
        new() { Kind = SandboxFaultKind.ResetAfterHandling },
        new() { Kind = SandboxFaultKind.NoAnswer },
        new() { Kind = SandboxFaultKind.Latency, Delay = TimeSpan.FromSeconds(2) },
        new() { Kind = SandboxFaultKind.SlowBody, Delay = TimeSpan.FromMilliseconds(50) },
        new() { Kind = SandboxFaultKind.ByteByByte },
        new() { Kind = SandboxFaultKind.TruncatedBody },
        new() { Kind = SandboxFaultKind.EmptyBody },
        new() { Kind = SandboxFaultKind.ForeignJson },
        new() { Kind = SandboxFaultKind.HtmlBody },
        new() { Kind = SandboxFaultKind.WrongContentType },
    ];

    private readonly DrivenClock _clock = new();
    private readonly SandboxOptions _limits;
    private readonly SandboxEngine _engine;
    private readonly SandboxServer _server;
    private readonly RingCxClient _client;
    private readonly SecretWatch _secrets;
    private readonly Traffic _traffic = new();
    private readonly Random _random;
    private readonly Dictionary<string, int> _listingOutcomes = [];
    private readonly Dictionary<string, int> _actionOutcomes = [];
    private readonly List<MemorySample> _memory = [];
    private readonly List<string> _broken = [];
    private readonly Lock _gate = new();
    private List<RcxActiveCall> _calls = [];
    private int _rows;

    private SoakScenario(int seed, double shareOfFaults)
    {
        _random = new Random(seed);
        _limits = new SandboxOptions { Seed = seed, Clock = SandboxClock.Following(() => DrivenClock.Origin + _clock.Elapsed) };
        _engine = new SandboxEngine(_limits);
        _server = SandboxServer.Start(_engine);
        _secrets = new SecretWatch(_engine.Credentials);
        foreach (var fault in Transient)
        {
            (fault.Count, fault.Probability) = (-1, shareOfFaults / Transient.Length);
            _engine.AddFault(fault);
        }

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
        table.Row("how listings ended", Counts(result.ListingOutcomes));
        table.Row("actions", result.Actions.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("how actions ended", Counts(result.ActionOutcomes));
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

    private static string Counts(IReadOnlyDictionary<string, int> outcomes) =>
        string.Join(", ", outcomes.OrderByDescending(static o => o.Value).Select(static o => Invariant($"{o.Key} {o.Value:N0}")));

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
                _memory.Add(Sample());
                nextSample += SampleEvery;
            }
        }

        if (_memory.Count == 0)
        {
            _memory.Add(Sample());
        }

        return new SoakResult(duration, watch.Elapsed, listings, actions, _rows, _listingOutcomes, _actionOutcomes, _traffic, _limits, _memory, _broken);
    }

    private async Task TryAsync(Ask ask, Dictionary<string, int> outcomes)
    {
        var progress = new MessageRecorder();
        var outcome = "ok";
        try
        {
            if (ask.Kind == RequestKind.Listing)
            {
                _calls = await Ask.ListAsync(_client, _engine.AccountIds[0], progress, default);
                _rows += _calls.Count;
            }
            else if (!await ask.SendAsync(_client, _engine.AccountIds[0], progress, default))
            {
                outcome = "refused";
            }
        }
        catch (RingCxException e)
        {
            outcome = e.Kind.ToString();
            Hide(e.ToString());
        }
        catch (Exception e)
        {
            outcome = "unhandled";
            Break(e.ToString());
        }

        foreach (var told in progress.Events)
        {
            Hide(told.Message);
        }

        lock (_gate)
        {
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    // The one action of this time, if it is unsafe, was tried once at the most.
    private void Count(Ask? action)
    {
        var tries = 0;
        foreach (var exchange in _engine.TakeLog())
        {
            _traffic.Add(exchange);
            tries += action?.IsUnsafe == true && Ask.KeyOf(exchange) is not null && exchange.StatusCode is not (401 or 429 or 503) ? 1 : 0;
        }

        if (tries > 1)
        {
            Break(Invariant($"{action}: tried {tries} times."));
        }
    }

    private MemorySample Sample()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new MemorySample(_clock.Elapsed.TotalHours, GC.GetTotalMemory(true), process.WorkingSet64);
    }

    private void Hide(string text)
    {
        if (_secrets.Find(text) is { } found)
        {
            Break($"A message holds {found}.");
        }
    }

    private void Break(string what)
    {
        lock (_gate)
        {
            _broken.Add(what);
        }
    }
}
