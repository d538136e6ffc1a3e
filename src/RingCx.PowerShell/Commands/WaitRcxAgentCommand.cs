namespace RingCx.Commands;

/// <summary>
/// Waits until agents are available, have logged out, or a script block says so; then emits them. Many agents cost one request. Takes
/// reporting rights.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "RcxAgent", HelpUri = HelpPages.Root + "Wait-RcxAgent.md")]
[OutputType(typeof(RcxAgentState))]
public sealed class WaitRcxAgentCommand : AccountCommand
{
    // By account, then by user name: the agent as known last, null where not seen.
    private readonly Dictionary<string, Dictionary<string, RcxAgentState?>> _waiting = new(StringComparer.Ordinal);

    // The accounts whose names were compared with those that there are.
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private PollingTimes? _times;
    private int _all;

    /// <summary>The agents to wait for: user names, or objects that have one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UsernameTransformation]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Username { get; set; }

    /// <summary>
    /// Available (the default: could take a call at once), LoggedOut, or a script block that is given each agent's state as <c>$_</c> and
    /// says when.
    /// </summary>
    [Parameter(Position = 1)]
    [AgentConditionTransformation]
    [ArgumentCompleter(typeof(AgentConditionCompleter))]
    public object Until { get; set; } = AgentConditionTransformationAttribute.Available;

    /// <summary>The agent from the pipe: what is emitted for one who has logged out before the first look.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>How long to wait: seconds or a TimeSpan; without a limit by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often the agents are looked at: seconds or a TimeSpan; 15 seconds by default, at least 5.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>Checks what can be checked before the first look.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfPipedAndGiven(nameof(Username));
        _times = AgentPoller.Times(this, Interval, Timeout);
    }

    /// <summary>Collects the agents.</summary>
    protected override void ProcessRecord()
    {
        var names = (Username ?? []).Where(static name => name.Length > 0).ToList();
        if (names.Count == 0)
        {
            ReportError(ErrorRecords.MissingArgument(
                nameof(Username), "Give an agent's user name, or pipe agents in: Get-RcxAgent -Name … | Wait-RcxAgent"));
            return;
        }

        foreach (var name in names)
        {
            if (AccountOrError(name) is not { } account)
                continue;

            if (!_waiting.TryGetValue(account, out var agents))
                _waiting[account] = agents = new Dictionary<string, RcxAgentState?>(StringComparer.OrdinalIgnoreCase);

            _all += agents.ContainsKey(name) ? 0 : 1;
            agents[name] = InputObject?.BaseObject switch { RcxAgentState agent => agent, RcxAgentEvent item => item.Agent, _ => null };
        }
    }

    /// <summary>Waits.</summary>
    protected override void EndProcessing()
    {
        var pollers = _waiting.Keys.Select(account => new AgentPoller(this, ActiveConnection, account)).ToList();
        PollingLoop.WaitForAll<AgentPoller, RcxAgentEvent>(
            this, _times!, Client.Clock, pollers, poller => _waiting[poller.Account].Count, _all, "agents " + Condition, Compare);

        foreach (var poller in pollers)
        {
            foreach (var (name, last) in _waiting[poller.Account].Select(static pair => (pair.Key, pair.Value)))
            {
                var time = $"within {Timeout!.Value.TotalSeconds:0.#} s";
                var state = last is null ? "not logged in" : last.State ?? "no state is told";
                ReportError(ErrorRecords.WaitTimeout(
                    poller.HasListed
                        ? $"Agent {name} did not become {Wanted} {time}: {state}. Look again: Get-RcxAgentState {name}."
                        : $"The agents could not be looked at {time}, so nothing is known of {name}.",
                    name));
            }
        }
    }

    private string Condition => Until is string name
        ? name == AgentConditionTransformationAttribute.LoggedOut ? "logged out" : "available"
        : "as the script block wants it";

    private string Wanted => Until is string ? Condition : "what the script block wants";

    private bool WaitsForLogout => Until is AgentConditionTransformationAttribute.LoggedOut;

    private void Compare(AgentPoller poller)
    {
        var waiting = _waiting[poller.Account];
        var agents = poller.Agents.ToLookup(static agent => agent.Username ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        foreach (var name in waiting.Keys.ToList())
        {
            if (agents[name].ToList() is { Count: > 0 } logins)
            {
                waiting[name] = logins[0];
                if (!WaitsForLogout && logins.Find(IsMet) is { } met)
                    Emit(met);
            }
            else if (waiting[name] is { } last)
            {
                // Somebody who was there and has gone: not seen again until the next login.
                waiting[name] = null;
                if (WaitsForLogout)
                    Emit(last);
            }
        }

        // A name that nobody has would be waited for in vain, or taken for logged out.
        if (_checked.Add(poller.Account) && waiting.Any(static pair => pair.Value is null))
            CompareWithDirectory(poller.Account, waiting);

        void Emit(RcxAgentState agent)
        {
            waiting.Remove(agent.Username!);
            WriteObject(agent);
        }
    }

    private void CompareWithDirectory(string account, Dictionary<string, RcxAgentState?> waiting)
    {
        var missing = waiting.Where(static pair => pair.Value is null).Select(static pair => pair.Key).ToList();
        if (!TryAwait(
            (progress, cancellationToken) => Client.Directory.GetAgentsAsync(account, progress, cancellationToken),
            e => ErrorRecords.From(e, "list the agents, to see whether there are such", account),
            out var agents))
        {
            // Whoever waits for a logout cannot tell one from a wrong name, and would wait for ever.
            foreach (var name in WaitsForLogout ? missing : [])
                waiting.Remove(name);

            return;
        }

        var known = new HashSet<string>(agents.Select(static agent => agent.Username ?? string.Empty), StringComparer.OrdinalIgnoreCase);
        foreach (var name in missing)
        {
            if (!known.Contains(name))
            {
                waiting.Remove(name);
                ReportError(ErrorRecords.NoAgentOfUsername(name));
            }
            else if (WaitsForLogout)
            {
                waiting.Remove(name);
                WriteVerbose($"Agent {name} is not logged in.");
            }
        }
    }

    private bool IsMet(RcxAgentState agent) =>
        Until is ScriptBlock script ? InlineBlock.IsTrue(this, script, nameof(Until), agent) : agent.IsAvailable;
}
