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
