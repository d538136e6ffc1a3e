using System.Xml.Linq;

namespace RingCx.Board;

/// <summary>The board as one page of HTML that needs nothing else: no script, no file, no network.</summary>
/// <param name="mask">Hides what of a phone number must not leave the house: a page is mailed around.</param>
public sealed class BoardPage(Func<string?, string> mask)
{
    /// <summary>The page's title.</summary>
    public string Title { get; set; } = "Calls in progress";

    /// <summary>What stands below the title, such as the account; null for nothing.</summary>
    public string? Subtitle { get; set; }

    /// <summary>What would show more, or is missing; null for nothing.</summary>
    public string? Note { get; set; }

    /// <summary>The moment that it shows.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>How often a browser reads the file again; null for never.</summary>
    public TimeSpan? Refresh { get; set; }

    /// <summary>Writes the page.</summary>
    public string Write(CallBoard board)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                Meta("charset", "utf-8"),
                Meta("name", "viewport", "width=device-width, initial-scale=1"),
                Meta("name", "color-scheme", "light dark"),
                Meta("name", "referrer", "no-referrer"),
                Meta("http-equiv", "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
                Refresh is { } refresh ? Meta("http-equiv", "refresh", Math.Ceiling(refresh.TotalSeconds)) : null,
                new XElement("title", Clean(Title)),
                new XElement("style", BoardStyle.Css)),
            new XElement(
                "body",
                new XElement(
                    "header",
                    new XElement("div", new XElement("h1", Clean(Title)), Subtitle is null ? null : Text("p", "", Clean(Subtitle))),
                    new XElement("p", Class("at"), "As of ", Text(
                        "time", "", Stamp("yyyy-MM-dd HH:mm:ss"), new XAttribute("datetime", Stamp("yyyy-MM-dd'T'HH:mm:sszzz"))))),
                new XElement(
                    "main",
                    Figures(board),
                    Note is null ? null : Text("p", "note", Clean(Note)),
                    new XElement(
                        "div",
                        Class(HasMore(board) ? "board floor" : "board"),
                        new XElement("div", Class("pair"), Queues(board), Agents(board)),
                        Calls(board)))));
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    // Agents' states and queues' figures need more room than names and times.
    private static bool HasMore(CallBoard board) => board.HasAgentStates || board.HasQueueStates;

    private string Stamp(string format) => At.ToString(format, CultureInfo.InvariantCulture);

    private static XElement Figures(CallBoard board) => new(
        "dl",
        Class("figures"),
        Figure("Waiting", board.Waiting, board.Level),
        Figure("Longest wait", board.LongestWait is { } wait ? BoardText.Of(wait) : "–", board.Level),
        Figure("Agents on calls", board.AgentsOnCalls, AttentionLevel.Normal),
        board.HasAgentStates ? Figure("Agents available", board.AgentsAvailable, AttentionLevel.Normal) : null,
        Figure("Calls", board.Calls.Count, AttentionLevel.Normal));

    private static XElement Figure(string name, object value, AttentionLevel level) =>
        new("div", Class(level), new XElement("dt", name), new XElement("dd", value));

    private static XElement Queues(CallBoard board)
    {
        (string, bool)[] ofCalls = [("Queue", false), ("Waiting", true), ("Longest wait", true), ("On calls", true)];
        (string, bool)[] figures = [("Staffed", true), ("Available", true), ("Service level", true)];
        return Table(
            "Queues",
            "No queues.",
            board.HasQueueStates ? [.. ofCalls.Concat(figures)] : ofCalls,
            board.Queues.Select(row => Row(
                row.Level,
                Text("th", "", row.Name, new XAttribute("scope", "row")),
                Text("td", "n", row.Waiting),
                Time(row.LongestWait, row.Level),
                Text("td", "n", row.OnCalls),
                board.HasQueueStates ? Figures(row) : [])));
    }

    private static XElement[] Figures(QueueRow row) =>
        [Text("td", "n", row.Staffed), Text("td", "n", row.Available), Text("td", "n", BoardText.Percent(row.ServiceLevel))];

    private static XElement Agents(CallBoard board) => board.HasAgentStates
        ? Table(
            "Agents",
            "Nobody is logged in.",
            [("Agent", false), ("State", false), ("Time", true), ("Pending", true), ("Queue", false)],
            board.Agents.Select(static row => Row(
                row.Level,
                Text("th", "", row.Name, new XAttribute("scope", "row")),
                Text("td", "", row.State),
                Time(row.Time, row.Level),
                Text("td", "n", BoardText.Of(row.Pending)),
                Text("td", "", row.Queue))))
        : Table(
            "Agents on calls",
            "Nobody is on a call.",
            [("Agent", false), ("Queue", false), ("On call", true)],
            board.Agents.Select(static row => Row(
                row.Level,
                Text("th", "", row.Name, new XAttribute("scope", "row")),
                Text("td", "", row.Queue),
                Time(row.Time, row.Level))));

    private XElement Calls(CallBoard board) => Table(
        "Calls",
        "No calls.",
        [("Time", true), ("Queue", false), ("Agent", false), ("Caller", false), ("Name", false), ("Waited", true)],
        board.Calls.Select(row => Row(
            row.Level,
            Time(row.Time, row.Level),
            Text("td", "", row.Call.Queue),
            Text("td", row.Call.Agent is null ? "none" : "", row.Agent),
            Text("td", "tel", mask(row.Call.Caller)),
            // Where nobody knows the name, the number often stands in its place.
            Text("td", "", mask(row.Call.CallerName)),
            Text("td", "n", BoardText.Of(row.Waited)))));

    private static XElement Table(
        string caption, string whenEmpty, (string Name, bool IsNumber)[] columns, IEnumerable<XElement> rows)
    {
        var body = rows.ToList();
        if (body.Count == 0)
            body.Add(new XElement("tr", Text("td", "none", whenEmpty, new XAttribute("colspan", columns.Length))));

        return new XElement(
            "section",
            // A keyboard scrolls it where it is wider than the screen.
            new XAttribute("tabindex", 0),
            new XAttribute("aria-label", caption),
            new XElement(
                "table",
                new XElement("caption", caption),
                new XElement("thead", new XElement("tr", columns.Select(static column =>
                    Text("th", column.IsNumber ? "n" : "", column.Name, new XAttribute("scope", "col"))))),
                new XElement("tbody", body)));
    }

    private static XElement Row(AttentionLevel level, params object[] cells) => new("tr", Class(level), cells);

    // The level in words as well, for those who do not see the colour.
    private static XElement Time(TimeSpan? time, AttentionLevel level) => new(
        "td",
        Class("n"),
        level == AttentionLevel.Normal ? null : new XElement("span", Class("level"), Name(level)),
        level == AttentionLevel.Normal ? null : " ",
        new XElement("b", BoardText.Of(time)));

    private static string Name(AttentionLevel level) => level == AttentionLevel.Critical ? "critical" : "warning";

    private static XAttribute Class(string name) => new("class", name);

    private static XAttribute? Class(AttentionLevel level) => level == AttentionLevel.Normal ? null : Class(Name(level));

    // An element without a text in it would close itself, which HTML does not know.
    private static XElement Text(string element, string className, object? text, params object[] attributes) =>
        new(element, className.Length == 0 ? null : Class(className), attributes, text ?? string.Empty);

    private static XElement Meta(string attribute, string value, object? content = null) =>
        new("meta", new XAttribute(attribute, value), content is null ? null : new XAttribute("content", content));

    private static string Clean(string text) => BoardText.Clean(text) ?? string.Empty;
}
