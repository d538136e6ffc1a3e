using System.Collections;
using System.Management.Automation.Language;
using RingCx.Loading;

namespace RingCx.Completion;

/// <summary>The base of the completers: asks the connection, for two seconds at the most, and is silent about anything that fails.</summary>
internal abstract class ConnectionCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private protected ConnectionCompleter() => PrivateDependencies.Register();

    /// <summary>Called by PowerShell for the Tab key.</summary>
    /// <param name="wordToComplete">What has been typed.</param>
    /// <param name="fakeBoundParameters">The parameters given so far, as far as they are known.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var handed = fakeBoundParameters?["Connection"];
        var connection = (handed is PSObject wrapped ? wrapped.BaseObject : handed) as RcxConnection ?? RunspaceState.Current.DefaultConnection;
        if (connection is not { IsOpen: true })
            return [];

        var account = fakeBoundParameters?["AccountId"] is { } given ? LanguagePrimitives.ConvertTo<string>(given) : connection.AccountId;
        var bound = Given(fakeBoundParameters ?? new Hashtable(), commandAst);
        var found = Ask(cancellationToken => FindAsync(connection, account, bound, cancellationToken));
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = WildcardPattern.Get(word.IndexOfAny(['*', '?']) >= 0 ? word : "*" + WildcardPattern.Escape(word) + "*", WildcardOptions.IgnoreCase);
        var results = new List<CompletionResult>();
        foreach (var candidate in found)
        {
            if (pattern.IsMatch(candidate.Value) || pattern.IsMatch(candidate.Label))
            {
                results.Add(new CompletionResult(Quote(candidate.Value), candidate.Label, CompletionResultType.ParameterValue, candidate.Hint));
            }
        }

        return results;
    }

    private protected abstract Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken);

    /// <summary>The same where it depends on the parameters that have been given.</summary>
    private protected virtual Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, IDictionary given, CancellationToken cancellationToken) =>
        FindAsync(connection, accountId, cancellationToken);

    /// <summary>The parameters that have been given, with what else the command line tells. Called on the pipeline's thread.</summary>
    private protected virtual IDictionary Given(IDictionary bound, CommandAst command) => bound;

    private static IReadOnlyList<Candidate> Ask(Func<CancellationToken, Task<IReadOnlyList<Candidate>>> ask)
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
        if (value.Length > SafeDigits && value.All(char.IsDigit))
            return $"'{value}'";

        foreach (var c in value)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '@' or '-') || c == '@' && value[0] == '@')
                return "'" + value.Replace("'", "''") + "'";
        }

        return value;
    }

    /// <summary>Something that can be completed to.</summary>
    private protected sealed class Candidate(string value, string label, string hint)
    {
        /// <summary>What is put on the command line.</summary>
        public string Value { get; } = value;

        /// <summary>What is shown in the list, and searched.</summary>
        public string Label { get; } = label;

        /// <summary>The tooltip.</summary>
        public string Hint { get; } = hint;
    }
}
