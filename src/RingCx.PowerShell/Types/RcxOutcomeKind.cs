namespace RingCx;

/// <summary>What became of one item of a command that acts.</summary>
public enum RcxOutcomeKind
{
    /// <summary>The service did it.</summary>
    Done,

    /// <summary>An earlier run did it, as the audit file says: nothing was sent (-OnceKey).</summary>
    AlreadyDone,

    /// <summary>The service refused: the state of the call does not allow it. Nothing was done.</summary>
    Refused,

    /// <summary>The call has ended. Nothing was done.</summary>
    Ended,

    /// <summary>
    /// Nobody knows whether it was done: the answer was lost, or an earlier run ended before it came (-OnceKey). Look before it is
    /// repeated.
    /// </summary>
    Unknown,

    /// <summary>It failed, and nothing was done.</summary>
    Failed,

    /// <summary>Somebody said no to the question.</summary>
    Skipped,

    /// <summary>Nothing was sent: -WhatIf.</summary>
    WhatIf,
}
