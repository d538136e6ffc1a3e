namespace RingCx.Session;

/// <summary>Which account a connection is for: the one that is given, or the only one that the user sees.</summary>
internal static class AccountChoice
{
    public static (RcxAccount Chosen, IReadOnlyList<RcxAccount> All) Make(
        RcxCommand command, RingCxClient client, string? account, Uri host)
    {
        IReadOnlyList<RcxAccount> accounts = [];
        try
        {
            accounts = command.Await(client.Directory.GetAccountsAsync);
        }
        catch (RingCxException e) when (account is not null && e.Kind is FailureKind.PermissionDenied or FailureKind.NotFound)
        {
            // Whoever names the account need not be allowed to list them.
            command.WriteVerbose("The accounts cannot be listed; the one given is taken as it is.");
        }
        catch (RingCxException e)
        {
            command.ThrowTerminatingError(ErrorRecords.From(e, "list the accounts", host));
        }

        if (account is null && accounts.Count != 1)
            command.ThrowTerminatingError(ErrorRecords.AccountNotChosen(accounts));

        var chosen = account is null ? accounts[0] : accounts.FirstOrDefault(a => a.AccountId == account);
        if (chosen is null && accounts.Count > 0)
        {
            var seen = string.Join(", ", accounts.Take(20));
            command.WriteWarning($"Account {account} is not among those that the user sees: {seen}. Commands may be refused.");
        }

        return (chosen ?? new RcxAccount { AccountId = account! }, accounts);
    }
}
