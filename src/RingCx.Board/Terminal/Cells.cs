namespace RingCx.Board;

/// <summary>Texts measured in a terminal's cells, where a letter may take two.</summary>
internal static class Cells
{
    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>Makes a text exactly so wide.</summary>
    public static string Fit(string text, int width, bool toTheRight = false)
    {
        if (width <= 0)
            return string.Empty;

        var fits = Width(text) <= width;
        var cut = fits ? text : (Segment.Truncate(new Segment(text), width - 1)?.Text ?? string.Empty).TrimEnd() + "…";
        var padding = new string(' ', System.Math.Max(0, width - Width(cut)));
        return toTheRight && fits ? padding + cut : cut + padding;
    }

    /// <summary>Breaks a text between words; what is too much ends with an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width, int mostLines)
    {
        var lines = new List<string>();
        var line = string.Empty;
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Width(longer) > width && line.Length > 0)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        if (lines.Count > mostLines)
            lines[mostLines - 1] = string.Join(" ", lines.Skip(mostLines - 1));

        return [.. lines.Take(mostLines).Select(l => Fit(l, width).TrimEnd())];
    }

    /// <summary>A line between parts of the screen, with a title at its left and a remark at its right.</summary>
    /// <param name="isDouble">Whether keys act on what is below.</param>
    public static IEnumerable<Segment> Rule(string title, string remark, int width, bool isDouble)
    {
        var line = isDouble ? '═' : '─';
        var style = isDouble ? Palette.Strong : Palette.Quiet;
        var left = $"{line}{line} ";
        var right = remark.Length == 0 ? string.Empty : $" {remark} {line}{line}";
        title = Fit(title, System.Math.Max(0, System.Math.Min(Width(title), width - left.Length - 1)));
        var rest = width - left.Length - Width(title) - 1;
        right = Width(right) < rest ? right : string.Empty;
        return
        [
            new Segment(left, style), new Segment(title, Palette.Strong), new Segment(" ", style),
            new Segment(new string(line, System.Math.Max(0, rest - Width(right))) + right, style),
        ];
    }

    /// <summary>A line with something at either end; where there is no room for both, the right goes.</summary>
    public static IEnumerable<Segment> Ends(IReadOnlyList<Segment> left, IReadOnlyList<Segment> right, int width)
    {
        var gap = width - left.Sum(static s => s.CellCount()) - right.Sum(static s => s.CellCount());
        return gap < 1 ? Segment.Truncate(left, width) : [.. left, new Segment(new string(' ', gap)), .. right];
    }
}
