namespace RingCx.Completion;

/// <summary>Completes a telephony session's id among the active calls of the last listing. Asks nobody.</summary>
internal sealed class TelephonySessionCompleter : ConnectionCompleter
{
    private protected override Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Candidate>>(
        [
            .. from call in connection.LastRingExListing
               where call.TelephonySessionId is not (null or "")
               let parties = $"{call.FromName ?? call.FromNumber} > {call.ToName ?? call.ToNumber}"
               select new Candidate(call.TelephonySessionId!, $"{call.TelephonySessionId} {parties}", parties),
        ]);
}
