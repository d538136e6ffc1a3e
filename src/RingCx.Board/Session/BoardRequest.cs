namespace RingCx.Board;

/// <summary>Something a person at the board has asked for.</summary>
public sealed class BoardRequest
{
    internal BoardRequest(BoardAction action, BoardCall? call, BoardQueue? queue = null)
    {
        Action = action;
        Call = call;
        Queue = queue;
    }

    /// <summary>What.</summary>
    public BoardAction Action { get; }

    /// <summary>For which call; null for <see cref="BoardAction.Quit"/> alone.</summary>
    public BoardCall? Call { get; }

    /// <summary>Which queue to send it to; null for all but <see cref="BoardAction.Requeue"/>.</summary>
    public BoardQueue? Queue { get; }
}
