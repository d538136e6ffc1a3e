using RingCx.Reliability.Support;

namespace RingCx.Reliability.Faults;

/// <summary>Every fault against every kind of request.</summary>
internal static class FaultMatrix
{
    public const string Name = "faults";

    private const int ConnectionsAtOnce = 4;

    // Longer than any chain of retries that the client goes through by itself.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PastExpiry = TimeSpan.FromMinutes(6);

    public static Section Measure()
    {
        var results = RunAsync().GetAwaiter().GetResult();
        var text = Table(results, lasting: false) + "\n" + Table(results, lasting: true);
        return new Section(Name, text, [.. results.SelectMany(static r => r.Violations)]);
    }

    public static async Task<IReadOnlyList<CellResult>> RunAsync()
    {
        var results = new List<CellResult>();
        foreach (var cell in FaultCell.All.Where(static c => c.IsDriven))
        {
            results.Add(await RunAsync(cell));
        }

        // Those that wait for a time limit do it together, the others do not wait.
        var real = FaultCell.All.Where(static c => !c.IsDriven).ToLookup(static c => c.Row.TimesOut);
        results.AddRange(await Task.WhenAll(real[true].Select(static cell => Task.Run(() => RunAsync(cell)))));
        using var places = new SemaphoreSlim(ConnectionsAtOnce);
        results.AddRange(await Task.WhenAll(real[false].Select(async cell =>
        {
            await places.WaitAsync();
            try
            {
                return await Task.Run(() => RunAsync(cell));
            }
            finally
            {
                places.Release();
            }
        })));
        return results;
    }

    private static async Task<CellResult> RunAsync(FaultCell cell)
    {
        var violations = new List<string>();
        using var bench = new FaultBench(cell);
        if (!cell.Column.IsSignIn)
        {
            await bench.RunAsync(() => bench.Client.SignInAsync(null, default));
        }

        if (cell.Column == FaultColumn.Refresh)
        {
            await bench.AdvanceAsync(PastExpiry);
        }

        var secrets = new SecretWatch(bench.Engine.Credentials);
        Learn(bench.Engine.TakeLog());
        var progress = new MessageRecorder(bench.Told);
        var uii = bench.Engine.Calls.First(static c => c.IsRecording).Uii;
        var session = bench.Engine.TelephonySessions.First(static s => s.Parties.Any(IsTalking));
        var ask = new Ask(cell.Column.Kind, uii, 1234567);
        bench.Strike();
        var outcome = await TryAsync();
        var attempts = progress.Events.Count(e => e.Kind == RequestEventKind.Sending && e.Message.Contains(cell.Column.Path, StringComparison.Ordinal));
        var seen = bench.Engine.TakeLog();
        Learn(seen);
        var arrived = seen.Where(e => e.Target.Contains(cell.Column.Path, StringComparison.Ordinal)).ToList();
        var result = new CellOutcome(outcome, Math.Max(attempts, arrived.Count), arrived.Count(static e => e.CarriedOut));
        Check(cell, result, violations);

        bench.Heal();
        if (cell.Row.Pause > TimeSpan.Zero)
        {
            // During the pause nobody is left waiting for its end.
            await TryAsync();
            await bench.AdvanceAsync(cell.Row.Pause);
        }

        ask = new Ask(RequestKind.Listing, string.Empty, 0);
        if (await TryAsync() is not CellOutcome.Ok and var next)
        {
            violations.Add($"{cell}: once the fault was gone, a listing ended with {next}.");
        }

        if (bench.OtherHostWasAsked)
        {
            violations.Add($"{cell}: the host that the redirect points to was asked.");
        }

        Learn(bench.Engine.TakeLog());
        Hide(progress.Events.Select(static e => e.Message));
        return new CellResult(cell, result, violations);

        async Task<string> TryAsync()
        {
            var start = bench.Elapsed;
            var ended = CellOutcome.Ok;
            try
            {
                var done = true;
                await bench.RunAsync(async () =>
                {
                    if (cell.Column.IsSignIn && ask.Kind == cell.Column.Kind && ask.Number > 0)
                    {
                        await bench.Client.SignInAsync(progress, default);
                    }
                    else if (cell.Column.RingEx is { } askRingEx && ask.Number > 0)
                    {
                        await askRingEx(bench.Client.RingEx, session.TelephonySessionId, session.Parties.First(IsTalking).PartyId, progress);
                    }
                    else
                    {
                        done = await ask.SendAsync(bench.Client, bench.Account, progress, default);
                    }
                });
                ended = done ? CellOutcome.Ok : CellOutcome.Refused;
            }
            catch (RingCxException e)
            {
                Hide([e.ToString()]);
                ended = e.Kind.ToString();
            }
            catch (TimeoutException)
            {
                violations.Add($"{cell}: a call did not come back.");
                ended = "hangs";
            }
            catch (Exception e)
            {
                violations.Add($"{cell}: {e}");
                ended = e.GetType().Name;
            }

            if (bench.Elapsed - start > LongestCall)
            {
                violations.Add(Invariant($"{cell}: a call came back after {(bench.Elapsed - start).TotalMinutes:0} minutes."));
            }

            return ended;
        }

        void Learn(IEnumerable<SandboxExchange> exchanges)
        {
            foreach (var exchange in exchanges)
            {
                secrets.Learn(exchange);
            }
        }

        void Hide(IEnumerable<string> texts) => violations.AddRange(texts.Select(secrets.Find).OfType<string>().Select(found => $"{cell}: a message holds {found}."));
    }

    private static bool IsTalking(SandboxTelephonyParty party) => party is { ExtensionId: not null, Status: "Answered" };

    private static void Check(FaultCell cell, CellOutcome measured, List<string> violations)
    {
        var expected = cell.Expected();
        var repeated = cell.Row.PlatformRepeats && cell.Column.IsRead && measured.Sent >= expected.Sent;
        if (measured.Outcome != expected.Outcome || (!repeated && measured != expected))
        {
            violations.Add($"{cell}: {measured} where the rules say {expected}.");
        }

        // Whatever the retry table says.
        if (cell.Column.IsUnsafe && (measured.CarriedOut > 1 || (cell.Row.MayHaveBeenCarriedOut && measured.Sent > 1)))
        {
            violations.Add($"{cell}: {measured}; it may have been done twice.");
        }
    }

    private static string Table(IReadOnlyList<CellResult> results, bool lasting)
    {
        var table = new MarkdownTable([lasting ? "The fault lasts" : "The fault strikes once", .. FaultColumn.All.Select(static c => c.Name)]);
        var byCell = results.ToDictionary(static r => r.Cell, static r => r.Outcome);
        foreach (var row in FaultRow.All)
        {
            table.Row([row.Name, .. FaultColumn.All.Select(column => byCell[new FaultCell(row, column, lasting)].ToString())]);
        }

        return table.ToString();
    }
}
