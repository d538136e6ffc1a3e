namespace RingCx.Completion;

/// <summary>Completes a uii among the calls of the last listing. Asks nobody.</summary>
internal sealed class UiiCompleter : ConnectionCompleter
{
    private protected override Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Candidate>>(
        [
            .. from call in connection.LastListing
               where call.Uii is not (null or "")
               select new Candidate(call.Uii!, $"{call.Uii} {call.AgentName ?? "waiting"}", $"{call.DestinationName} > {call.AgentName ?? "waiting"}"),
        ]);
}
