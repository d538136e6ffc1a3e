namespace RingCx.Board;

/// <summary>What a status line tells of.</summary>
public enum StatusKind
{
    /// <summary>A hint.</summary>
    Hint,

    /// <summary>Something that was done.</summary>
    Done,

    /// <summary>Something that was not done, or that a person has to know of.</summary>
    Failed,
}
