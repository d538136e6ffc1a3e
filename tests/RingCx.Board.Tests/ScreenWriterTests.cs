namespace RingCx.Board.Tests;

public sealed class ScreenWriterTests : IDisposable
{
    private readonly StringWriter _out = new();

    [Fact]
    public void Uses_the_alternate_screen_and_restores_the_main_one()
    {
        var screen = new ScreenWriter(_out);
        screen.Begin();
        Assert.StartsWith("\u001b[?1049h\u001b[?25l", Taken(), StringComparison.Ordinal);
        screen.End();
        Assert.EndsWith("\u001b[?25h\u001b[?1049l", Taken(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_the_lines_that_changed_and_no_others()
    {
        var screen = new ScreenWriter(_out);
        screen.Draw(["a", "b", "c"], 1, 3, whole: false);
        Assert.Contains("\u001b[2J", Taken(), StringComparison.Ordinal);
        screen.Draw(["a", "b", "c"], 1, 3, whole: false);
        Assert.Empty(Taken());
        screen.Draw(["a", "x", "c"], 1, 3, whole: false);
        Assert.Equal("\u001b[?2026h\u001b[2;1Hx\u001b[?2026l", Taken());
        screen.Draw(["a", "x", "c"], 1, 3, whole: true);
        Assert.Equal("\u001b[?2026h\u001b[1;1Ha\u001b[2;1Hx\u001b[3;1Hc\u001b[?2026l", Taken());
        screen.Draw(["a", "x", "c"], 2, 3, whole: false);
        Assert.Contains("\u001b[2J", Taken(), StringComparison.Ordinal);
    }

    public void Dispose() => _out.Dispose();

    private string Taken()
    {
        var text = _out.ToString();
        _out.GetStringBuilder().Clear();
        return text;
    }
}
