namespace RingCx.Foundation;

/// <summary>The base of the commands that look things of an account up by name.</summary>
public abstract class LookupCommand : AccountCommand
{
    private protected LookupCommand() { }

    /// <summary>Only those whose name matches; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Lists what matches. A name without wildcards that matches nothing is an error, as everywhere in PowerShell.</summary>
    /// <param name="what">What is listed, as in "the queues".</param>
    /// <param name="names">The names of one of them.</param>
    private protected void List<T>(
        string what,
        Func<string, IProgress<RequestEvent>, CancellationToken, Task<IReadOnlyList<T>>> find,
        Func<T, IEnumerable<string?>> names)
        where T : class
    {
        if (AccountOrError(AccountId) is not { } account)
            return;

        if (!TryAwait((progress, token) => find(account, progress, token), e => ErrorRecords.From(e, "list " + what, account), out var all))
            return;

        if (Name is null)
            WriteObject(all, true);

        var emitted = new HashSet<T>();
        foreach (var name in Name ?? [])
        {
            var pattern = new NamePattern(name);
            var found = pattern.Find(all, names);
            if (found.Count == 0 && pattern.NotFound(nameof(Name), what) is { } error)
                ReportError(error);

            WriteObject(found.Where(emitted.Add), true);
        }
    }
}
