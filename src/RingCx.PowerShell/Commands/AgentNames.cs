using System;
using System.Linq;
using System.Management.Automation;

namespace RingCx.Commands;

/// <summary>The agents whose calls are wanted: wildcards for the first, the last or the full name.</summary>
internal sealed class AgentNames
{
    private readonly WildcardPattern[]? _patterns;

    public AgentNames(string[]? names) => _patterns = names?.Select(static name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();

    public bool Match(RcxActiveCall call) => _patterns is null || Array.Exists(_patterns, pattern => pattern.IsMatch(call.AgentName ?? string.Empty)
        || pattern.IsMatch(call.AgentLastName ?? string.Empty) || pattern.IsMatch(call.AgentFirstName ?? string.Empty));
}
