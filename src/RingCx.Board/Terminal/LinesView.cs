namespace RingCx.Board;

/// <summary>Lines that know how wide they may be.</summary>
internal sealed class LinesView(Func<int, IEnumerable<IEnumerable<Segment>>> lines) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        lines(maxWidth).Take(options.Height ?? int.MaxValue).SelectMany(static line => line.Append(Segment.LineBreak));
}
