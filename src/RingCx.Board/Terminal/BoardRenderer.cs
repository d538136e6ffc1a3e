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
    private const int NoteHeight = 12;
    private const int AgentsInHeadlineWidth = 110;

    private static readonly (string Key, string Meaning)[] HelpLines =
    [
        ("Up, Down", "choose a line, as do PageUp, PageDown, Home and End"),
        ("Tab, Left, Right", "to the agents, each with the call they are on, or back"),
        ("m", "monitor: listen, nobody hears you"),
        ("c", "coach: the agent alone hears you"),
        ("b", "barge in: agent and caller hear you"),
        ("h, then o or f", "put the call on hold, or take it off"),
        ("r", "requeue: send the call to a queue that you choose"),
        ("x, then y", "hang up: end the call for everybody on it"),
        ("q, Esc, Ctrl+C", "end the board"),
        ("!! and !", "too long, by the thresholds; calls wait, nobody is free"),
    ];

    private static readonly (string Key, string Meaning)[] ListKeys =
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
        var note = header.Note is null || height < NoteHeight ? [] : Cells.Wrap(header.Note, width - 2, 1);
        var (status, style) = Status(session);
        var statusLines = Cells.Wrap(status, width - 2, Math.Min(MostStatusLines, height / 4));
        var body = height - 1 - head.Count - note.Count - statusLines.Count - 1;
        return new Layout().SplitRows(
            Lines(w => [
                Headline(session.Board, header, w),
                .. head.Select(static line => Spread(line, Palette.Critical)),
                .. note.Select(static line => Spread(line, Palette.Quiet))]).Size(1 + head.Count + note.Count),
            Body(session, width, body).Size(body),
            Lines(_ => statusLines.Select(line => Spread(line, style))).Size(statusLines.Count),
            Lines(w => [Keys(session, w)]).Size(1));
    }

    private static Layout Body(BoardSession session, int width, int height)
    {
        var board = session.Board;
        var queueLines = Math.Max(1, board.Queues.Count) + TableView<QueueRow>.HeadLines;
        if (width >= WideWidth && height >= WideHeight)
        {
            var side = Side(board, width);
            var top = Math.Min(queueLines + 1, height / 2);
            return new Layout().SplitColumns(
                new Layout().SplitRows(new Layout(Queues(board)).Size(top), new Layout(Agents(session)).Size(height - top)).Size(side),
                Space().Size(2),
                new Layout(Choice(session) ?? Calls(session)).Size(width - side - 2));
        }

        // The list that the keys act on has the room, the other one the corner.
        var ofCalls = session.Focus == BoardList.Calls;
        var main = new Layout(Choice(session) ?? List(session, session.Focus));
        var other = ofCalls ? board.Agents.Count : board.Calls.Count;
        var above = Math.Min(Math.Max(queueLines, Math.Max(1, other) + TableView<QueueRow>.HeadLines), height * 2 / 5);
        if (above <= TableView<QueueRow>.HeadLines)
            return main;

        var left = ((width - 2) / 2) + (board.HasQueueStates ? 1 : 0);
        var upper = width < TwoTablesWidth
            ? new Layout(Queues(board))
            : new Layout().SplitColumns(
                new Layout(Queues(board)).Size(left),
                Space().Size(2),
                new Layout(List(session, ofCalls ? BoardList.Agents : BoardList.Calls)).Size(width - 2 - left));
        return new Layout().SplitRows(upper.Size(above), main.Size(height - above));
    }

    // Agents' states and queues' figures need more than names and times.
    private static int Side(CallBoard board, int width) => board.HasAgentStates || board.HasQueueStates
        ? Math.Max(56, Math.Min(76, width * 2 / 5))
        : Math.Max(48, Math.Min(64, width / 3));

    // What stands in place of the list while a key asks something; null while none does.
    private static Renderable? Choice(BoardSession session) => session.Mode switch
    {
        BoardMode.Help => new TableView<(string Key, string Meaning)>(
            "Help", BoardColumns.Help, HelpLines, static _ => AttentionLevel.Normal)
        { IsFocused = true },
        BoardMode.Requeue => new TableView<BoardQueue>("Requeue", BoardColumns.Choice, session.Queues, static _ => AttentionLevel.Normal)
        {
            IsFocused = true,
            Chosen = session.QueueIndex,
            First = room => Math.Max(0, session.QueueIndex - room + 1),
        },
        _ => null,
    };

    private static TableView<QueueRow> Queues(CallBoard board) => new(
        "Queues", board.HasQueueStates ? BoardColumns.QueuesWithFigures : BoardColumns.Queues, board.Queues, static row => row.Level)
    {
        WhenEmpty = "none",
    };

    private static Renderable List(BoardSession session, BoardList list) => list == BoardList.Calls ? Calls(session) : Agents(session);

    private static TableView<CallRow> Calls(BoardSession session) =>
        List("Calls", "No calls.", BoardColumns.Calls, session.Board.Calls, static row => row.Level, session, BoardList.Calls);

    private static TableView<FloorRow> Agents(BoardSession session)
    {
        var (title, whenEmpty, columns) = session.Board.HasAgentStates
            ? ("Agents", "Nobody is logged in.", BoardColumns.AgentsWithStates)
            : ("Agents on calls", "nobody", BoardColumns.Agents);
        return List(title, whenEmpty, columns, session.Board.Agents, static row => row.Level, session, BoardList.Agents);
    }

    private static TableView<T> List<T>(
        string title, string whenEmpty, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows, Func<T, AttentionLevel> level,
        BoardSession session, BoardList list)
    {
        var selection = list == BoardList.Calls ? session.Calls : session.Agents;
        var isFocused = session.Focus == list;
        var acts = isFocused && session.Mode is not (BoardMode.Help or BoardMode.Requeue);
        return new TableView<T>(title, columns, rows, level)
        {
            IsFocused = acts,
            Remark = isFocused ? string.Empty : "Tab",
            Chosen = isFocused ? selection.Index : -1,
            First = selection.FirstShown,
            WhenEmpty = whenEmpty,
        };
    }

    private static Layout Lines(Func<int, IEnumerable<IEnumerable<Segment>>> lines) => new(new LinesView(lines));

    private static Layout Space() => Lines(static _ => []);

    private static IEnumerable<Segment> Spread(string text, Style style) => [new Segment(" "), new Segment(text, style)];

    private static IEnumerable<Segment> Headline(CallBoard board, BoardHeader header, int width)
    {
        var right = new List<Segment>();
        if (board.HasAgentStates && width >= AgentsInHeadlineWidth)
            right.Add(new Segment($"{BoardText.Count(board.Agents.Count, "agent")}  {board.AgentsAvailable} available  "));

        right.AddRange(
        [
            new(BoardText.Count(board.Calls.Count, "call")),
            new($"  {board.Waiting} waiting", board.Waiting == 0 ? Palette.Plain : Palette.Of(board.Level)),
        ]);
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
            _ => ListKeys,
        };
        var left = width - 1;
        var shown = keys.TakeWhile(key => (left -= key.Key.Length + key.Meaning.Length + 3) >= -2).ToList();
        if (session.Mode == BoardMode.Lists)
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

    private static string ToAscii(string text) =>
        text.Replace('─', '-').Replace('═', '=').Replace('–', '-').Replace('…', '~').Replace('·', '-');
}
