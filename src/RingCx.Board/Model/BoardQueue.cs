namespace RingCx.Board;

/// <summary>A queue that calls can be sent to.</summary>
/// <remarks>Makes one.</remarks>
/// <param name="name">Its name; null where the service gives none.</param>
/// <param name="isActive">Whether it is in use.</param>
public sealed class BoardQueue(int id, string? name, bool isActive)
{
    /// <summary>The queue's id.</summary>
    public int Id { get; } = id;

    /// <summary>The queue's name, or its id.</summary>
    public string Name { get; } = BoardText.Clean(name) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it is in use.</summary>
    public bool IsActive { get; } = isActive;
}
