namespace RingCx.Arguments;

/// <summary>Takes the name of a condition, or a script block that is one.</summary>
internal abstract class WaitConditionTransformationAttribute(string[] names, string example) : RcxArgumentTransformationAttribute
{
    private protected sealed override object? Transform(object? value, object? argument) => value switch
    {
        ScriptBlock => value,
        string text when Array.Find(names, n => string.Equals(n, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name => name,
        _ => throw Refusal(
            $"This is not something to wait for. Give {string.Join(", ", names)}, or a script block that says when, such as {example}."),
    };
}

/// <summary>What to wait for of a call.</summary>
internal sealed class CallConditionTransformationAttribute()
    : WaitConditionTransformationAttribute(Names, "{ $_.AgentLastName -eq 'Vu' }")
{
    /// <summary>The call is not in the listing any more.</summary>
    internal const string Ended = "Ended";

    /// <summary>An agent has the call.</summary>
    internal const string Answered = "Answered";

    internal static readonly string[] Names = [Ended, Answered];
}

/// <summary>What to wait for of an agent.</summary>
internal sealed class AgentConditionTransformationAttribute()
    : WaitConditionTransformationAttribute(Names, "{ $_.State -eq 'LUNCH' }")
{
    /// <summary>The agent could take a call at once.</summary>
    internal const string Available = "Available";

    /// <summary>The agent is not logged in any more.</summary>
    internal const string LoggedOut = "LoggedOut";

    internal static readonly string[] Names = [Available, LoggedOut];
}
