namespace RingCx.Arguments;

/// <summary>Takes the name of a condition, or a script block that is one.</summary>
internal sealed class WaitConditionTransformationAttribute : RcxArgumentTransformationAttribute
{
    /// <summary>The call is not in the listing any more.</summary>
    internal const string Ended = "Ended";

    /// <summary>An agent has the call.</summary>
    internal const string Answered = "Answered";

    internal static readonly string[] Names = [Ended, Answered];

    private protected override object? Transform(object? value, object? argument) => value switch
    {
        ScriptBlock => value,
        string text when Array.Find(Names, n => string.Equals(n, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name => name,
        _ => throw Refusal(
            "This is not something to wait for. Give Ended, Answered, or a script block that says when, such as "
            + "{ $_.AgentLastName -eq 'Vu' }."),
    };
}
