namespace RingCx.Completion;

/// <summary>Completes an account's id among those the user can see. Asks nobody: they were read when the connection was made.</summary>
internal sealed class AccountCompleter : ConnectionCompleter
{
    private protected override Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Candidate>>([.. connection.Accounts.Select(static a => new Candidate(a.AccountId, a.ToString(), a.ToString()))]);
}
