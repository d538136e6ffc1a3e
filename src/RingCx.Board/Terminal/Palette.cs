namespace RingCx.Board;

/// <summary>
/// The few styles of the board. The terminal's own 16 colours, so that it looks right on a light ground as on a dark one.
/// </summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Quiet = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Warning = new(Color.Olive, decoration: Decoration.Bold);
    public static readonly Style Critical = new(Color.Red, decoration: Decoration.Bold);
    public static readonly Style Done = new(Color.Green);
    public static readonly Style Chosen = new(decoration: Decoration.Invert);

    public static Style Of(AttentionLevel level) => level switch
    {
        AttentionLevel.Critical => Critical,
        AttentionLevel.Warning => Warning,
        _ => Plain,
    };

    // No information by colour alone.
    public static string Mark(AttentionLevel level) => level switch
    {
        AttentionLevel.Critical => "!!",
        AttentionLevel.Warning => "!",
        _ => string.Empty,
    };
}
