namespace RingCx.Client;

/// <summary>What became of a call between two listings.</summary>
public enum ActiveCallChangeKind
{
    /// <summary>It is there for the first time.</summary>
    Started,

    /// <summary>A field has another value.</summary>
    Changed,

    /// <summary>It is not there any more.</summary>
    Ended,
}
