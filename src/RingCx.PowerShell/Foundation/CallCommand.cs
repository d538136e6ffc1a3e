using System.Diagnostics;

namespace RingCx.Foundation;

/// <summary>
/// The base of the commands that act on calls: one error record for each call that could not be acted on, and the pipeline goes on with
/// the next.
/// </summary>
public abstract class CallCommand : AccountCommand
{
    private static readonly TimeSpan WorthCounting = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private TimeSpan _counted;
    private int _done;

    private protected CallCommand()
    {
    }

    /// <summary>The calls to act on: uiis, or objects that have one.</summary>
    // Last, so that a value follows a piped call without its name: $call | Set-RcxCallHold On.
    [Parameter(Position = 9, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UiiTransformation]
    [ArgumentCompleter(typeof(UiiCompleter))]
    public string[]? Uii { get; set; }

    private protected sealed override string ProgressPrefix => Total == 1 ? string.Empty : Count + ". ";

    private protected sealed override bool KeepsProgress => _done > 0;

    // Calls come from the pipe one by one, and nobody tells how many are to come.
    private int? Total => MyInvocation.ExpectingInput ? null : Uii?.Length;

    private string Count
    {
        get
        {
            var failed = _failures.Values.Sum();
            return $"{_done}{(Total is { } total ? $" of {total}" : string.Empty)} calls done{(failed == 0 ? string.Empty : $", {failed} failed")}";
        }
    }

    /// <summary>Refuses calls that come from both sides: it would act on the one for each of the others.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(nameof(Uii)))
            ThrowTerminatingError(ErrorRecords.PipedAndGiven(nameof(Uii)));
    }

    /// <summary>Checks the call and acts on it.</summary>
    protected sealed override void ProcessRecord()
    {
        if (Uii is not { Length: > 0 } uiis)
        {
            WriteError(ErrorRecords.MissingArgument(nameof(Uii), "Give a call's uii, or pipe calls in: Get-RcxActiveCall | " + MyInvocation.MyCommand?.Name));
            return;
        }

        foreach (var uii in uiis)
        {
            if (!Identifier.IsUii(uii))
            {
                WriteError(ErrorRecords.InvalidUii(uii));
            }
            else if (AccountOrError(AccountId, uii) is { } account)
            {
                Act(account, uii);
            }

            _done++;
            if (_done < Total.GetValueOrDefault(int.MaxValue) && _elapsed.Elapsed > WorthCounting && _elapsed.Elapsed - _counted > BetweenCounts)
            {
                _counted = _elapsed.Elapsed;
                ShowProgress(Count);
            }
        }
    }

    /// <summary>Tells what came of many calls.</summary>
    protected override void EndProcessing()
    {
        HideProgress(always: true);
        if (_done > 1)
        {
            var failures = string.Join(", ", _failures.Select(static f => $"{f.Key} {f.Value}"));
            WriteVerbose($"{_done - _failures.Values.Sum()} of {_done} calls without an error, in {_elapsed.Elapsed:hh\\:mm\\:ss}.{(failures.Length == 0 ? string.Empty : $" Errors: {failures}.")}");
        }
    }

    private protected sealed override void Failed(ErrorRecord error)
    {
        var id = error.FullyQualifiedErrorId.Split(',')[0];
        _failures[id] = (_failures.TryGetValue(id, out var count) ? count : 0) + 1;
    }

    // By the rate, which is what many calls wait for in the end.
    private protected sealed override void Complete(ProgressRecord progress)
    {
        if (Total is { } total and > 1)
        {
            progress.PercentComplete = 100 * _done / total;
            var waiting = Math.Max(0, total - _done - Used.RateRemaining);
            progress.SecondsRemaining = Math.Max(progress.SecondsRemaining, (int)Math.Ceiling(60.0 * waiting / Used.RateLimit));
        }
    }

    /// <summary>Acts on one call, whose ids are good.</summary>
    private protected abstract void Act(string account, string uii);

    /// <summary>Asks, if it must, then does it, then writes what came of it.</summary>
    /// <param name="uii">The call.</param>
    /// <param name="what">What is done, as in "put the call on hold"; phone numbers masked.</param>
    /// <param name="hint">Why the service might refuse and what to do then.</param>
    /// <param name="act">Does it.</param>
    /// <param name="result">Makes the object to emit.</param>
    /// <param name="permission">The permission that it takes, as RingCX Admin calls it; null where the documents name none.</param>
    private protected void Perform(
        string uii, string what, string hint, Func<ActiveCallsApi, IProgress<RequestEvent>, CancellationToken, Task<bool>> act, Func<object> result, string? permission = null)
    {
        if (!Confirmed($"call {uii}", char.ToUpperInvariant(what[0]) + what.Substring(1)))
            return;

        try
        {
            if (Await((progress, cancellationToken) => act(Used.Client.ActiveCalls, progress, cancellationToken), Used.Client.BeginsAtOnce))
            {
                WriteObject(result());
            }
            else
            {
                WriteError(ErrorRecords.ActionRefused(what, uii, hint));
            }
        }
        catch (RingCxException e)
        {
            WriteError(ErrorRecords.From(e, what, uii, permission, uii, acts: true));
        }
    }

    /// <summary>The same for an action with words of its own.</summary>
    private protected void Perform(string account, string uii, CallAction action, Func<object> result) => Perform(
        uii, action.What, action.Hint, (calls, progress, cancellationToken) => action.SendAsync(calls, account, uii, progress, cancellationToken), result, action.Permission);

    /// <summary>Whether to go ahead: PowerShell's own question.</summary>
    private protected virtual bool Confirmed(string target, string action) => ShouldProcess(target, action);
}
