namespace RingCx.Board;

/// <summary>What stands above the board.</summary>
public sealed class BoardHeader
{
    /// <summary>Whose calls they are.</summary>
    public string Title { get; set; } = string.Empty;

    /// <summary>The time of day.</summary>
    public string Clock { get; set; } = string.Empty;

    /// <summary>What is wrong with what is shown, such as its age; null for nothing.</summary>
    public string? Banner { get; set; }

    /// <summary>What would show more; null for nothing.</summary>
    public string? Note { get; set; }
}
