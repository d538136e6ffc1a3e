namespace RingCx.Board;

/// <summary>A queue that calls can be sent to.</summary>
public sealed class BoardQueue(RcxQueue queue)
{
    /// <summary>The queue's id.</summary>
    public int Id { get; } = queue.GateId;

    /// <summary>The queue's name, or its id.</summary>
    public string Name { get; } = BoardText.Clean(queue.GateName) ?? queue.GateId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is in use.</summary>
    public bool IsActive { get; } = queue.IsActive != false;
}
