namespace RingCx.Commands;

/// <summary>Lists the dispositions that a queue or a campaign offers, as its agents see them.</summary>
[Cmdlet(VerbsCommon.Get, "RcxDisposition", DefaultParameterSetName = ByQueue, HelpUri = HelpPages.Root + "Get-RcxDisposition.md")]
[OutputType(typeof(RcxDisposition))]
public sealed class GetRcxDispositionCommand : AccountCommand
{
    private const string ByQueue = "Queue";
    private const string ByCampaign = "Campaign";

    // What one command asks for again and again, record after record, it asks once.
    private readonly Dictionary<string, IReadOnlyList<RcxQueue>> _queues = new(StringComparer.Ordinal);

    /// <summary>The queue's name; wildcards are allowed. Ignored if there is an id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByQueue)]
    [Alias("GateName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueNameCompleter))]
    public string[]? QueueName { get; set; }

    /// <summary>The queue's id; the Tab key completes it from the queue's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByQueue)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>The id of the queue's group, which queues from the pipe have; without it the account's queues are listed first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByQueue)]
    [GateGroupIdTransformation]
    public int? GateGroupId { get; set; }

    /// <summary>The id of a campaign, in place of a queue; takes the dial group's as well.</summary>
    [Parameter(ParameterSetName = ByCampaign)]
    [CampaignIdTransformation]
    public int? CampaignId { get; set; }

    /// <summary>The id of the dial group that the campaign is in.</summary>
    [Parameter(ParameterSetName = ByCampaign)]
    [DialGroupIdTransformation]
    public int? DialGroupId { get; set; }

    /// <summary>Checks what can be checked before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == ByCampaign && (CampaignId is null || DialGroupId is null))
            ThrowTerminatingError(ErrorRecords.HalfACampaign(CampaignId is null ? nameof(CampaignId) : nameof(DialGroupId)));
    }

    /// <summary>Lists.</summary>
    protected override void ProcessRecord()
    {
        if (AccountOrError(GateId ?? CampaignId) is not { } account)
            return;

        if (CampaignId is { } campaignId && DialGroupId is { } dialGroupId)
        {
            List(
                $"list the dispositions of campaign {campaignId}",
                campaignId,
                (progress, cancellationToken) =>
                    Client.Directory.GetCampaignDispositionsAsync(account, dialGroupId, campaignId, progress, cancellationToken),
                e => ErrorRecords.NoCampaign(campaignId, dialGroupId, e));
        }
        else if (GateId is { } id && GateGroupId is { } groupId && !IsTyped(nameof(QueueName)))
        {
            // All that the service asks for is there, as with queues from the pipe.
            ListOf(account, id, groupId, QueueName?.FirstOrDefault());
        }
        else if (GateId is not null || QueueName?.Any(static name => !string.IsNullOrWhiteSpace(name)) == true)
        {
            foreach (var queue in Find(account))
            {
                if ((GateGroupId ?? queue.GateGroupId) is { } itsGroup)
                    ListOf(account, queue.GateId, itsGroup, queue.GateName);
                else
                    ReportError(ErrorRecords.NoGroupOfQueue(queue.GateId, queue.GateName));
            }
        }
        else
        {
            ReportError(ErrorRecords.MissingArgument(
                nameof(QueueName),
                "Say whose dispositions: -QueueName or -GateId, or pipe queues in: Get-RcxQueue | Get-RcxDisposition. "
                + "For a campaign give -CampaignId and -DialGroupId."));
        }
    }

    private void ListOf(string account, int gateId, int groupId, string? name) => List(
        $"list the dispositions of queue {gateId}",
        gateId,
        (progress, cancellationToken) => Client.Directory.GetGateDispositionsAsync(account, groupId, gateId, progress, cancellationToken),
        e => ErrorRecords.NoQueueOfId(gateId, e),
        name);

    private void List(
        string what,
        int target,
        Func<IProgress<RequestEvent>, CancellationToken, Task<IReadOnlyList<RcxDisposition>>> find,
        Func<RingCxException, ErrorRecord> notFound,
        string? queueName = null)
    {
        try
        {
            foreach (var disposition in Await(find))
            {
                disposition.QueueName = queueName;
                WriteObject(disposition);
            }
        }
        catch (RingCxException e)
        {
            ReportError(e.Kind == FailureKind.NotFound ? notFound(e) : ErrorRecords.From(e, what, target));
        }
    }

    // The queues that are meant; what is not found is said.
    private List<RcxQueue> Find(string account)
    {
        try
        {
            if (!_queues.TryGetValue(account, out var all))
            {
                all = Await((progress, cancellationToken) => Client.Directory.GetQueuesAsync(account, progress, cancellationToken));
                _queues[account] = all;
            }

            return GateId is { } id ? FindById(all, id) : FindByName(all);
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.From(e, "list the queues", GateId ?? (object?)QueueName));
            return [];
        }
    }

    private List<RcxQueue> FindById(IReadOnlyList<RcxQueue> all, int id)
    {
        var found = all.Where(queue => queue.GateId == id).Take(1).ToList();
        if (found.Count == 0)
            ReportError(ErrorRecords.NoQueueOfId(id));

        return found;
    }

    private List<RcxQueue> FindByName(IReadOnlyList<RcxQueue> all)
    {
        var found = new List<RcxQueue>();
        foreach (var name in QueueName!.Where(static name => !string.IsNullOrWhiteSpace(name)))
        {
            var pattern = new NamePattern(name);
            var named = pattern.Find(all, static queue => [queue.GateName]);
            if (named.Count == 0 && pattern.NotFound(nameof(QueueName), "the queues") is { } error)
                ReportError(error);

            found.AddRange(named.Where(queue => !found.Contains(queue)));
        }

        return found;
    }
}
