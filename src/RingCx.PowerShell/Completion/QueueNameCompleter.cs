namespace RingCx.Completion;

/// <summary>Completes a queue's name.</summary>
internal sealed class QueueNameCompleter : ConnectionCompleter
{
    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from queue in await connection.Directory.QueuesAsync(accountId, cancellationToken).ConfigureAwait(false)
           where queue.GateName is not (null or "")
           select new Candidate(queue.GateName!, queue.GateName!, QueueCompleter.Describe(queue)),
    ];
}
