namespace RingCx.Client.Csv;

/// <summary>What a CSV file is expected to be.</summary>
public sealed class CsvOptions
{
    /// <summary>Columns that must be there, with something in every row.</summary>
    public IReadOnlyList<string> Required { get; set; } = [];

    /// <summary>Columns in which no value may stand twice, whatever its case; those that a file lacks are left out.</summary>
    public IReadOnlyList<string> Unique { get; set; } = [];

    /// <summary>Names that no column may have, since the rows have a property of that name already.</summary>
    public IReadOnlyList<string> Reserved { get; set; } = [];

    /// <summary>What stands between cells; null where the file's <c>sep=</c> line or its header tells.</summary>
    public char? Delimiter { get; set; }

    /// <summary>The encoding of a file without a mark; null for UTF-8.</summary>
    public Encoding? Encoding { get; set; }
}
