using System.Text.RegularExpressions;

namespace RingCx.Board.Tests;

/// <summary>What the tests show on their boards.</summary>
internal static partial class Make
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static BoardCall Waiting(string uii, double seconds, string? queue = "Sales", string? caller = "6505550116") =>
        new(new RcxActiveCall { Uii = uii, DestinationName = queue, Ani = caller, EnqueueTime = Now.AddSeconds(-seconds) });

    public static BoardCall Talking(string uii, double seconds, string agent = "Paco Vu", string? queue = "Sales") => new(new RcxActiveCall
    {
        Uii = uii,
        DestinationName = queue,
        AgentFirstName = agent,
        Ani = "+16505550117",
        Cnam = "JORDAN LEE",
        EnqueueTime = Now.AddSeconds(-seconds - 20),
        DequeueTime = Now.AddSeconds(-seconds),
    });

    public static CallBoard Board(params BoardCall[] calls) => new(calls, Queues, new BoardThresholds(), Now);

    public static BoardQueue[] Queues => [Queue(40001, "Sales"), Queue(40002, "Support"), Queue(40012, "Closed", false)];

    public static BoardQueue Queue(int id, string name, bool isActive = true) => new(new RcxQueue("12440011") { GateId = id, GateName = name, IsActive = isActive });

    /// <summary>A board with so many calls, every second of which waits.</summary>
    public static CallBoard Full(int calls) => Board([.. Enumerable.Range(0, calls).Select(i => i % 2 == 0 ? Waiting($"w{i}", i * 7) : Talking($"t{i}", i * 60, $"Agent {i}", "Support"))]);

    /// <summary>An agent as of a moment ago.</summary>
    public static BoardAgent Agent(
        string name, string state, double seconds, string? uii = null, int? gateId = null, double? pending = null, double old = 0, int login = 1)
    {
        var agent = new RcxAgentState
        {
            AgentId = 7,
            Username = name,
            FirstName = name.Split(' ')[0],
            LastName = string.Join(' ', name.Split(' ')[1..]),
            AgentLoginId = login,
            State = state,
            StateTime = TimeSpan.FromSeconds(seconds),
            PendingDisposition = pending is not null,
            PendingDispositionTime = pending is { } time ? TimeSpan.FromSeconds(time) : null,
            Uii = uii,
            GateId = gateId,
        };
        agent.Complete("12440011", Now.AddSeconds(-old));
        return new BoardAgent(agent);
    }

    /// <summary>A queue's figures as of a moment ago.</summary>
    public static BoardQueueState Figures(
        int id, string name, int waiting = 0, int staffed = 3, int available = 1, int pass = 87, int fail = 13, double longest = 0, double old = 0)
    {
        var queue = new RcxQueueState
        {
            GateId = id,
            GateName = name,
            InQueue = waiting,
            LongestInQueue = TimeSpan.FromSeconds(longest),
            Staffed = staffed,
            Available = available,
            SlaPass = pass,
            SlaFail = fail,
        };
        queue.Complete("12440011", RcxQueueChannel.Voice, Now.AddSeconds(-old));
        return new BoardQueueState(queue);
    }

    public static CallBoard Floor(BoardAgent[] agents, params BoardCall[] calls) =>
        new(calls, Queues, new BoardThresholds(), Now, new BoardFloor(agents, [Figures(40001, "Sales"), Figures(40002, "Support")]));

    public static BoardSession Session(CallBoard board)
    {
        var session = new BoardSession { HasSupervisorPhone = true };
        session.Use(Queues);
        session.Update(board);
        return session;
    }

    public static BoardRequest? Press(this BoardSession session, params ConsoleKey[] keys)
    {
        BoardRequest? last = null;
        foreach (var key in keys)
        {
            var character = key is >= ConsoleKey.A and <= ConsoleKey.Z ? char.ToLowerInvariant((char)key) : key is ConsoleKey.Escape or ConsoleKey.Enter ? (char)key : '\0';
            last = session.Press(new ConsoleKeyInfo(character, key, false, false, false));
        }

        return last;
    }

    public static string WithoutColours(string line) => Sequence().Replace(line, string.Empty);

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Sequence();
}
