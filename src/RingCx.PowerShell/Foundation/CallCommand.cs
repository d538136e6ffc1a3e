namespace RingCx.Foundation;

/// <summary>
/// The base of the commands that act on calls: one error record for each call that could not be acted on, and the pipeline goes on with
/// the next.
/// </summary>
public abstract class CallCommand : AccountCommand, IActingCommand
{
    private readonly BatchCount _batch;

    private protected CallCommand() => Progress.Batch = _batch = new BatchCount(this);

    /// <summary>The calls to act on: uiis, or objects that have one.</summary>
    // Last, so that a value follows a piped call without its name: $call | Set-RcxCallHold On.
    [Parameter(Position = 9, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UiiTransformation]
    [ArgumentCompleter(typeof(UiiCompleter))]
    public string[]? Uii { get; set; }

    /// <summary>Emits one object for each call, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.</summary>
    [Parameter]
    public SwitchParameter AsOutcome { get; set; }

    /// <summary>
    /// The item's name across runs: what the audit file of Connect-Rcx -AuditPath has as done under this name, account and action is not
    /// sent again, nor what it has as begun.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OnceKey { get; set; }

    /// <summary>What came from the pipe, as outcomes and script blocks have it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Checks what holds for every call.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfPipedAndGiven(nameof(Uii));
    }

    /// <summary>Checks the calls and acts on them.</summary>
    protected sealed override void ProcessRecord()
    {
        if (AgentWithoutCall(Uii, InputObject) is { } agent)
        {
            ActOn(agent.Name, null, () => ReportError(ErrorRecords.AgentNotOnCall(agent.Name, agent.State)));
            _batch.CountCall();
            return;
        }

        if (Uii is not { Length: > 0 })
        {
            var example = "Give a call's uii, or pipe calls in: Get-RcxActiveCall | " + MyInvocation.MyCommand?.Name;
            ActOn(string.Empty, null, () => ReportError(ErrorRecords.MissingArgument(nameof(Uii), example)));
        }

        foreach (var uii in Uii ?? [])
        {
            ActOn(uii, uii, () =>
            {
                if (AccountOfCallOrError(uii) is { } account)
                    Act(account, uii);
            });

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
    /// <param name="result">Makes the object to emit; null for the one of most actions.</param>
    private protected void Perform(string account, string uii, CallAction action, Func<object>? result = null)
    {
        NameAction(action.Name, account);
        var request = action.On(Client.ActiveCalls, account, uii);
        ErrorRecord Explain(RingCxException e) => ErrorRecords.From(e, action.What, uii, action.Permission, uii, acts: true);
        if (!TryPerform($"call {uii}", action.What, request, Explain, out var done))
            return;

        if (done)
            Emit(result?.Invoke() ?? new RcxCallAction(uii, account, action.Name, action.Detail));
        else
            ReportError(ErrorRecords.ActionRefused(action.What, uii, action.Hint));
    }
}
