namespace RingCx.Commands;

/// <summary>
/// Follows the agents and emits what becomes of them: LoggedIn, Changed, LoggedOut. Goes on until Ctrl+C, -Timeout or
/// Select-Object -First, through lost connections and whatever else passes. Takes reporting rights.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "RcxAgentState", HelpUri = HelpPages.Root + "Watch-RcxAgentState.md")]
[OutputType(typeof(RcxAgentEvent))]
public sealed class WatchRcxAgentStateCommand : AgentStateCommand
{
    private PollingTimes? _times;

    /// <summary>How often the agents are looked at: seconds or a TimeSpan; 15 seconds by default, at least 5.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>How long to watch: seconds or a TimeSpan; without it until it is stopped.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Emits also the agents who are logged in at the start, as LoggedIn.</summary>
    [Parameter]
    public SwitchParameter IncludeExisting { get; set; }

    /// <summary>Checks what can be checked before the first look.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _times = AgentPoller.Times(this, Interval, Timeout);
    }

    /// <summary>Watches.</summary>
    protected override void EndProcessing()
    {
        var pollers = RequestedAccounts.Select(account => new AgentPoller(this, ActiveConnection, account)).ToList();
        PollingLoop.Follow<AgentPoller, RcxAgentEvent>(
            _times!, Client.Clock, pollers, IncludeExisting, (_, changes) => Emit(changes));
        foreach (var poller in pollers.Where(static poller => !poller.HasListed))
        {
            var time = $"within {Timeout!.Value.TotalSeconds:0.#} s";
            ReportError(ErrorRecords.WaitTimeout(
                $"The agents could not be looked at {time}, so nothing is known of what became of them.", poller.Account));
        }
    }

    private void Emit(IReadOnlyList<RcxAgentEvent> changes)
    {
        foreach (var change in changes)
        {
            // An agent whom the filter lets go shows a last time, as changed: otherwise the state would seem to go on for ever.
            if (IsWanted(change.Agent) || (change.Before is { } before && IsWanted(before)))
                WriteObject(change);
        }
    }
}
