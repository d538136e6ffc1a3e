namespace RingCx.Client.Csv;

/// <summary>One row of a CSV file.</summary>
public sealed class CsvRow(int line, IReadOnlyList<string> cells)
{
    /// <summary>The line of the file that the row begins on; the first is 1.</summary>
    public int Line { get; } = line;

    /// <summary>A text for each column; empty where the row has none.</summary>
    public IReadOnlyList<string> Cells { get; } = cells;
}
