namespace RingCx.Board;

/// <summary>A queue that calls can be sent to.</summary>
public sealed class BoardQueue
{
    /// <summary>Makes one.</summary>
    /// <param name="id">The queue's id.</param>
    /// <param name="name">Its name; null where the service gives none.</param>
    /// <param name="isActive">Whether it is in use.</param>
    public BoardQueue(int id, string? name, bool isActive)
    {
        Id = id;
        Name = BoardText.Clean(name) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        IsActive = isActive;
    }

    /// <summary>The queue's id.</summary>
    public int Id { get; }

    /// <summary>The queue's name, or its id.</summary>
    public string Name { get; }

    /// <summary>Whether it is in use.</summary>
    public bool IsActive { get; }
}
