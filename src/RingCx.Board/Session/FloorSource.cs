namespace RingCx.Board;

/// <summary>Keeps agents' states and queues' figures new. Never waits: it begins to ask, and takes what has come.</summary>
public sealed class FloorSource
{
    /// <summary>What a board says whose user the service does not tell of agents and queues.</summary>
    public const string RightsNote = "Reporting rights in RingCX Admin would add agents' states and service levels.";

    private readonly Snapshot<IReadOnlyList<BoardAgent>> _agents;
    private readonly Snapshot<IReadOnlyList<BoardQueueState>> _queues;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="agents">Asks for the agents who are logged in.</param>
    /// <param name="queues">Asks for the queues' figures.</param>
    /// <param name="explain">What an exception means; null for one that nobody expects.</param>
    /// <param name="interval">How often to ask for each.</param>
    public FloorSource(
        Func<CancellationToken, Task<IReadOnlyList<BoardAgent>>> agents,
        Func<CancellationToken, Task<IReadOnlyList<BoardQueueState>>> queues,
        Func<Exception, FloorFailure?> explain,
        TimeSpan interval)
    {
        _agents = new("agents' states", agents, explain, interval);
        _queues = new("queues' figures", queues, explain, interval);
    }

    /// <summary>What is known; null for nothing.</summary>
    public BoardFloor? Floor { get; private set; }

    /// <summary>What would show more; null where everything is shown.</summary>
    public string? Note => _agents.IsDenied || _queues.IsDenied ? RightsNote : null;

    /// <summary>Only this queue, and the agents whose call is in it; null for all.</summary>
    public int? GateId { get; set; }

    /// <summary>Whether the figures count the waiting calls, since the board shows some agents' calls alone.</summary>
    public bool CountsWaiting { get; set; }

    /// <summary>Asks for what is due.</summary>
    /// <param name="now">The time by a clock that only runs forward.</param>
    /// <returns>What was begun.</returns>
    public IReadOnlyList<Task> BeginDue(TimeSpan now, CancellationToken cancellationToken) =>
        [.. new[] { _agents.BeginDue(now, cancellationToken), _queues.BeginDue(now, cancellationToken) }.OfType<Task>()];

    /// <summary>Takes what has come.</summary>
    /// <param name="time">The time of day.</param>
    /// <returns>Whether anything has.</returns>
    public bool TakeResults(TimeSpan now, DateTime time)
    {
        var hasNew = _agents.Take(now, time) | _queues.Take(now, time);
        if (hasNew)
        {
            Floor = _agents.Value is null && _queues.Value is null
                ? null
                : new BoardFloor(_agents.Value, _queues.Value) { GateId = GateId, CountsWaiting = CountsWaiting };
        }

        return hasNew;
    }

    /// <summary>What is wrong with what is known, such as its age; null for nothing.</summary>
    public string? Trouble(TimeSpan now)
    {
        var troubles = new[] { (_agents.Name, Trouble: _agents.Trouble(now)), (_queues.Name, Trouble: _queues.Trouble(now)) }
            .Where(static one => one.Trouble is not null).GroupBy(static one => one.Trouble, static one => one.Name)
            .Select(static same => Sentence($"{string.Join(" and ", same)} {same.Key}"));
        return string.Join(" ", troubles) is { Length: > 0 } text ? text : null;
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
