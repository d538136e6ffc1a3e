using System.Text;

namespace RingCx.Arguments;

/// <summary>
/// A name as people give it. Brackets are part of many names, and a wildcard to PowerShell: they are taken as they stand first, and as a
/// wildcard where nothing is named so.
/// </summary>
internal sealed class NamePattern
{
    private readonly string _name;
    private readonly WildcardPattern _literal;
    private readonly WildcardPattern? _wildcard;

    public NamePattern(string name)
    {
        _name = name;
        _literal = WildcardPattern.Get(WithLiteralBrackets(name), WildcardOptions.IgnoreCase);
        var wildcard = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        try
        {
            wildcard.IsMatch(string.Empty);
            _wildcard = wildcard;
        }
        catch (WildcardPatternException)
        {
            // A bracket that is never closed.
        }
    }

    /// <summary>Whether PowerShell could read the name as a wildcard; with a bracket that is never closed it cannot.</summary>
    public bool IsWildcard => _wildcard is not null;

    /// <summary>Whether a name matches in either way.</summary>
    public bool IsMatch(string? name) => name is not null && (_literal.IsMatch(name) || _wildcard?.IsMatch(name) == true);

    /// <summary>Those of a list that are named so: with brackets as they stand or, where there are none, as a wildcard.</summary>
    /// <param name="names">For each of the list, the names that it has.</param>
    public List<T> Find<T>(IEnumerable<T> list, Func<T, IEnumerable<string?>> names)
    {
        var all = list.ToList();
        var found = Named(_literal);
        return found.Count > 0 || _wildcard is null ? found : Named(_wildcard);

        List<T> Named(WildcardPattern pattern) => all.FindAll(item => names(item).Any(name => name is not null && pattern.IsMatch(name)));
    }

    /// <summary>The error for a name that nothing has; null for a wildcard, which may match nothing, as everywhere in PowerShell.</summary>
    /// <param name="what">What was searched, as in "the queues".</param>
    public ErrorRecord? NotFound(string parameter, string what) => !IsWildcard ? ErrorRecords.UnclosedBracket(parameter, _name)
        : WildcardPattern.ContainsWildcardCharacters(_name) ? null
        : ErrorRecords.NameNotFound(what, _name);

    // With a backtick before it a bracket is literal already.
    private static string WithLiteralBrackets(string name)
    {
        var result = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '`' && i + 1 < name.Length)
                result.Append(name[i++]);
            else if (name[i] is '[' or ']')
                result.Append('`');

            result.Append(name[i]);
        }

        return result.ToString();
    }
}
