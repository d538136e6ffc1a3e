namespace RingCx.Board;

/// <summary>Draws the board for a terminal of any size.</summary>
/// <param name="colours">False for none, as NO_COLOR asks for.</param>
/// <param name="unicode">False where the terminal shows ASCII alone.</param>
public sealed class BoardRenderer(bool colours, bool unicode)
{
    // Smaller than that nothing can be read.
    private const int LeastWidth = 24;
    private const int LeastHeight = 6;

    // From here on queues and agents stand beside the calls instead of above them.
    private const int WideWidth = 132;
    private const int WideHeight = 16;
    private const int TwoTablesWidth = 64;
    private const int MostStatusLines = 4;

    private static readonly TableColumn<QueueRow>[] QueueColumns =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true, Rank = 3 },
        new("Queue", 8, 30, static row => row.Name),
        new("Wait", 4, 4, static row => $"{row.Waiting}") { ToTheRight = true, IsColoured = true, Rank = 1 },
        new("Longest", 7, 7, static row => BoardText.Of(row.LongestWait)) { ToTheRight = true, IsColoured = true, Rank = 2 },
        new("Busy", 4, 4, static row => $"{row.OnCalls}") { ToTheRight = true, Rank = 4 },
    ];

    private static readonly TableColumn<CallRow>[] AgentColumns =
    [
        new("", 2, 2, static row => Palette.Mark(row.Level)) { IsColoured = true, Rank = 3 },
        new("Agent", 12, 26, static row => row.Call.Agent),
        new("Queue", 10, 18, static row => row.Call.Queue) { Rank = 2 },
        new("On call", 7, 7, static row => BoardText.Of(row.Time)) { ToTheRight = true, IsColoured = true, Rank = 1 },
    ];

    private static readonly TableColumn<CallRow>[] CallColumns =
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

    private static readonly TableColumn<BoardQueue>[] ChoiceColumns =
    [
        new("Queue", 10, 40, static queue => queue.Name),
        new("Id", 8, 10, static queue => $"{queue.Id}") { ToTheRight = true, Rank = 1 },
    ];

    private static readonly TableColumn<(string Key, string Meaning)>[] HelpColumns =
    [
        new("Key", 16, 20, static line => line.Key),
        new("What it does", 20, 90, static line => line.Meaning) { Rank = 1 },
    ];

    private static readonly (string Key, string Meaning)[] HelpLines =
    [
        ("Up, Down", "choose a call; PageUp, PageDown, Home and End, too"),
        ("m", "monitor: listen, nobody hears you"),
        ("c", "coach: the agent alone hears you"),
        ("b", "barge in: agent and caller hear you"),
        ("h, then o or f", "put the call on hold, or take it off"),
        ("r", "requeue: send the call to a queue that you choose"),
        ("x, then y", "hang up: end the call for everybody on it"),
        ("q, Esc, Ctrl+C", "end the board"),
        ("!! and !", "waits or lasts too long, by the thresholds of the command"),
    ];

    private static readonly (string Key, string Meaning)[] CallKeys =
    [
        ("?", "help"), ("q", "quit"), ("x", "hang up"), ("m", "monitor"),
        ("h", "hold"), ("r", "requeue"), ("c", "coach"), ("b", "barge in"),
    ];

    /// <summary>Draws.</summary>
    /// <returns>One text a line, with its colours.</returns>
    public IReadOnlyList<string> Render(BoardSession session, BoardHeader header, int width, int height)
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(written),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Write(width < LeastWidth || height < LeastHeight
            ? new Text("The window is too small for the board.")
            : Arrange(session, header, width, height));
        var text = written.ToString().Replace("\r", string.Empty);
        return [.. (unicode ? text : ToAscii(text)).Split('\n').Take(height)];
    }

    private static Layout Arrange(BoardSession session, BoardHeader header, int width, int height)
    {
        var head = header.Banner is null ? [] : Cells.Wrap(header.Banner, width - 2, 2);
        var (status, style) = Status(session);
        var statusLines = Cells.Wrap(status, width - 2, Math.Min(MostStatusLines, height / 4));
        var body = height - 1 - head.Count - statusLines.Count - 1;
        return new Layout().SplitRows(
            Lines(w => [Headline(session.Board, header, w), .. head.Select(line => Spread(line, Palette.Critical))]).Size(1 + head.Count),
            Body(session, width, body).Size(body),
            Lines(_ => statusLines.Select(line => Spread(line, style))).Size(statusLines.Count),
            Lines(w => [Keys(session, w)]).Size(1));
    }

    private static Layout Body(BoardSession session, int width, int height)
    {
        var main = new Layout(Main(session));
        var board = session.Board;
        var queues = new TableView<QueueRow>("Queues", QueueColumns, board.Queues, static q => q.Level) { WhenEmpty = "none" };
        var agents = new TableView<CallRow>("Agents on calls", AgentColumns, board.Agents, static a => a.Level) { WhenEmpty = "nobody" };
        var queueLines = Math.Max(1, board.Queues.Count) + TableView<QueueRow>.HeadLines;
        var agentLines = Math.Max(1, board.Agents.Count) + TableView<CallRow>.HeadLines;
        if (width >= WideWidth && height >= WideHeight)
        {
            var side = Math.Max(48, Math.Min(64, width / 3));
            var top = Math.Min(queueLines + 1, height / 2);
            return new Layout().SplitColumns(
                new Layout().SplitRows(new Layout(queues).Size(top), new Layout(agents).Size(height - top)).Size(side),
                Space().Size(2),
                main.Size(width - side - 2));
        }

        var above = Math.Min(Math.Max(queueLines, agentLines), height * 2 / 5);
        if (above <= TableView<QueueRow>.HeadLines)
            return main;

        var half = (width - 2) / 2;
        var upper = width < TwoTablesWidth
            ? new Layout(queues)
            : new Layout().SplitColumns(new Layout(queues).Size(half), Space().Size(2), new Layout(agents).Size(width - 2 - half));
        return new Layout().SplitRows(upper.Size(above), main.Size(height - above));
    }

    private static Renderable Main(BoardSession session) => session.Mode switch
    {
        BoardMode.Help => new TableView<(string Key, string Meaning)>("Help", HelpColumns, HelpLines, static _ => AttentionLevel.Normal),
        BoardMode.Requeue => new TableView<BoardQueue>("Requeue", ChoiceColumns, session.Queues, static _ => AttentionLevel.Normal)
        {
            Chosen = session.QueueIndex,
            First = room => Math.Max(0, session.QueueIndex - room + 1),
        },
        _ => new TableView<CallRow>("Calls", CallColumns, session.Board.Calls, static row => row.Level)
        {
            Chosen = session.SelectedIndex,
            First = session.FirstShown,
            WhenEmpty = "No calls.",
        },
    };

    private static Layout Lines(Func<int, IEnumerable<IEnumerable<Segment>>> lines) => new(new LinesView(lines));

    private static Layout Space() => Lines(static _ => []);

    private static IEnumerable<Segment> Spread(string text, Style style) => [new Segment(" "), new Segment(text, style)];

    private static IEnumerable<Segment> Headline(CallBoard board, BoardHeader header, int width)
    {
        var right = new List<Segment>
        {
            new(BoardText.Count(board.Calls.Count, "call")),
            new($"  {board.Waiting} waiting", board.Waiting == 0 ? Palette.Plain : Palette.Of(board.Level)),
        };
        if (board.LongestWait is { } longest)
            right.Add(new Segment($"  longest {BoardText.Of(longest)}", Palette.Of(board.Level)));

        right.Add(new Segment($"  {header.Clock} ", Palette.Quiet));
        var room = width - right.Sum(static segment => segment.CellCount()) - 2;
        var title = Cells.Fit(header.Title, Math.Max(8, Math.Min(room, Cells.Width(header.Title))));
        return Cells.Ends([new Segment(" " + title, Palette.Strong)], right, width);
    }

    private static (string Text, Style Style) Status(BoardSession session) =>
        session.Question is { } question ? (question, Palette.Warning)
        : session.Busy is { } busy ? (busy, Palette.Strong)
        : session.StatusKind == StatusKind.Failed ? (session.Status, Palette.Critical)
        : (session.Status, session.StatusKind == StatusKind.Done ? Palette.Done : Palette.Plain);

    // Those that do not fit are left out, the least needed first; what is left stands in the order of use.
    private static IEnumerable<Segment> Keys(BoardSession session, int width)
    {
        (string Key, string Meaning)[] keys = session.Mode switch
        {
            BoardMode.Confirm => [("y", "yes"), ("n", "no")],
            BoardMode.Hold => [("o", "on"), ("f", "off"), ("Esc", "back")],
            BoardMode.Requeue => [("Enter", "send"), ("Esc", "back"), ("Up, Down", "choose")],
            BoardMode.Help => [("any key", "back")],
            _ => CallKeys,
        };
        var left = width - 1;
        var shown = keys.TakeWhile(key => (left -= key.Key.Length + key.Meaning.Length + 3) >= -2).ToList();
        if (session.Mode == BoardMode.Calls)
        {
            const string Order = "mcbhrx?q";
            shown = [.. shown.OrderBy(static key => Order.IndexOf(key.Key, StringComparison.Ordinal))];
        }

        yield return new Segment(" ");
        for (var i = 0; i < shown.Count; i++)
        {
            yield return new Segment(shown[i].Key, Palette.Strong);
            yield return new Segment($" {shown[i].Meaning}{(i < shown.Count - 1 ? "  " : string.Empty)}", Palette.Quiet);
        }
    }

    private static string ToAscii(string text) => text.Replace('─', '-').Replace('–', '-').Replace('…', '~').Replace('·', '-');
}
