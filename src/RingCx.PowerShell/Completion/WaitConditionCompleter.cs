using System.Collections;
using System.Management.Automation.Language;

namespace RingCx.Completion;

/// <summary>Completes what can be waited for by name.</summary>
internal sealed class WaitConditionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        WaitConditionTransformationAttribute.Names
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
}
