using RingCx.Board;

namespace RingCx.Boards;

/// <summary>The base of the commands that show the calls of an account as a board.</summary>
public abstract class BoardCommand : AccountCommand
{
    private string? _account;
    private int? _gateId;
    private AgentNames? _names;

    private protected BoardCommand()
    {
    }

    /// <summary>Only agents whose first, last or full name matches, and their calls; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AgentName { get; set; }

    /// <summary>Only this queue, its calls and the agents who are on them; the Tab key completes it from the queue's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>An account or a queue, to show what belongs to it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>From this wait on a call in a queue is marked as worth a look: seconds or a TimeSpan; a minute by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? WaitWarning { get; set; }

    /// <summary>From this wait on a call in a queue is marked as waiting too long: seconds or a TimeSpan; 3 minutes by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? WaitCritical { get; set; }

    /// <summary>From this length on a call with an agent is marked as worth a look: seconds or a TimeSpan; 20 minutes by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? CallWarning { get; set; }

    /// <summary>
    /// From this time on an agent who is neither available nor on a call is marked, with !! from twice that: seconds or a TimeSpan; 15
    /// minutes by default.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? AwayWarning { get; set; }

    /// <summary>
    /// From this time on an agent whose last call waits for its disposition is marked, with !! from twice that: seconds or a TimeSpan; 2
    /// minutes by default.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? PendingWarning { get; set; }

    /// <summary>Checks the names before anything is asked for.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (NamePatterns.FirstUnclosed(AgentName) is { } name)
            ThrowTerminatingError(ErrorRecords.UnclosedBracket(nameof(AgentName), name));
    }

    /// <summary>Takes what to show, which is one thing.</summary>
    protected sealed override void ProcessRecord()
    {
        if (IsChatQueue(InputObject))
            ThrowTerminatingError(ErrorRecords.ChatQueue(InputObject!));

        if (InputObject is not null && !IsAccount(InputObject) && (GateId is null || AgentRow.Of(InputObject) is not null))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                "The object from the pipe is not an account or a queue, so it does not say what the board is to show. "
                + "For an agent's calls give -AgentName.",
                InputObject));
        }

        if (AccountOrError(AccountId) is not { } account)
            return;

        if (_account is not null && (_account != account || _gateId != GateId))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                "A board shows one account or one of its queues, and several come from the pipe. "
                + "Choose one with Where-Object, -AccountId or -GateId.",
                InputObject));
        }

        _account = account;
        _gateId = GateId;
    }

    /// <summary>Shows the board, where there is an account to show.</summary>
    protected sealed override void EndProcessing()
    {
        if (_account is not null)
            Show(_account);
    }

    private AgentNames Names => _names ??= new AgentNames(AgentName);

    // Calls that wait have no agent yet, so they are not listed with -AgentName.
    private bool CountsWaiting => AgentName is not null;

    /// <summary>Shows the board of an account.</summary>
    private protected abstract void Show(string account);

    /// <summary>The thresholds, checked.</summary>
    private protected BoardThresholds Thresholds()
    {
        var thresholds = new BoardThresholds();
        thresholds.WaitWarning = WaitWarning ?? thresholds.WaitWarning;
        thresholds.WaitCritical = WaitCritical ?? thresholds.WaitCritical;
        thresholds.CallWarning = CallWarning ?? thresholds.CallWarning;
        thresholds.AwayWarning = AwayWarning ?? thresholds.AwayWarning;
        thresholds.PendingWarning = PendingWarning ?? thresholds.PendingWarning;
        if (thresholds.WaitWarning <= TimeSpan.Zero || thresholds.CallWarning <= TimeSpan.Zero
            || thresholds.AwayWarning <= TimeSpan.Zero || thresholds.PendingWarning <= TimeSpan.Zero
            || thresholds.WaitCritical < thresholds.WaitWarning)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                "The thresholds are out of order. Give more than nothing for -WaitWarning, -CallWarning, -AwayWarning and "
                + $"-PendingWarning, and at least as much for -WaitCritical ({thresholds.WaitCritical.TotalSeconds:0.#} s) as for "
                + $"-WaitWarning ({thresholds.WaitWarning.TotalSeconds:0.#} s)."));
        }

        return thresholds;
    }

    /// <summary>Follows the calls that are asked for.</summary>
    private protected CallPoller Poller(string account) => new(
        this, ActiveConnection, account, _gateId is { } gateId ? ActiveCallQuery.ForQueue(gateId) : ActiveCallQuery.ForAccount(account));

    /// <summary>The account's name, or its id.</summary>
    private protected string NameOf(string account) =>
        ActiveConnection.Accounts.Append(
            new RcxAccount { AccountId = ActiveConnection.AccountId, AccountName = ActiveConnection.AccountName })
            .FirstOrDefault(a => a.AccountId == account && a.AccountName is not null)?.AccountName ?? account;

    /// <summary>The calls that the board shows of those that were listed.</summary>
    private protected IReadOnlyList<BoardCall> CallsOf(CallPoller poller) =>
    [
        .. from call in poller.Calls
           // What is read-only has ended for everybody but the archive.
           where call.Archive != true && Names.Match(call)
           select new BoardCall(call),
    ];

    /// <summary>Keeps agents' states and queues' figures new.</summary>
    private protected FloorSource Floor(string account, TimeSpan interval) => new(
        cancellationToken => AgentsAsync(account, null, cancellationToken),
        cancellationToken => QueuesAsync(account, null, cancellationToken),
        static e => e is RingCxException failure ? new FloorFailure(failure.Message, IsDenied(failure)) : null,
        interval)
    {
        GateId = _gateId,
        CountsWaiting = CountsWaiting,
    };

    /// <summary>Agents' states and queues' figures, for a board of this command's calls.</summary>
    private protected BoardFloor FloorOf(IReadOnlyList<BoardAgent>? agents, IReadOnlyList<BoardQueueState>? queues) =>
        new(agents, queues) { GateId = _gateId, CountsWaiting = CountsWaiting };

    /// <summary>The agents whom the board shows of those who are logged in.</summary>
    private protected async Task<IReadOnlyList<BoardAgent>> AgentsAsync(
        string account, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
    [
        .. (await Client.RealTime.GetAgentStatesAsync(account, progress, cancellationToken).ConfigureAwait(false))
            .Where(Names.Match).Select(static agent => new BoardAgent(agent)),
    ];

    /// <summary>The figures of the account's queues.</summary>
    private protected async Task<IReadOnlyList<BoardQueueState>> QueuesAsync(
        string account, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
    [
        .. (await Client.RealTime.GetQueueStatesAsync(account, RcxQueueChannel.Voice, progress, cancellationToken).ConfigureAwait(false))
            .Select(static queue => new BoardQueueState(queue)),
    ];

    /// <summary>Whether the service refuses it to the user, or does not have it.</summary>
    private protected static bool IsDenied(RingCxException failure) =>
        failure.Kind is FailureKind.PermissionDenied or FailureKind.NotFound;

    /// <summary>The account's queues for the board.</summary>
    private protected static IReadOnlyList<BoardQueue> From(IEnumerable<RcxQueue> queues) =>
        [.. queues.Select(static queue => new BoardQueue(queue))];

    /// <summary>The queues that the board shows even without calls.</summary>
    private protected IReadOnlyList<BoardQueue> Shown(IReadOnlyList<BoardQueue> queues) =>
        _gateId is { } gateId ? [.. queues.Where(queue => queue.Id == gateId)] : queues;
}
