using RingCx.Reliability.Support;

namespace RingCx.Reliability.Sequences;

/// <summary>One thing that happens in a sequence.</summary>
internal abstract record Step
{
    /// <summary>Some callers ask for the same kind of thing, and maybe give up at an event of theirs or after a while.</summary>
    public sealed record Asking(RequestKind Kind, int Call, int Callers, int? GivesUpAtEvent, TimeSpan? GivesUpAfter) : Step;

    /// <summary>The service begins to misbehave.</summary>
    public sealed record Striking(SandboxFaultKind Kind, int Count, int SkipFirst, string? Path, string? RetryAfter) : Step;

    /// <summary>Time passes.</summary>
    public sealed record Passing(TimeSpan Time) : Step;

    /// <summary>The machine sleeps.</summary>
    public sealed record Sleeping(TimeSpan Time) : Step;

    /// <summary>The machine's clock is set.</summary>
    public sealed record SettingClock(TimeSpan By) : Step;

    /// <summary>Every access token is revoked.</summary>
    public sealed record Revoking : Step;

    /// <summary>A call ends by itself.</summary>
    public sealed record Ending(int Call) : Step;

    /// <summary>The service behaves again.</summary>
    public sealed record Calming : Step;
}
