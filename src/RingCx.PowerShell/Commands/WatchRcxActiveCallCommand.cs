namespace RingCx.Commands;

/// <summary>
/// Follows the calls and emits what becomes of them: Started, Changed, Ended. Goes on until Ctrl+C, -Timeout or Select-Object -First,
/// through lost connections and whatever else passes.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "RcxActiveCall", DefaultParameterSetName = ByProduct, HelpUri = HelpPages.Root + "Watch-RcxActiveCall.md")]
[OutputType(typeof(RcxCallEvent))]
public sealed class WatchRcxActiveCallCommand : ListingCommand
{
    private PollingTimes? _times;

    /// <summary>How often the calls are listed: seconds or a TimeSpan; 5 seconds by default, at least 1.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>How long to watch: seconds or a TimeSpan; without it until it is stopped.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Emits also the calls in progress at the start, as Started.</summary>
    [Parameter]
    public SwitchParameter IncludeExisting { get; set; }

    /// <summary>Checks what can be checked before the first listing.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _times = new PollingTimes(this, Interval, Timeout);
    }

    /// <summary>Watches.</summary>
    protected override void EndProcessing()
    {
        // What the service lists alike is listed once, however many ask for it.
        var watches = Requested.Where(static r => r.Uiis is not { Count: 0 }).GroupBy(static r => (r.Account, r.GateId))
            .ToDictionary(
                alike => new CallPoller(this, ActiveConnection, alike.Key.Account, Query(alike.First())), static alike => alike.ToList());
        PollingLoop.Follow<CallPoller, RcxCallEvent>(
            _times!, Client.Clock, [.. watches.Keys], IncludeExisting, (poller, changes) => Emit(watches[poller], changes));
        foreach (var poller in watches.Keys.Where(static poller => !poller.HasListed))
        {
            var time = $"within {Timeout!.Value.TotalSeconds:0.#} s";
            ReportError(ErrorRecords.WaitTimeout(
                $"The calls could not be listed {time}, so nothing is known of what became of them.", poller.Account));
        }
    }

    private void Emit(List<RequestedListing> requested, IReadOnlyList<RcxCallEvent> changes)
    {
        foreach (var change in changes)
        {
            // A call that the filter lets go shows a last time, as changed: otherwise it would seem to go on for ever.
            if (IsWanted(requested, change.Call) || (change.Before is { } before && IsWanted(requested, before)))
                WriteObject(change);
        }
    }

    private bool IsWanted(List<RequestedListing> requested, RcxActiveCall call) =>
        requested.Exists(one => (one.Uiis is null || one.Uiis.Contains(call.Uii ?? string.Empty)) && Matches(one, call));
}
