using System.Collections;
using System.Management.Automation.Language;

namespace RingCx.Completion;

/// <summary>Completes what is one of a few names, without asking anybody.</summary>
internal abstract class NameCompleter(params string[] names) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        names
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
}

/// <summary>Completes the names of encodings.</summary>
internal sealed class EncodingCompleter() : NameCompleter(EncodingTransformationAttribute.Names);

/// <summary>Completes what can be waited for of a call.</summary>
internal sealed class CallConditionCompleter() : NameCompleter(CallConditionTransformationAttribute.Names);

/// <summary>Completes what can be waited for of an agent.</summary>
internal sealed class AgentConditionCompleter() : NameCompleter(AgentConditionTransformationAttribute.Names);
