namespace RingCx.Arguments;

/// <summary>The agents whose calls are wanted: wildcards for the first, the last or the full name.</summary>
internal sealed class AgentNames(string[]? names)
{
    private readonly NamePattern[]? _patterns = names?.Select(static name => new NamePattern(name)).ToArray();

    /// <summary>
    /// The first of the names that is no wildcard and no name, for <see cref="ErrorRecords.UnclosedBracket"/>; null where there is none.
    /// </summary>
    public static string? FirstUnclosed(string[]? names) => names?.FirstOrDefault(static name => !new NamePattern(name).IsWildcard);

    public bool Match(RcxActiveCall call) => Match(call.AgentName, call.AgentLastName, call.AgentFirstName);

    public bool Match(RcxAgentState agent) => Match(agent.AgentName, agent.LastName, agent.FirstName);

    private bool Match(params string?[] ofAgent) =>
        _patterns is null || Array.Exists(_patterns, pattern => ofAgent.Any(name => pattern.IsMatch(name ?? string.Empty)));
}
