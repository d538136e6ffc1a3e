namespace RingCx.Board;

/// <summary>Lines that know how wide they may be.</summary>
internal sealed class LinesView(Func<int, IEnumerable<IEnumerable<Segment>>> lines) : Renderable
{
    private readonly Func<int, IEnumerable<IEnumerable<Segment>>> _lines = lines;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        _lines(maxWidth).Take(options.Height ?? int.MaxValue).SelectMany(static line => line.Append(Segment.LineBreak));
}
