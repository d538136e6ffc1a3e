using System.Collections.Concurrent;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Sequences;

/// <summary>Lets one sequence happen and looks whether the product's promises were kept.</summary>
internal sealed class SequenceRun : IDisposable
{
    // Few, so that callers wait for them often.
    private const int RequestsPerMinute = 15;

    // Longer than any pause that a fault asks for, and a chain of retries after it.
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(30);

    private readonly Simulation _simulation;
    private readonly List<string> _calls;
    private readonly List<Task> _running = [];
    private readonly ConcurrentBag<Asked> _asked = [];
    private readonly ConcurrentBag<string> _texts = [];
    private readonly ConcurrentBag<string> _violations = [];
    private readonly List<SandboxExchange> _seen = [];
    private int _number;

    private SequenceRun(int seed)
    {
        _simulation = new Simulation(
            (options, _) => (options.Seed, options.RequestsPerMinute) = (seed, RequestsPerMinute),
            static options =>
            {
                options.RequestsPerMinute = RequestsPerMinute;
                options.RequestTimeout = TimeSpan.FromMilliseconds(60);
            });
        _calls = [.. _simulation.Engine.Calls.Select(static c => c.Uii)];
    }

    /// <summary>The promises that were broken.</summary>
    public static async Task<IReadOnlyCollection<string>> RunAsync(IReadOnlyList<Step> steps, int seed)
    {
        using var run = new SequenceRun(seed);
        try
        {
            foreach (var step in steps)
            {
                await run.HappenAsync(step);
            }

            await run._simulation.Clock.AutoAdvance(Task.WhenAll(run._running));
            await run.RecoverAsync();
        }
        catch (TimeoutException)
        {
            run._violations.Add("A call did not come back.");
        }

        run.Check();
        return run._violations;
    }

    public void Dispose() => _simulation.Dispose();

    private async Task HappenAsync(Step step)
    {
        var clock = _simulation.Clock;
        switch (step)
        {
            case Step.Asking asking:
                for (var i = 0; i < asking.Callers; i++)
                {
                    var ask = new Ask(asking.Kind, _calls[asking.Call], ++_number);
                    _running.Add(Task.Run(() => AskAsync(ask, asking)));
                }

                break;
            case Step.Striking striking:
                _simulation.Engine.AddFault(new SandboxFault
                {
                    Kind = striking.Kind,
                    Count = striking.Count,
                    SkipFirst = striking.SkipFirst,
                    PathContains = striking.Path,
                    RetryAfter = striking.RetryAfter,
                    Delay = striking.Kind is SandboxFaultKind.Latency or SandboxFaultKind.SlowBody ? TimeSpan.FromSeconds(3) : TimeSpan.Zero,
                });
                break;
            case Step.Passing passing:
                await clock.AdvanceAsync(passing.Time);
                break;
            case Step.Sleeping sleeping:
                clock.Sleep(sleeping.Time);
                break;
            case Step.SettingClock setting:
                clock.Offset += setting.By;
                break;
            case Step.Revoking:
                _simulation.Engine.RevokeTokens();
                break;
            case Step.Ending ending:
                _simulation.Engine.EndCall(_calls[ending.Call]);
                break;
            case Step.Calming:
                _simulation.Engine.ClearFaults();
                break;
        }

        await clock.SettleAsync();
    }

    private async Task AskAsync(Ask ask, Step.Asking asking)
    {
        using var cancellation = asking.GivesUpAfter is { } after ? new CancellationTokenSource(after, _simulation.Clock) : new CancellationTokenSource();
        var events = 0;
        var progress = new MessageRecorder(told =>
        {
            _texts.Add(told.Message);
            if (Interlocked.Increment(ref events) == asking.GivesUpAtEvent)
            {
                cancellation.Cancel();
            }
        });
        try
        {
            var done = await ask.SendAsync(_simulation.Client, _simulation.Account, progress, cancellation.Token);
            _asked.Add(new Asked(ask, null, done));
        }
        catch (RingCxException e)
        {
            _texts.Add(e.ToString());
            _asked.Add(new Asked(ask, e.Kind, null));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _asked.Add(new Asked(ask, null, null));
        }
        catch (Exception e)
        {
            _violations.Add($"{ask}: {e}");
        }
    }

    private async Task RecoverAsync()
    {
        _simulation.Engine.ClearFaults();
        await _simulation.Clock.AdvanceAsync(Recovery);
        _running.Clear();
        var asking = new Step.Asking(RequestKind.Listing, 0, 1, null, null);
        var before = _asked.Count;
        await _simulation.Clock.AutoAdvance(Task.Run(() => AskAsync(new Ask(RequestKind.Listing, string.Empty, ++_number), asking)));
        if (_asked.Count != before + 1 || !_asked.First(a => a.Ask.Number == _number).IsDone)
        {
            _violations.Add("After all was over, a listing failed.");
        }
    }

    private void Check()
    {
        _seen.AddRange(_simulation.Count());
        foreach (var violation in _simulation.Traffic.Violations(_simulation.Limits))
        {
            _violations.Add(violation);
        }

        CheckUnsafe();
        foreach (var exchange in _seen)
        {
            _simulation.Secrets.Learn(exchange);
        }

        foreach (var found in _texts.Select(_simulation.Secrets.Find).OfType<string>().Distinct())
        {
            _violations.Add($"A message holds {found}.");
        }
    }

    private void CheckUnsafe()
    {
        var asked = _asked.Where(static a => a.Ask.IsUnsafe).ToLookup(static a => a.Ask.Key);
        foreach (var seen in _seen.Where(static e => Ask.KeyOf(e) is not null).GroupBy(static e => Ask.KeyOf(e)!))
        {
            var callers = asked[seen.Key].ToList();
            var carriedOut = seen.Count(static e => e.CarriedOut);
            var tries = seen.Count(Ask.IsTry);
            if (tries > callers.Count || carriedOut > callers.Count)
            {
                _violations.Add(Invariant($"{seen.Key}: asked {callers.Count} times, tried {tries} times, carried out {carriedOut} times."));
            }

            var done = callers.Count(static c => c.IsDone);
            if (carriedOut < done || carriedOut > done + callers.Count(static c => c.IsInDoubt))
            {
                _violations.Add(Invariant($"{seen.Key}: carried out {carriedOut} times; the callers were told: {string.Join(", ", callers)}."));
            }
        }
    }
}
