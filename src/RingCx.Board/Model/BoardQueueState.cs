namespace RingCx.Board;

/// <summary>The figures of a queue, as the board is given them.</summary>
public sealed class BoardQueueState(RcxQueueState queue)
{
    /// <summary>The queue's id.</summary>
    public int? Id { get; } = queue.GateId;

    /// <summary>The queue's name, or its id.</summary>
    public string Name { get; } = BoardText.Clean(queue.GateName) ?? $"{queue.GateId}";

    /// <summary>The calls that wait in it.</summary>
    public int? Waiting { get; } = queue.InQueue;

    /// <summary>Agents who are logged in for it.</summary>
    public int? Staffed { get; } = queue.Staffed;

    /// <summary>Agents who could take a call at once.</summary>
    public int? Available { get; } = queue.Available;

    /// <summary>The part of the day's calls that was answered in time, 0 to 1; null before the first.</summary>
    public double? ServiceLevel { get; } = queue.ServiceLevel;

    /// <summary>Whether there are calls in it.</summary>
    internal bool HasCalls { get; } = queue.InQueue > 0 || queue.Active > 0;

    /// <summary>The longest wait of those in it, which runs on after the service's answer; null where none waits.</summary>
    internal TimeSpan? LongestWait(DateTimeOffset now) =>
        Waiting > 0 ? queue.LongestInQueue + (now > queue.At ? now - queue.At : TimeSpan.Zero) : null;
}
