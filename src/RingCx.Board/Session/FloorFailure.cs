namespace RingCx.Board;

/// <summary>Why agents' states or queues' figures are not told.</summary>
public sealed class FloorFailure(string reason, bool isDenied)
{
    /// <summary>The reason, for a person.</summary>
    public string Reason { get; } = reason;

    /// <summary>True when asking again at once is of no use: the user lacks the rights, or the service does not have it.</summary>
    public bool IsDenied { get; } = isDenied;
}
