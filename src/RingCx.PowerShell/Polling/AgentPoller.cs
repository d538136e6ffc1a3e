namespace RingCx.Polling;

/// <summary>Follows the agents of an account for a command.</summary>
internal sealed class AgentPoller(RcxCommand command, RcxConnection connection, string account)
    : ServicePoller<RcxAgentEvent>(command, connection, account, Words)
{
    /// <summary>How often agents are looked at unless told otherwise (the service asks for 10 to 30 seconds).</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(15);

    /// <summary>The most often.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    private static readonly PollingWords Words = new("The agents", "looked at", "no agent is taken for logged out");

    private readonly AgentWatcher _watcher = connection.Client.RealTime.Watch(account);

    /// <summary>Who is logged in, as the last answer had it.</summary>
    public IReadOnlyCollection<RcxAgentState> Agents => _watcher.Agents;

    /// <summary>When to look; what was given and is out of range ends the command before anything is sent.</summary>
    public static PollingTimes Times(RcxCommand command, TimeSpan? interval, TimeSpan? timeout) =>
        new(command, interval, timeout, DefaultInterval, ShortestInterval);

    /// <summary>The record of a look that failed.</summary>
    public override ErrorRecord Error(RingCxException e) => ErrorRecords.FromRealTime(e, "look at the agents", Account);

    private protected override Task<IReadOnlyList<RcxAgentEvent>> AskAsync(
        IProgress<RequestEvent> progress, CancellationToken cancellationToken) => _watcher.PollAsync(progress, cancellationToken);
}
