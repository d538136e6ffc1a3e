using Spectre.Console;
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

    [Theory]
    [InlineData(80, "     Queue     Wait  Longest  Free    SL", "     Agent          State         Time")]
    [InlineData(100, "Staff  Free    SL", "State              Time")]
    [InlineData(200, "Staff  Free    SL  Busy", "Pending  Queue        Caller")]
    public void Shows_the_floor_in_the_room_there_is(int width, string ofQueues, string ofAgents)
    {
        var text = Text(Make.Session(Floor()), width, 24);
        foreach (var words in new[] { ofQueues, ofAgents, "87%", "Paco Vu", "ON_CALL", "!!  Iris Holm", "LUNCH", "1:00:00" })
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fills_a_terminal_of_any_size_with_the_floor_too()
    {
        var session = Make.Session(Floor());
        var header = new BoardHeader { Title = "T", Clock = "10:03:00", Banner = "Agents' states are of 10:02:31. The service could not be reached.", Note = FloorSource.RightsNote };
        foreach (var focus in new[] { 0, 1 })
        {
            for (var width = 1; width <= 230; width += 11)
            {
                for (var height = 1; height <= 60; height += 5)
                {
                    var lines = _renderer.Render(session, header, width, height).Select(Make.WithoutColours).ToList();
                    Assert.True(lines.Count <= height && lines.All(line => Width(line) <= width), $"{width}x{height}, focus {focus}");
                }
            }

            session.Press(ConsoleKey.Tab);
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_list_that_keys_act_on_is_below_a_double_line_and_has_the_chosen_line(int width)
    {
        var session = Make.Session(Floor());
        session.Press(ConsoleKey.Home, ConsoleKey.Tab, ConsoleKey.End);
        var lines = _renderer.Render(session, Header, width, 24);
        Assert.Contains(lines, line => Make.WithoutColours(line).Contains("══ Agents ═══", StringComparison.Ordinal));
        Assert.Contains(lines, line => Make.WithoutColours(line).Contains("── Calls ───", StringComparison.Ordinal));
        Assert.Contains("Free Person", Assert.Single(lines, line => line.Contains("\u001b[7m", StringComparison.Ordinal)), StringComparison.Ordinal);
        session.Press(ConsoleKey.Tab);
        lines = _renderer.Render(session, Header, width, 24);
        Assert.Contains(lines, line => Make.WithoutColours(line).Contains("══ Calls ═══", StringComparison.Ordinal));
        Assert.DoesNotContain("Free Person", Assert.Single(lines, line => line.Contains("\u001b[7m", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void Every_agent_is_reached_by_the_keys(int width)
    {
        var session = Make.Session(Make.Floor([.. Enumerable.Range(0, 2000).Select(i => Make.Agent($"Agent {i:0000}", "LUNCH", i, login: i))]));
        session.Press(ConsoleKey.Tab, ConsoleKey.End);
        var lines = Lines(session, width, 24);
        Assert.Contains(lines, line => line.Contains("2000 of 2000 ══", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Agent 0000", StringComparison.Ordinal));
        session.Press(ConsoleKey.PageUp, ConsoleKey.PageUp);
        lines = Lines(session, width, 24);
        Assert.DoesNotContain(lines, line => line.Contains("Agent 0000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(session.Board.Agents[session.Agents.Index].Name, StringComparison.Ordinal));
    }

    [Fact]
    public void One_line_says_what_would_show_more_and_costs_no_small_terminal_its_rows()
    {
        var session = Make.Session(Make.Full(8));
        var header = new BoardHeader { Title = "T", Clock = "10:03:00", Note = FloorSource.RightsNote };
        Assert.Single(_renderer.Render(session, header, 80, 24), line => line.Contains(FloorSource.RightsNote, StringComparison.Ordinal));
        Assert.DoesNotContain(_renderer.Render(session, header, 80, 10), line => line.Contains("Reporting rights", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(session, 80, 24), line => line.Contains("SL", StringComparison.Ordinal) || line.Contains("State", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 50)]
    public void Only_what_is_seen_is_formatted(int width, int height)
    {
        // The texts of a table's lines are made by its columns.
        var made = 0;
        TableColumn<int>[] columns = [new("One", 4, 4, Text), new("Two", 4, 4, Text)];
        var table = new TableView<int>("T", columns, new Rows(5000), static _ => AttentionLevel.Normal) { First = static _ => 4000 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        (console.Profile.Width, console.Profile.Height) = (width, height);
        console.Write(new Layout(table));
        Assert.Equal((height - 2) * 2, made);

        string Text(int row)
        {
            made++;
            return $"{row}";
        }
    }

    private static CallBoard Floor() => Make.Floor(
        [
            Make.Agent("Iris Holm", "LUNCH", 3600), Make.Agent("Paco Vu", "ON_CALL", 50, "t1"), Make.Agent("Amara Okafor", "WRAP_UP", 60, pending: 70),
            Make.Agent("Free Person", "AVAILABLE", 5),
        ],
        Make.Waiting("w1", 200), Make.Talking("t1", 50));

    // A list that is read by its index alone.
    private sealed class Rows(int count) : IReadOnlyList<int>
    {
        public int Count => count;

        public int this[int index] => index;

        public IEnumerator<int> GetEnumerator() => throw new InvalidOperationException("All rows were gone through.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static int Width(string line) => new Segment(line).CellCount();

    private List<string> Lines(BoardSession session, int width, int height) => [.. _renderer.Render(session, Header, width, height).Select(Make.WithoutColours)];

    private string Text(BoardSession session, int width, int height) => string.Join('\n', Lines(session, width, height));
}
