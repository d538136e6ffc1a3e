using Spectre.Console.Rendering;

namespace RingCx.Board.Tests;

public sealed class BoardRendererTests
{
    private static readonly BoardHeader Header = new() { Title = "RingCX · Sandbox", Clock = "10:02:31" };

    private readonly BoardRenderer _renderer = new(colours: true, unicode: true);

    [Fact]
    public void Fills_a_terminal_of_any_size_and_no_more()
    {
        var session = Make.Session(Make.Full(60));
        session.Press(ConsoleKey.End);
        session.Tell("A long text that says what came of the action before, and what to do now: it has to be broken into lines on most terminals.", StatusKind.Failed);
        for (var width = 1; width <= 230; width += 7)
        {
            for (var height = 1; height <= 60; height += 4)
            {
                var lines = Lines(session, width, height);
                Assert.True(lines.Count <= height, $"{width}x{height}: {lines.Count} lines");
                Assert.All(lines, line => Assert.True(Width(line) <= width, $"{width}x{height}: {line}"));
            }
        }
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 30)]
    [InlineData(200, 50)]
    public void Uses_the_room_there_is(int width, int height)
    {
        var lines = Lines(Make.Session(Make.Full(200)), width, height);
        Assert.Equal(height, lines.Count);
        Assert.All(lines, line => Assert.Equal(width, Width(line)));
    }

    [Fact]
    public void Shows_in_80_columns_what_matters()
    {
        var text = Text(Make.Session(Make.Full(8)), 80, 24);
        foreach (var words in new[] { "Queues", "Agents on calls", "Longest", "Caller", "(waiting)", "8 calls", "4 waiting", "longest 0:42", "10:02:31", "hang up", "quit", "6505550116" })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Uii", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_more_columns_where_there_is_room()
    {
        var text = Text(Make.Session(Make.Full(8)), 200, 50);
        Assert.Contains("Uii", text, StringComparison.Ordinal);
        Assert.Contains("JORDAN LEE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_the_least_important_columns_first()
    {
        var text = Text(Make.Session(Make.Full(8)), 40, 24);
        Assert.Contains("Time", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Waited", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_stay_where_they_are_whatever_is_in_them()
    {
        var few = Lines(Make.Session(Make.Board(Make.Talking("1", 5, "Al", "S"))), 80, 24).Single(line => line.Contains("Caller", StringComparison.Ordinal));
        var many = Lines(Make.Session(Make.Board(Make.Talking("1", 99_000, "A very long name of an agent", "A very long name of a queue"))), 80, 24)
            .Single(line => line.Contains("Caller", StringComparison.Ordinal));
        Assert.Equal(few, many);
    }

    [Fact]
    public void Tells_the_level_by_a_mark_and_a_colour()
    {
        var session = Make.Session(Make.Board(Make.Waiting("1", 200), Make.Waiting("2", 70), Make.Waiting("3", 5)));
        var lines = _renderer.Render(session, Header, 80, 24);
        var rows = lines.SkipWhile(line => !line.Contains("Caller", StringComparison.Ordinal)).Skip(1).Take(3).ToList();
        Assert.Contains("\u001b[1;91m!!", rows[0], StringComparison.Ordinal);
        Assert.Contains("\u001b[1;33m!", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", rows[2], StringComparison.Ordinal);
        var plain = new BoardRenderer(colours: false, unicode: true).Render(session, Header, 80, 24);
        Assert.DoesNotContain(plain, line => line.Contains("91m", StringComparison.Ordinal) || line.Contains("33m", StringComparison.Ordinal));
        Assert.Contains(plain, line => line.Contains("!!", StringComparison.Ordinal));
    }

    [Fact]
    public void The_chosen_call_s_line_is_turned_around_from_end_to_end()
    {
        var session = Make.Session(Make.Full(4));
        session.Press(ConsoleKey.Home);
        var line = _renderer.Render(session, Header, 80, 24).Single(l => l.Contains("\u001b[7m", StringComparison.Ordinal));
        Assert.StartsWith("\u001b[7m", line, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[0m", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_it_cannot_show()
    {
        var text = Text(Make.Session(Make.Full(100)), 80, 24);
        Assert.Contains(" of 100 ", text, StringComparison.Ordinal);
        Assert.Contains("too small", string.Join(' ', Lines(Make.Session(Make.Full(3)), 20, 4).Select(line => line.Trim())), StringComparison.Ordinal);
        Assert.Contains("No calls.", Text(Make.Session(Make.Board()), 80, 24), StringComparison.Ordinal);
    }

    [Fact]
    public void A_banner_a_question_and_an_action_have_their_lines()
    {
        var session = Make.Session(Make.Full(4));
        var header = new BoardHeader { Title = "T", Clock = "10:03:00", Banner = "Last update 10:02:31. The service could not be reached." };
        session.Busy = "Asking the service to hang up …";
        var lines = _renderer.Render(session, header, 80, 24).Select(Make.WithoutColours).ToList();
        Assert.StartsWith(" Last update 10:02:31.", lines[1], StringComparison.Ordinal);
        Assert.StartsWith(" Asking the service", lines[^2], StringComparison.Ordinal);
        session.Busy = null;
        session.Press(ConsoleKey.Home, ConsoleKey.X);
        lines = Lines(session, 80, 24);
        Assert.StartsWith(" Hang up the waiting call in Sales", lines[^2], StringComparison.Ordinal);
        Assert.Equal(" y yes  n no", lines[^1].TrimEnd());
        session.Press(ConsoleKey.N, ConsoleKey.R);
        Assert.Contains("40002", Text(session, 80, 24), StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_characters_take_two_cells()
    {
        var lines = Lines(Make.Session(Make.Board(Make.Talking("1", 5, "東京 東京 東京 東京 東京", "東京都サポート部門"))), 80, 24);
        Assert.All(lines, line => Assert.Equal(80, Width(line)));
    }

    [Fact]
    public void Is_ASCII_where_the_terminal_knows_nothing_else()
    {
        var lines = new BoardRenderer(colours: false, unicode: false).Render(Make.Session(Make.Full(60)), Header, 80, 24);
        Assert.All(lines, line => Assert.DoesNotContain(line, c => c > 127));
    }

    private static int Width(string line) => new Segment(line).CellCount();

    private List<string> Lines(BoardSession session, int width, int height) => [.. _renderer.Render(session, Header, width, height).Select(Make.WithoutColours)];

    private string Text(BoardSession session, int width, int height) => string.Join('\n', Lines(session, width, height));
}
