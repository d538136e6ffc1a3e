namespace RingCx;

/// <summary>
/// What became of one item of a command that acts, whatever it was: what -AsOutcome emits in place of an object or an error.
/// </summary>
public sealed class RcxOutcome
{
    internal RcxOutcome(RcxOutcomeKind outcome, string action, string target, DateTimeOffset at, TimeSpan duration)
    {
        Outcome = outcome;
        Action = action;
        Target = target;
        At = at;
        Duration = duration;
    }

    /// <summary>What became of it.</summary>
    public RcxOutcomeKind Outcome { get; }

    /// <summary>The call; null where it is about none.</summary>
    public string? Uii { get; internal set; }

    /// <summary>The account; null where it could not be told.</summary>
    public string? AccountId { get; internal set; }

    /// <summary>What was asked for, such as <c>HangUp</c>.</summary>
    public string Action { get; }

    /// <summary>What it was to be done to, such as a call or a user name; phone numbers masked.</summary>
    public string Target { get; }

    /// <summary>The id of the error that it stands for, such as <c>CallNotFound</c>; null where there was none.</summary>
    public string? ErrorId { get; internal set; }

    /// <summary>Why, in the words of that error; null where there is nothing to say.</summary>
    public string? Reason { get; internal set; }

    /// <summary>When it began, by this machine's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>What the command emits without -AsOutcome; null where nothing was done.</summary>
    public object? Result { get; internal set; }

    /// <summary>What came from the pipe, such as a row of a file; null where nothing did.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The outcome, the action and the target.</summary>
    public override string ToString() => $"{Outcome}: {Action}, {Target}";
}
