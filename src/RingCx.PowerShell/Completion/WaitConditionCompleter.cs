using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCx.Arguments;

namespace RingCx.Completion;

/// <summary>Completes what can be waited for by name.</summary>
internal sealed class WaitConditionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        new[] { WaitConditionTransformationAttribute.Ended, WaitConditionTransformationAttribute.Answered }
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
}
