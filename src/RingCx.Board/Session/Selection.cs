namespace RingCx.Board;

/// <summary>The chosen line of a list, and the part of it that is shown. It follows what is chosen as the list changes.</summary>
internal sealed class Selection
{
    private Func<int, string> _keyAt = static _ => string.Empty;
    private int _count;
    private int _place;
    private int _first;

    /// <summary>What is chosen; null for nothing.</summary>
    public string? Key { get; private set; }

    /// <summary>Its line; less than zero for none.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The lines that the screen has room for, as it was drawn last.</summary>
    public int PageSize { get; private set; } = 10;

    /// <summary>Where a key moves to in a list; null for a key that moves nothing.</summary>
    public static int? Moved(ConsoleKey key, int page, int count, int from) => key switch
    {
        ConsoleKey.UpArrow => Math.Max(0, from - 1),
        ConsoleKey.DownArrow => Math.Min(count - 1, from + 1),
        ConsoleKey.PageUp => Math.Max(0, from - page),
        ConsoleKey.PageDown => Math.Min(count - 1, from + page),
        ConsoleKey.Home => 0,
        ConsoleKey.End => count - 1,
        _ => null,
    };

    /// <summary>Takes what the list is from now on.</summary>
    /// <returns>False when what was chosen has gone; then nothing is: the next key does not mean what stands in its place.</returns>
    public bool Update(int count, Func<int, string> keyAt)
    {
        (_count, _keyAt) = (count, keyAt);
        if (Key is null)
            return true;

        if (Index >= count || keyAt(Index) != Key)
            Index = Enumerable.Range(0, count).Where(i => keyAt(i) == Key).DefaultIfEmpty(-1).First();

        if (Index >= 0)
        {
            _place = Index;
            return true;
        }

        Key = null;
        return false;
    }

    /// <summary>Takes a key.</summary>
    /// <returns>False where it moves nothing.</returns>
    public bool Press(ConsoleKey key)
    {
        // Down goes to what stands where the chosen one stood.
        if (Moved(key, PageSize, _count, Index < 0 ? _place - 1 : Index) is not { } index)
            return false;

        if (_count > 0)
        {
            Index = _place = Math.Max(0, Math.Min(_count - 1, index));
            Key = _keyAt(Index);
        }

        return true;
    }

    /// <summary>The first line to show where there is room for so many, with the chosen one among them.</summary>
    public int FirstShown(int room)
    {
        PageSize = Math.Max(1, room);
        var index = Math.Max(0, Index);
        _first = Math.Max(0, Math.Min(_first, _count - PageSize));
        _first = index < _first ? index : index >= _first + PageSize ? index - PageSize + 1 : _first;
        return _first;
    }
}
