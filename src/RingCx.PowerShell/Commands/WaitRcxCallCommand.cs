namespace RingCx.Commands;

/// <summary>
/// Waits until calls have ended, are answered by an agent, or a script block says so; then emits them. Many calls cost one listing.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "RcxCall", HelpUri = HelpPages.Root + "Wait-RcxCall.md")]
[OutputType(typeof(RcxActiveCall))]
public sealed class WaitRcxCallCommand : AccountCommand
{
    // By account, then by uii: the call as it was known last, null where it has not been seen.
    private readonly Dictionary<string, Dictionary<string, RcxActiveCall?>> _waiting = new(StringComparer.Ordinal);
    private PollingTimes? _times;
    private int _all;

    /// <summary>
    /// Ended (the default), Answered (by an agent), or a script block that is given each call as <c>$_</c> and says when.
    /// </summary>
    [Parameter(Position = 0)]
    [CallConditionTransformation]
    [ArgumentCompleter(typeof(CallConditionCompleter))]
    public object Until { get; set; } = CallConditionTransformationAttribute.Ended;

    /// <summary>The calls to wait for: uiis, or objects that have one.</summary>
    [Parameter(Position = 9, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UiiTransformation]
    [ArgumentCompleter(typeof(UiiCompleter))]
    public string[]? Uii { get; set; }

    /// <summary>The call from the pipe: what is emitted where it has ended before it could be listed.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>How long to wait: seconds or a TimeSpan; without a limit by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often the calls are listed: seconds or a TimeSpan; 5 seconds by default, at least 1.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>Checks what can be checked before the first listing.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _times = new PollingTimes(this, Interval, Timeout);
    }

    /// <summary>Collects the calls.</summary>
    protected override void ProcessRecord()
    {
        if (AgentWithoutCall(Uii, InputObject) is { } agent)
        {
            ReportError(ErrorRecords.AgentNotOnCall(agent.Name, agent.State));
            return;
        }

        if (Uii is not { Length: > 0 } uiis)
        {
            ReportError(ErrorRecords.MissingArgument(nameof(Uii), "Give a call's uii, or pipe calls in: Get-RcxActiveCall | Wait-RcxCall"));
            return;
        }

        foreach (var uii in uiis)
        {
            if (AccountOfCallOrError(uii) is { } account)
            {
                if (!_waiting.TryGetValue(account, out var calls))
                    _waiting[account] = calls = new Dictionary<string, RcxActiveCall?>(StringComparer.Ordinal);

                _all += calls.ContainsKey(uii) ? 0 : 1;
                calls[uii] = InputObject?.BaseObject switch { RcxActiveCall call => call, RcxCallEvent item => item.Call, _ => null };
            }
        }
    }

    /// <summary>Waits.</summary>
    protected override void EndProcessing()
    {
        var pollers = _waiting.Keys.Select(account => new CallPoller(this, ActiveConnection, account, ActiveCallQuery.ForAccount(account)))
            .ToList();
        PollingLoop.WaitForAll<CallPoller, RcxCallEvent>(
            this, _times!, Client.Clock, pollers, poller => _waiting[poller.Account].Count, _all, "calls " + Condition, CompareWithListing);

        foreach (var poller in pollers)
        {
            foreach (var uii in _waiting[poller.Account].Keys)
            {
                var (time, look) = ($"within {Timeout!.Value.TotalSeconds:0.#} s", $"Get-RcxActiveCall -Uii {uii}");
                ReportError(ErrorRecords.WaitTimeout(
                    poller.HasListed
                        ? $"Call {uii} {NotYet} {time}. It is still in progress: {look}."
                        : $"The calls could not be listed {time}, so nothing is known of call {uii}. Look again: {look}.",
                    uii));
            }
        }
    }

    private string Condition => Until is string name ? name.ToLowerInvariant() : "as the script block wants it";

    private string NotYet => Until switch
    {
        CallConditionTransformationAttribute.Ended => "has not ended",
        CallConditionTransformationAttribute.Answered => "was not answered",
        _ => "did not become what the script block wants",
    };

    private bool WaitsForEnd => Until is CallConditionTransformationAttribute.Ended;

    private void CompareWithListing(CallPoller poller)
    {
        var waiting = _waiting[poller.Account];
        var listed = poller.Calls.Where(call => waiting.ContainsKey(call.Uii!)).ToDictionary(static c => c.Uii!);
        foreach (var uii in waiting.Keys.ToList())
        {
            if (listed.TryGetValue(uii, out var call))
            {
                waiting[uii] = call;
                if (!WaitsForEnd && IsMet(call))
                {
                    waiting.Remove(uii);
                    WriteObject(call);
                }
            }
            else if (!poller.MayLackCalls)
            {
                var last = waiting[uii];
                waiting.Remove(uii);
                if (WaitsForEnd && last is not null)
                    WriteObject(last);
                else
                    ReportError(ErrorRecords.CallNotFound(uii, uii));
            }
        }
    }

    private bool IsMet(RcxActiveCall call) => Until is ScriptBlock script
        ? InlineBlock.IsTrue(this, script, nameof(Until), call)
        : call.AgentName is not null;
}
