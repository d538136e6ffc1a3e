namespace RingCx.Foundation;

/// <summary>
/// The base of the commands that act on calls: one error record for each call that could not be acted on, and the pipeline goes on with
/// the next.
/// </summary>
public abstract class CallCommand : AccountCommand
{
    private readonly BatchCount _batch;

    private protected CallCommand() => Progress.Batch = _batch = new BatchCount(this);

    /// <summary>The calls to act on: uiis, or objects that have one.</summary>
    // Last, so that a value follows a piped call without its name: $call | Set-RcxCallHold On.
    [Parameter(Position = 9, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UiiTransformation]
    [ArgumentCompleter(typeof(UiiCompleter))]
    public string[]? Uii { get; set; }

    /// <summary>Checks what holds for every call.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfPipedAndGiven(nameof(Uii));
    }

    /// <summary>Checks the calls and acts on them.</summary>
    protected sealed override void ProcessRecord()
    {
        if (Uii is not { Length: > 0 })
        {
            var example = "Give a call's uii, or pipe calls in: Get-RcxActiveCall | " + MyInvocation.MyCommand?.Name;
            ReportError(ErrorRecords.MissingArgument(nameof(Uii), example));
        }

        foreach (var uii in Uii ?? [])
        {
            if (AccountOfCallOrError(uii) is { } account)
                Act(account, uii);

            _batch.CountCall();
        }
    }

    /// <summary>Tells what came of many calls.</summary>
    protected override void EndProcessing()
    {
        Progress.Hide(always: true);
        _batch.Tell();
    }

    /// <summary>Acts on one call, whose ids are good.</summary>
    private protected abstract void Act(string account, string uii);

    /// <summary>Asks, if it must, then does it, then writes what came of it.</summary>
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
            if (Await((progress, cancellationToken) => act(Client.ActiveCalls, progress, cancellationToken), Client.BeginsAtOnce))
                WriteObject(result());
            else
                ReportError(ErrorRecords.ActionRefused(what, uii, hint));
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.From(e, what, uii, permission, uii, acts: true));
        }
    }

    /// <summary>The same for an action with words of its own.</summary>
    private protected void Perform(string account, string uii, CallAction action, Func<object> result) => Perform(
        uii, action.What, action.Hint, (calls, progress, cancellationToken) => action.SendAsync(calls, account, uii, progress, cancellationToken), result, action.Permission);

    /// <summary>Whether to go ahead: PowerShell's own question.</summary>
    private protected virtual bool Confirmed(string target, string action) => ShouldProcess(target, action);
}
