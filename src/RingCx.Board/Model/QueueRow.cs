namespace RingCx.Board;

/// <summary>A queue on the board at one moment.</summary>
public sealed class QueueRow
{
    internal QueueRow(string name, int waiting, TimeSpan? longestWait, int onCalls, AttentionLevel level) =>
        (Name, Waiting, LongestWait, OnCalls, Level) = (name, waiting, longestWait, onCalls, level);

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>The calls that wait in it.</summary>
    public int Waiting { get; }

    /// <summary>The longest of their waits; null where none waits.</summary>
    public TimeSpan? LongestWait { get; }

    /// <summary>Its calls that agents have.</summary>
    public int OnCalls { get; }

    /// <summary>How much attention the longest wait needs.</summary>
    public AttentionLevel Level { get; }
}
