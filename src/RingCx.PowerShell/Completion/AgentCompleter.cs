namespace RingCx.Completion;

/// <summary>Completes an agent's user name, also from the agent's own.</summary>
internal sealed class AgentCompleter : ConnectionCompleter
{
    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from agent in await connection.Directory.AgentsAsync(accountId, cancellationToken).ConfigureAwait(false)
           where agent.Username is not (null or "")
           select new Candidate(agent.Username!, $"{agent.FirstName} {agent.LastName} ({agent.Username})", $"{agent.GroupName} > {agent.FirstName} {agent.LastName}"),
    ];
}
