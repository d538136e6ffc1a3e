namespace RingCx.Foundation;

/// <summary>The base of the commands that look at agents as they are now: collects which, so that many cost one request.</summary>
public abstract class AgentStateCommand : AccountCommand
{
    // By account: the ids that are asked for; null for everybody.
    private readonly Dictionary<string, HashSet<int>?> _requested = new(StringComparer.Ordinal);

    private NamePatterns? _names;
    private NamePatterns? _groups;
    private NamePatterns? _states;

    private protected AgentStateCommand() { }

    /// <summary>Only agents whose first, last, full or user name matches; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? AgentName { get; set; }

    /// <summary>Only agents of groups whose name matches; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AgentGroupCompleter))]
    public string[]? GroupName { get; set; }

    /// <summary>Only agents in one of these states, such as AVAILABLE or AWAY; accounts add their own. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AgentStateCompleter))]
    public string[]? State { get; set; }

    /// <summary>Only agents who are on a call; with -OnCall:$false only those who are not.</summary>
    [Parameter]
    public SwitchParameter OnCall { get; set; }

    /// <summary>Only agents whose last call waits for its disposition; with -PendingDisposition:$false only the others.</summary>
    [Parameter]
    public SwitchParameter PendingDisposition { get; set; }

    /// <summary>Only the agent with this id, which agents from the pipe have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AgentIdTransformation]
    public int? AgentId { get; set; }

    /// <summary>An account or agents, to look at what belongs to it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The accounts that are asked for, once every record has come.</summary>
    private protected IReadOnlyList<string> RequestedAccounts => [.. _requested.Keys];

    /// <summary>Checks what can be checked before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectUnclosed(nameof(AgentName), AgentName);
        RejectUnclosed(nameof(GroupName), GroupName);
        RejectUnclosed(nameof(State), State);
        (_names, _groups, _states) = (new NamePatterns(AgentName), new NamePatterns(GroupName), new NamePatterns(State));
    }

    /// <summary>Collects who is asked for. What is neither an agent nor an account is refused, lest everybody comes in its place.</summary>
    protected sealed override void ProcessRecord()
    {
        if (InputObject is not null && AgentId is null && !IsAccount(InputObject))
        {
            ReportError(ErrorRecords.InvalidArgument(
                "The object from the pipe is not an agent or an account, so it does not say whom to look at. For a name give -AgentName.",
                InputObject));
            return;
        }

        if (AccountOrError(AgentId) is not { } account)
            return;

        if (AgentId is not { } id)
            _requested[account] = null;
        else if (!_requested.TryGetValue(account, out var ids))
            _requested[account] = [id];
        else
            ids?.Add(id);
    }

    /// <summary>Whether an agent is one who is asked for.</summary>
    private protected bool IsWanted(RcxAgentState agent) =>
        (!_requested.TryGetValue(agent.AccountId, out var ids) || ids is null || (agent.AgentId is { } id && ids.Contains(id)))
        && _names!.Match(NamesOf(agent))
        && _groups!.Match(agent.AgentGroupName)
        && _states!.Match(agent.State)
        && (!IsGiven(nameof(OnCall)) || OnCall == agent.Uii is not null)
        && (!IsGiven(nameof(PendingDisposition)) || PendingDisposition == (agent.PendingDisposition == true));

    /// <summary>The names that an agent is found by.</summary>
    private protected static string?[] NamesOf(RcxAgentState agent) =>
        [agent.AgentName, agent.Username, agent.FirstName, agent.LastName];

    private void RejectUnclosed(string parameter, string[]? patterns)
    {
        if (NamePatterns.FirstUnclosed(patterns) is { } pattern)
            ThrowTerminatingError(ErrorRecords.UnclosedBracket(parameter, pattern));
    }
}
