namespace RingCx;

/// <summary>What became of a call that is watched.</summary>
public enum RcxCallEventKind
{
    /// <summary>It is in the listing for the first time.</summary>
    Started,

    /// <summary>Something about it is different; <see cref="RcxCallEvent.Changed"/> names it.</summary>
    Changed,

    /// <summary>It is not in the listing any more.</summary>
    Ended,
}
