namespace RingCx.Board;

/// <summary>Puts frames on a terminal's second screen. Sends the lines that changed, in one piece, so that nothing flickers.</summary>
internal sealed class ScreenWriter(TextWriter output)
{
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Leave = "\u001b[0m\u001b[?25h\u001b[?1049l";

    // A terminal that knows it shows what stands between at once; the others do not mind.
    private const string BeginFrame = "\u001b[?2026h";
    private const string EndFrame = "\u001b[?2026l";
    private const string Clear = "\u001b[0m\u001b[2J";

    private IReadOnlyList<string> _shown = [];
    private int _width;
    private int _height;

    public void Begin() => Write(Enter + Clear);

    public void End() => Write(Leave);

    /// <summary>Shows a frame.</summary>
    /// <param name="whole">Sends every line, in case something else wrote on the screen.</param>
    public void Draw(IReadOnlyList<string> lines, int width, int height, bool whole)
    {
        var frame = new StringBuilder();
        var resized = width != _width || height != _height;
        if (resized)
            frame.Append(Clear);

        for (var i = 0; i < lines.Count; i++)
        {
            if (resized || whole || i >= _shown.Count || lines[i] != _shown[i])
                frame.Append($"\u001b[{i + 1};1H").Append(lines[i]);
        }

        _shown = lines;
        _width = width;
        _height = height;
        if (frame.Length > 0)
            Write(BeginFrame + frame + EndFrame);
    }

    private void Write(string text)
    {
        output.Write(text);
        output.Flush();
    }
}
