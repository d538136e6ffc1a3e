namespace RingCx.Commands;

/// <summary>
/// Shows the queues as they are now: who waits, how long, how many agents there are, and the counters of the day. One request for the voice
/// queues and one for the chat queues; takes reporting rights.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RcxQueueState", HelpUri = HelpPages.Root + "Get-RcxQueueState.md")]
[OutputType(typeof(RcxQueueState), typeof(PSObject))]
public sealed class GetRcxQueueStateCommand : AccountCommand
{
    // By account and channel: the ids that are asked for; null for all.
    private readonly Dictionary<(string Account, RcxQueueChannel Channel), HashSet<int>?> _requested = [];

    // A field of the enum's own type would have the model loaded with the command, at import.
    private object? _channel;

    /// <summary>Only queues whose name matches; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [Alias("GateName")]
    [ArgumentCompleter(typeof(QueueNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Voice or Chat; both by default, and the voice queues where queues come from the pipe.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public RcxQueueChannel? Channel { get => (RcxQueueChannel?)_channel; set => _channel = value; }

    /// <summary>Only the queue with this id, which queues from the pipe have; the Tab key completes it from the queue's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>
    /// Emits flat rows for CSV, JSON or a database, in place of objects: times in seconds, moments as ISO 8601 text in UTC.
    /// </summary>
    [Parameter]
    public SwitchParameter AsRow { get; set; }

    /// <summary>An account or queues, to show what belongs to it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Collects which: what is neither a queue nor an account is refused, lest all come in its place.</summary>
    protected override void ProcessRecord()
    {
        if (InputObject is not null && GateId is null && !IsAccount(InputObject))
        {
            ReportError(ErrorRecords.InvalidArgument(
                "The object from the pipe is not a queue or an account, so it does not say which queues to show. For a name give -Name.",
                InputObject));
            return;
        }

        if (AccountOrError(GateId) is not { } account)
            return;

        foreach (var channel in Channel is { } one ? [one] : GateId is null
            ? new[] { RcxQueueChannel.Voice, RcxQueueChannel.Chat }
            : [RcxQueueChannel.Voice])
        {
            if (GateId is not { } id)
                _requested[(account, channel)] = null;
            else if (!_requested.TryGetValue((account, channel), out var ids))
                _requested[(account, channel)] = [id];
            else
                ids?.Add(id);
        }
    }

    /// <summary>Looks, account by account and channel by channel.</summary>
    protected override void EndProcessing()
    {
        var found = new List<RcxQueueState>();
        var isWhole = true;
        foreach (var ((account, channel), ids) in _requested.Select(static pair => (pair.Key, pair.Value)))
        {
            var what = channel == RcxQueueChannel.Chat ? "look at the chat queues" : "look at the queues";
            var wasServed = TryAwait(
                (progress, cancellationToken) => Client.RealTime.GetQueueStatesAsync(account, channel, progress, cancellationToken),
                e => ErrorRecords.FromRealTime(e, what, account),
                out var queues);
            isWhole &= wasServed;
            if (!wasServed)
                continue;

            found.AddRange(queues.Where(queue => ids is null || ids.Contains(queue.GateId!.Value)));
            foreach (var id in ids?.Except(queues.Select(static queue => queue.GateId!.Value)) ?? [])
                ReportError(ErrorRecords.NoQueueOfId(id));
        }

        if (Name is null)
            Emit(found);

        var emitted = new HashSet<RcxQueueState>();
        foreach (var name in Name ?? [])
        {
            var pattern = new NamePattern(name);
            var named = pattern.Find(found, static queue => [queue.GateName]);
            if (named.Count == 0 && isWhole && pattern.NotFound(nameof(Name), "the queues") is { } error)
                ReportError(error);

            Emit(named.Where(emitted.Add));
        }
    }

    private void Emit(IEnumerable<RcxQueueState> queues)
    {
        foreach (var queue in queues)
            WriteObject(AsRow ? FlatRow.Of(queue) : queue);
    }
}
