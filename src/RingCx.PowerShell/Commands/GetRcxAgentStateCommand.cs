namespace RingCx.Commands;

/// <summary>
/// Shows the agents who are logged in, as they are now: state, for how long, call, disposition that is pending. One request, however many
/// agents; takes reporting rights.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RcxAgentState", HelpUri = HelpPages.Root + "Get-RcxAgentState.md")]
[OutputType(typeof(RcxAgentState), typeof(PSObject))]
public sealed class GetRcxAgentStateCommand : AgentStateCommand
{
    /// <summary>
    /// Emits flat rows for CSV, JSON or a database, in place of objects: times in seconds, moments as ISO 8601 text in UTC.
    /// </summary>
    [Parameter]
    public SwitchParameter AsRow { get; set; }

    /// <summary>Looks, account by account.</summary>
    protected override void EndProcessing()
    {
        var names = (AgentName ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Select(static name => new NamePattern(name)).ToList();
        var typedId = IsTyped(nameof(AgentId)) ? AgentId : null;
        var (hasLooked, isIdThere) = (false, false);
        foreach (var account in RequestedAccounts)
        {
            var wasServed = TryAwait(
                (progress, cancellationToken) => Client.RealTime.GetAgentStatesAsync(account, progress, cancellationToken),
                e => ErrorRecords.FromRealTime(e, "look at the agents", account),
                out var agents);
            if (!wasServed)
                continue;

            hasLooked = true;
            names.RemoveAll(name => agents.Any(agent => Array.Exists(NamesOf(agent), name.IsMatch)));
            isIdThere |= agents.Any(agent => agent.AgentId == typedId);
            foreach (var agent in agents.Where(IsWanted))
                WriteObject(AsRow ? FlatRow.Of(agent) : agent);
        }

        if (hasLooked && typedId is { } id && !isIdThere)
            ReportError(ErrorRecords.NoAgentOfId(id));

        // A name that nobody has is an error, as everywhere; one who is there in another state is not.
        foreach (var name in hasLooked ? names : [])
        {
            if (name.NotFound(nameof(AgentName), "the agents who are logged in") is { } error)
                ReportError(error);
        }
    }
}
