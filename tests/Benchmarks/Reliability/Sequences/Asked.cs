using RingCx.Reliability.Support;

namespace RingCx.Reliability.Sequences;

/// <summary>What was asked, and what the caller was told of it: null where the caller gave up.</summary>
internal sealed record Asked(Ask Ask, FailureKind? Failure, bool? Done)
{
    /// <summary>The caller knows that it was done.</summary>
    public bool IsDone => Done == true;

    /// <summary>The caller cannot know.</summary>
    public bool IsInDoubt => Done is null && Failure is null or FailureKind.OutcomeUnknown or FailureKind.BadResponse;
}
