namespace RingCx.Completion;

/// <summary>Completes an account's id among those the user can see. Asks nobody: they were read when the connection was made.</summary>
internal sealed class AccountCompleter : ConnectionCompleter
{
    private protected override Task<IEnumerable<Candidate>> FindAsync(Typed typed) =>
        Task.FromResult(typed.Connection.Accounts.Select(static a => new Candidate(a.AccountId, a.ToString(), a.ToString())));
}

/// <summary>Completes an agent's user name, also from the agent's own.</summary>
internal sealed class AgentCompleter : ConnectionCompleter
{
    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed) =>
        from agent in await typed.Connection.Directory.AgentsAsync(typed.AccountId, typed.CancellationToken).ConfigureAwait(false)
        let name = $"{agent.FirstName} {agent.LastName}"
        select new Candidate(agent.Username, $"{name} ({agent.Username})", $"{agent.GroupName} > {name}");
}

/// <summary>Completes the name of an agents' group.</summary>
internal sealed class AgentGroupCompleter : ConnectionCompleter
{
    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed) =>
        from agent in await typed.Connection.Directory.AgentsAsync(typed.AccountId, typed.CancellationToken).ConfigureAwait(false)
        where agent.GroupName is not null
        group agent by agent.GroupName into members
        select new Candidate(members.Key, members.Key, $"{members.Count()} agents");
}

/// <summary>Completes an agent's state: the service's own, and those that agents are in now.</summary>
internal sealed class AgentStateCompleter : ConnectionCompleter
{
    private static readonly string[] Usual = ["AVAILABLE", "ON_CALL", "AWAY", "WRAP_UP"];

    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed)
    {
        IEnumerable<string?> current;
        try
        {
            var agents = await typed.Connection.Directory.AgentStatesAsync(typed.AccountId, typed.CancellationToken).ConfigureAwait(false);
            current = agents.Select(static agent => agent.State);
        }
        catch (RingCxException)
        {
            // Without reporting rights the usual ones are known all the same.
            current = [];
        }

        return Usual.Concat(current).Where(static state => state is { Length: > 0 }).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(static state => new Candidate(state, state, state));
    }
}

/// <summary>Completes a queue's id from its name.</summary>
internal sealed class QueueCompleter : ConnectionCompleter
{
    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed) =>
        from queue in await typed.QueuesAsync().ConfigureAwait(false)
        let id = queue.GateId.ToString(CultureInfo.InvariantCulture)
        select new Candidate(id, $"{queue.GateName ?? id} ({id})", Describe(queue));
}

/// <summary>Completes a queue's name.</summary>
internal sealed class QueueNameCompleter : ConnectionCompleter
{
    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed) =>
        from queue in await typed.QueuesAsync().ConfigureAwait(false)
        select new Candidate(queue.GateName, queue.GateName, Describe(queue));
}

/// <summary>Completes a telephony session's id among the active calls of the last listing. Asks nobody.</summary>
internal sealed class TelephonySessionCompleter : ConnectionCompleter
{
    private protected override Task<IEnumerable<Candidate>> FindAsync(Typed typed) => Task.FromResult(
        from call in typed.Connection.LastRingExListing
        let parties = $"{call.FromName ?? call.FromNumber} > {call.ToName ?? call.ToNumber}"
        select new Candidate(call.TelephonySessionId, $"{call.TelephonySessionId} {parties}", parties));
}

/// <summary>Completes a uii among the calls of the last listing. Asks nobody.</summary>
internal sealed class UiiCompleter : ConnectionCompleter
{
    private protected override Task<IEnumerable<Candidate>> FindAsync(Typed typed) => Task.FromResult(
        from call in typed.Connection.LastListing
        let agent = call.AgentName ?? "waiting"
        select new Candidate(call.Uii, $"{call.Uii} {agent}", $"{call.DestinationName} > {agent}"));
}
