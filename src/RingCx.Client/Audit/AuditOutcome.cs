namespace RingCx.Client.Audit;

/// <summary>How an action ended, by name: one of these, or of <see cref="FailureKind"/>.</summary>
internal static class AuditOutcome
{
    /// <summary>It begins: it is about to be sent, and another line will say how it ended.</summary>
    public const string Pending = nameof(Pending);

    public const string Done = nameof(Done);

    /// <summary>The service answered false.</summary>
    public const string Refused = nameof(Refused);

    /// <summary>Given up before it was sent.</summary>
    public const string Cancelled = nameof(Cancelled);

    public static string Of(bool done) => done ? Done : Refused;

    /// <summary>The outcome of a failed action. Stricter than the user's error: a failure does not prove that nothing was done.</summary>
    public static string Of(Exception error, bool mayBeDone) => error switch
    {
        RingCxException { Kind: FailureKind.BadResponse, IsSignIn: false } => nameof(FailureKind.BadResponse),
        _ when mayBeDone => nameof(FailureKind.OutcomeUnknown),
        RingCxException { IsSignIn: true } => nameof(FailureKind.AuthenticationFailed),
        RingCxException failure => failure.Kind.ToString(),
        _ => Cancelled,
    };
}
