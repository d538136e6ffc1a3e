namespace RingCx.Completion;

/// <summary>Completes a queue's id from its name.</summary>
internal sealed class QueueCompleter : ConnectionCompleter
{
    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from queue in await connection.Directory.QueuesAsync(accountId, cancellationToken).ConfigureAwait(false)
           let id = queue.GateId.ToString(CultureInfo.InvariantCulture)
           select new Candidate(id, $"{queue.GateName ?? id} ({id})", Describe(queue)),
    ];

    /// <summary>What is shown beside a queue while it is chosen, by its id or by its name.</summary>
    internal static string Describe(RcxQueue queue) => FormattableString.Invariant($"{queue.GroupName}{(queue.IsActive == false ? ", inactive" : string.Empty)} > {queue.GateName} ({queue.GateId})");
}
