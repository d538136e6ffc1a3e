using System.Collections;
using System.Management.Automation.Language;
using RingCx.Loading;

namespace RingCx.Completion;

/// <summary>
/// The base of the completers: asks the connection, for two seconds at the most, and is silent about anything that fails.
/// </summary>
internal abstract class ConnectionCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private protected ConnectionCompleter() => PrivateDependencies.Register();

    /// <summary>Called by PowerShell for the Tab key.</summary>
    /// <param name="fakeBoundParameters">The parameters given so far, as far as they are known.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var handed = fakeBoundParameters?["Connection"];
        var connection = (handed is PSObject wrapped ? wrapped.BaseObject : handed) as RcxConnection;
        if ((connection ?? RunspaceState.Current.DefaultConnection) is not { IsOpen: true } open)
            return [];

        var account = fakeBoundParameters?["AccountId"] is { } given ? LanguagePrimitives.ConvertTo<string>(given) : open.AccountId;
        var bound = Given(fakeBoundParameters ?? new Hashtable(), commandAst);
        var found = Ask(cancellationToken => FindAsync(new Typed(open, account, bound, cancellationToken)));
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var wildcard = word.IndexOfAny(['*', '?']) >= 0 ? word : "*" + WildcardPattern.Escape(word) + "*";
        var pattern = WildcardPattern.Get(wildcard, WildcardOptions.IgnoreCase);
        return found.Where(static candidate => candidate.Value is not (null or ""))
            .Where(candidate => pattern.IsMatch(candidate.Value) || pattern.IsMatch(candidate.Label))
            .Select(static candidate => new CompletionResult(
                Quote(candidate.Value!), candidate.Label, CompletionResultType.ParameterValue, candidate.Hint))
            .ToList();
    }

    /// <summary>What can be completed to; one without a value is left out.</summary>
    private protected abstract Task<IEnumerable<Candidate>> FindAsync(Typed typed);

    /// <summary>The parameters that have been given, with what else the command line tells. Called on the pipeline's thread.</summary>
    private protected virtual IDictionary Given(IDictionary bound, CommandAst command) => bound;

    /// <summary>What is shown beside a queue while it is chosen, by its id or by its name.</summary>
    private protected static string Describe(RcxQueue queue) => FormattableString.Invariant(
        $"{queue.GroupName}{(queue.IsActive == false ? ", inactive" : string.Empty)} > {queue.GateName} ({queue.GateId})");

    private static IEnumerable<Candidate> Ask(Func<CancellationToken, Task<IEnumerable<Candidate>>> ask)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var find = Task.Run(() => ask(timeout.Token), timeout.Token);
            return find.Wait(Patience) ? find.Result : [];
        }
        catch (AggregateException)
        {
            // The Tab key has no place for an error; the command itself will say it.
            return [];
        }
    }

    private static string Quote(string value)
    {
        // Without quotes PowerShell may read many digits as a number, and round it.
        const int SafeDigits = 9;
        var isSafe = value[0] != '@' && value.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@' or '-')
            && !(value.Length > SafeDigits && value.All(char.IsDigit));
        return isSafe ? value : "'" + value.Replace("'", "''") + "'";
    }

    /// <summary>Something to complete to: what goes on the command line, what is shown in the list and searched, and the tooltip.</summary>
    private protected record struct Candidate(string? Value, string? Label, string? Hint);

    /// <summary>What the command line says so far.</summary>
    private protected record struct Typed(
        RcxConnection Connection, string AccountId, IDictionary Given, CancellationToken CancellationToken)
    {
        public readonly Task<IReadOnlyList<RcxQueue>> QueuesAsync() => Connection.Directory.QueuesAsync(AccountId, CancellationToken);
    }
}
