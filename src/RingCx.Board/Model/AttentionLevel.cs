namespace RingCx.Board;

/// <summary>How much something on the board needs a person.</summary>
public enum AttentionLevel
{
    /// <summary>Nothing to do.</summary>
    Normal,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Too long already.</summary>
    Critical,
}
