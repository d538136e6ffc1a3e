namespace RingCx.Arguments;

/// <summary>Several names as people give them, of which one has to match; without any everything does.</summary>
internal sealed class NamePatterns(string[]? names)
{
    private readonly NamePattern[]? _patterns = names?.Select(static name => new NamePattern(name)).ToArray();

    /// <summary>
    /// The first of the names that is no wildcard and no name, for <see cref="ErrorRecords.UnclosedBracket"/>; null where there is none.
    /// </summary>
    public static string? FirstUnclosed(string[]? names) => names?.FirstOrDefault(static name => !new NamePattern(name).IsWildcard);

    /// <summary>Whether one of them matches one of the names that something has.</summary>
    public bool Match(params string?[] candidates) =>
        _patterns is null || Array.Exists(_patterns, pattern => candidates.Any(name => pattern.IsMatch(name ?? string.Empty)));
}
