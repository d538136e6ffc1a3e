namespace RingCx.Board;

/// <summary>
/// A table that makes the best of its room: columns that do not fit are left out by their rank, and what is left over goes to those with a
/// use for it. Widths depend on the room alone, never on the rows, so nothing jumps from one moment to the next.
/// </summary>
internal sealed class TableView<T>(
    string title, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows, Func<T, AttentionLevel> level) : Renderable
{
    private const string Gap = "  ";

    /// <summary>The lines above the first row.</summary>
    public static int HeadLines => 2;

    /// <summary>The chosen row; less than zero for none.</summary>
    public int Chosen { get; set; } = -1;

    /// <summary>The first row to show, where there is room for so many.</summary>
    public Func<int, int> First { get; set; } = static _ => 0;

    /// <summary>Whether keys act on it.</summary>
    public bool IsFocused { get; set; }

    /// <summary>What stands at the end of the line above, before which rows are shown.</summary>
    public string Remark { get; set; } = string.Empty;

    /// <summary>What stands in place of rows.</summary>
    public string WhenEmpty { get; set; } = string.Empty;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var room = Math.Max(0, (options.Height ?? (rows.Count + HeadLines)) - HeadLines);
        var first = First(room);
        var shown = Math.Max(0, Math.Min(room, rows.Count - first));
        var remark = shown == rows.Count ? Remark : $"{Remark}  {first + 1}–{first + shown} of {rows.Count}".TrimStart();
        var fitting = Arrange(maxWidth - 1);
        var lines = new List<IEnumerable<Segment>>
        {
            Cells.Rule(title, remark, maxWidth, IsFocused),
            Line(fitting, static column => column.Header, _ => Palette.Quiet, Palette.Quiet, maxWidth),
        };
        for (var i = first; i < first + shown; i++)
        {
            var row = rows[i];
            var isChosen = i == Chosen;
            var colour = Palette.Of(level(row));
            lines.Add(Line(
                fitting,
                column => column.Text(row) ?? string.Empty,
                column => isChosen ? Palette.Chosen : column.IsColoured ? colour : Palette.Plain,
                isChosen ? Palette.Chosen : Palette.Plain,
                maxWidth));
        }

        if (rows.Count == 0)
            lines.Add([new Segment(Cells.Fit(" " + WhenEmpty, maxWidth), Palette.Quiet)]);

        return lines.SelectMany(static line => line.Append(Segment.LineBreak));
    }

    private static IEnumerable<Segment> Line(
        IReadOnlyList<(TableColumn<T> Column, int Width)> fitting,
        Func<TableColumn<T>, string> text,
        Func<TableColumn<T>, Style> style,
        Style between,
        int width)
    {
        var left = width;
        foreach (var (column, columnWidth) in fitting)
        {
            var before = left == width ? " " : Gap;
            left -= before.Length + columnWidth;
            yield return new Segment(before, between);
            yield return new Segment(Cells.Fit(text(column), columnWidth, column.ToTheRight), style(column));
        }

        if (left > 0)
            yield return new Segment(new string(' ', left), between);
    }

    private IReadOnlyList<(TableColumn<T> Column, int Width)> Arrange(int room)
    {
        var widths = new Dictionary<TableColumn<T>, int>();
        var left = room + Gap.Length;
        foreach (var column in columns.OrderBy(static c => c.Rank))
        {
            if (column.Minimum + Gap.Length > left)
                break;

            widths[column] = column.Minimum;
            left -= column.Minimum + Gap.Length;
        }

        // A cell for each in turn.
        var growing = columns.Where(column => widths.TryGetValue(column, out var width) && width < column.Maximum)
            .OrderBy(static c => c.Rank).ToList();
        while (left > 0 && growing.Count > 0)
        {
            foreach (var column in growing.Take(left))
            {
                widths[column]++;
                left--;
            }

            growing.RemoveAll(column => widths[column] >= column.Maximum);
        }

        return [.. columns.Where(widths.ContainsKey).Select(column => (column, widths[column]))];
    }
}
