namespace RingCx.Polling;

/// <summary>Follows the calls of one listing for a command.</summary>
internal sealed class CallPoller(RcxCommand command, RcxConnection connection, string account, ActiveCallQuery query)
    : ServicePoller<RcxCallEvent>(command, connection, account, Words)
{
    private static readonly PollingWords Words = new("The calls", "listed", "no call is taken for ended");

    private readonly ActiveCallWatcher _watcher = connection.Client.ActiveCalls.Watch(account, query);

    /// <summary>The calls in progress, as the last listing had them.</summary>
    public IReadOnlyCollection<RcxActiveCall> Calls => _watcher.Calls;

    /// <summary>True while a call that is not among <see cref="Calls"/> may be in progress all the same.</summary>
    public bool MayLackCalls => _watcher.MayLackCalls;

    /// <summary>The service's time of the last listing.</summary>
    public DateTimeOffset ServiceTime => _watcher.ServiceTime;

    /// <summary>The record of a listing that failed.</summary>
    public override ErrorRecord Error(RingCxException e) => ErrorRecords.From(e, "list the calls", Account, "Monitor calls");

    private protected override Task<IReadOnlyList<RcxCallEvent>> AskAsync(
        IProgress<RequestEvent> progress, CancellationToken cancellationToken) => _watcher.PollAsync(progress, cancellationToken);
}
