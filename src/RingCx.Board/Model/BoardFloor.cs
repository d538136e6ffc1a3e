namespace RingCx.Board;

/// <summary>What the service tells besides the calls to users with reporting rights: agents' states and queues' figures.</summary>
public sealed class BoardFloor
{
    private readonly Dictionary<int, string> _queueNames = [];

    /// <summary>Takes the newest of both.</summary>
    /// <param name="agents">The agents who are logged in; null where they are not known.</param>
    /// <param name="queues">The queues; null where they are not known.</param>
    public BoardFloor(IReadOnlyList<BoardAgent>? agents, IReadOnlyList<BoardQueueState>? queues)
    {
        (Agents, Queues) = (agents, queues);
        foreach (var queue in queues ?? [])
        {
            if (queue.Id is { } id)
                _queueNames[id] = queue.Name;
        }
    }

    /// <summary>The agents who are logged in; null where they are not known.</summary>
    public IReadOnlyList<BoardAgent>? Agents { get; }

    /// <summary>The queues' figures; null where they are not known.</summary>
    public IReadOnlyList<BoardQueueState>? Queues { get; }

    /// <summary>Only this queue, and the agents whose call is in it; null for all.</summary>
    public int? GateId { get; set; }

    /// <summary>Whether the queues' waiting calls are counted here, since the board shows some agents' calls alone.</summary>
    public bool CountsWaiting { get; set; }

    internal string? NameOf(int? gateId) => gateId is { } id && _queueNames.TryGetValue(id, out var name) ? name : null;
}
