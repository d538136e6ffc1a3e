using System.Diagnostics;

namespace RingCx.Foundation;

/// <summary>How far a command on many calls has come, and what it could not do.</summary>
internal sealed class BatchCount(CallCommand command)
{
    private static readonly TimeSpan WorthCounting = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    // Made when the first comes: most commands have none.
    private SortedDictionary<string, int>? _failures;
    private TimeSpan _counted;

    public int Done { get; private set; }

    /// <summary>What stands before the reason of a wait.</summary>
    public string Prefix => Total == 1 ? string.Empty : Count + ". ";

    // Calls come from the pipe one by one, and nobody tells how many are to come.
    private int? Total => command.MyInvocation.ExpectingInput ? null : command.Uii?.Length;

    private int Failed { get; set; }

    private string Count =>
        $"{Done}{(Total is { } total ? $" of {total}" : string.Empty)} calls done{(Failed == 0 ? string.Empty : $", {Failed} failed")}";

    public void CountError(ErrorRecord error)
    {
        var id = ErrorRecords.IdOf(error);
        Failed++;
        _failures ??= new SortedDictionary<string, int>(StringComparer.Ordinal);
        _failures[id] = (_failures.TryGetValue(id, out var count) ? count : 0) + 1;
    }

    /// <summary>Counts a call that has been acted on, and shows how many now and then.</summary>
    public void CountCall()
    {
        Done++;
        if (Done < Total.GetValueOrDefault(int.MaxValue) && _elapsed.Elapsed > WorthCounting && _elapsed.Elapsed - _counted > BetweenCounts)
        {
            _counted = _elapsed.Elapsed;
            command.Progress.Show(Count);
        }
    }

    /// <summary>
    /// Adds what is known of the whole to a progress that is about to be shown: by the rate, which is what many calls wait for in the end.
    /// </summary>
    public void Complete(ProgressRecord progress)
    {
        if (Total is { } total and > 1)
        {
            progress.PercentComplete = 100 * Done / total;
            var connection = command.ActiveConnection;
            var waiting = Math.Max(0, total - Done - connection.RateRemaining);
            progress.SecondsRemaining = Math.Max(progress.SecondsRemaining, (int)Math.Ceiling(60.0 * waiting / connection.RateLimit));
        }
    }

    /// <summary>Tells what came of many calls.</summary>
    public void Tell()
    {
        if (Done > 1)
        {
            var failures = _failures is null ? string.Empty : string.Join(", ", _failures.Select(static f => $"{f.Key} {f.Value}"));
            command.WriteVerbose(
                $"{Done - Failed} of {Done} calls without an error, in {_elapsed.Elapsed:hh\\:mm\\:ss}."
                + (failures.Length == 0 ? string.Empty : $" Errors: {failures}."));
        }
    }
}
