namespace RingCx.Client.Csv;

/// <summary>Why a file is not taken.</summary>
public sealed class CsvProblem(int line, string text)
{
    /// <summary>The line that is wrong; 0 where it is the file as a whole.</summary>
    public int Line { get; } = line;

    /// <summary>What is wrong with it, as sentences that repeat no cell.</summary>
    public string Text { get; } = text;
}
