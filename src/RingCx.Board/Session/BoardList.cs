namespace RingCx.Board;

/// <summary>Which list the keys act on.</summary>
internal enum BoardList
{
    Calls,
    Agents,
}
