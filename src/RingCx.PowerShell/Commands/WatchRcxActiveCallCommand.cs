using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using RingCx.Arguments;
using RingCx.Client;

namespace RingCx.Commands;

/// <summary>
/// Follows the calls and emits what becomes of them: Started, Changed, Ended. Goes on until Ctrl+C, -Timeout or Select-Object -First, through
/// lost connections and whatever else passes.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "RcxActiveCall", DefaultParameterSetName = ByProduct)]
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

    /// <summary>Emits the calls that are there at the beginning, too, as Started.</summary>
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
        var watches = Requested.Where(static r => r.Uiis is not { Count: 0 })
            .Select(requested => (Requested: requested, Poller: new CallPoller(this, Used, requested.Account, Query(requested)))).ToList();
        if (watches.Count == 0)
        {
            return;
        }

        var emits = (bool)IncludeExisting;
        while (true)
        {
            foreach (var (requested, poller) in watches)
            {
                if (poller.Poll() is { } changes && emits)
                {
                    Emit(requested, changes);
                }
            }

            emits = true;
            if (_times!.IsOver)
            {
                return;
            }

            _times.WaitForNext();
            if (_times.IsOver)
            {
                return;
            }
        }
    }

    private void Emit(RequestedListing requested, IReadOnlyList<ActiveCallChange> changes)
    {
        foreach (var change in changes)
        {
            var item = new RcxCallEvent(change, requested.Account);

            // A call that the filter lets go shows a last time, as changed: otherwise it would seem to go on for ever.
            if (IsWanted(requested, item.Call) || (change.Before is { } before && IsWanted(requested, new RcxActiveCall(before, requested.Account, change.At))))
            {
                WriteObject(item);
            }
        }
    }

    private bool IsWanted(RequestedListing requested, RcxActiveCall call) =>
        (requested.Uiis is null || requested.Uiis.Contains(call.Uii ?? string.Empty)) && Matches(requested, call);
}
