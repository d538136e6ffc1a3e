namespace RingCx.Board;

/// <summary>The columns of the board's tables.</summary>
internal static class BoardColumns
{
    /// <summary>Queues as far as the calls tell of them.</summary>
    public static readonly TableColumn<QueueRow>[] Queues =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true, Rank = 3 },
        new("Queue", 8, 30, static row => row.Name),
        new("Wait", 4, 4, static row => $"{row.Waiting}") { ToTheRight = true, IsColoured = true, Rank = 1 },
        new("Longest", 7, 7, static row => BoardText.Of(row.LongestWait)) { ToTheRight = true, IsColoured = true, Rank = 2 },
        new("Busy", 4, 4, static row => $"{row.OnCalls}") { ToTheRight = true, Rank = 4 },
    ];

    /// <summary>Queues with the figures of the day.</summary>
    public static readonly TableColumn<QueueRow>[] QueuesWithFigures =
    [
        .. Queues.Take(Queues.Length - 1),
        new("Staff", 5, 5, static row => $"{row.Staffed}") { ToTheRight = true, Rank = 6 },
        new("Free", 4, 4, static row => $"{row.Available}") { ToTheRight = true, IsColoured = true, Rank = 4 },
        new("SL", 4, 4, static row => BoardText.Percent(row.ServiceLevel)) { ToTheRight = true, Rank = 5 },
        new("Busy", 4, 4, static row => $"{row.OnCalls}") { ToTheRight = true, Rank = 7 },
    ];

    /// <summary>Agents as far as the calls tell of them.</summary>
    public static readonly TableColumn<FloorRow>[] Agents =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true, Rank = 3 },
        new("Agent", 12, 26, static row => row.Name),
        new("Queue", 10, 18, static row => row.Queue) { Rank = 2 },
        new("On call", 7, 7, static row => BoardText.Of(row.Time)) { ToTheRight = true, IsColoured = true, Rank = 1 },
    ];

    /// <summary>Agents who are logged in.</summary>
    public static readonly TableColumn<FloorRow>[] AgentsWithStates =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true, Rank = 3 },
        new("Agent", 12, 26, static row => row.Name),
        new("State", 9, 18, static row => row.State) { IsColoured = true, Rank = 2 },
        new("Time", 7, 7, static row => BoardText.Of(row.Time)) { ToTheRight = true, IsColoured = true, Rank = 1 },
        new("Pending", 7, 7, static row => BoardText.Of(row.Pending)) { ToTheRight = true, IsColoured = true, Rank = 5 },
        new("Queue", 10, 20, static row => row.Queue) { Rank = 4 },
        new("Caller", 12, 16, static row => row.Call?.Caller) { Rank = 6 },
        new("Group", 10, 20, static row => row.Group) { Rank = 7 },
    ];

    /// <summary>Calls.</summary>
    public static readonly TableColumn<CallRow>[] Calls =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true },
        new("Time", 7, 7, static row => BoardText.Of(row.Time)) { ToTheRight = true, IsColoured = true, Rank = 1 },
        new("Queue", 10, 20, static row => row.Call.Queue) { Rank = 3 },
        new("Agent", 12, 24, static row => row.Agent) { Rank = 2 },
        new("Caller", 12, 16, static row => row.Call.Caller) { Rank = 4 },
        new("Name", 12, 26, static row => row.Call.CallerName) { Rank = 5 },
        new("Waited", 7, 7, static row => BoardText.Of(row.Waited)) { ToTheRight = true, Rank = 6 },
        new("To", 12, 16, static row => row.Call.Dialed) { Rank = 8 },
        new("External id", 12, 20, static row => row.Call.ExternalId) { Rank = 9 },
        new("Uii", 30, 30, static row => row.Call.Uii) { Rank = 7 },
    ];

    /// <summary>The queues that a call can be sent to.</summary>
    public static readonly TableColumn<BoardQueue>[] Choice =
    [
        new("Queue", 10, 40, static queue => queue.Name),
        new("Id", 8, 10, static queue => $"{queue.Id}") { ToTheRight = true, Rank = 1 },
    ];

    /// <summary>Keys and their meaning.</summary>
    public static readonly TableColumn<(string Key, string Meaning)>[] Help =
    [
        new("Key", 16, 20, static line => line.Key),
        new("What it does", 20, 100, static line => line.Meaning) { Rank = 1 },
    ];
}
