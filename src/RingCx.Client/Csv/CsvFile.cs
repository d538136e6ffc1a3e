using Sylvan.Data.Csv;

namespace RingCx.Client.Csv;

/// <summary>
/// A CSV file, read whole and checked whole: either every row is as it was written, or the problems say which lines are not. Cells are
/// trimmed; lines without any cell that holds something are no rows.
/// </summary>
public sealed class CsvFile
{
    private const string Separator = "sep=";
    private const string TypeLine = "#TYPE ";

    // A tab or a semicolon is no part of a header's names, where a comma may be.
    private static readonly char[] Delimiters = ['\t', ';', ','];

    // Each has the rest of the file read anew.
    private const int MostBrokenQuotes = 100;

    private readonly CsvOptions _options;
    private readonly string _text;
    private readonly List<CsvProblem> _problems = [];
    private readonly List<CsvRow> _rows = [];
    private string[] _columns = [];

    private CsvFile(byte[] bytes, CsvOptions options)
    {
        _options = options;
        if (CsvText.Decode(bytes, options.Encoding, out _text) is { } problem)
            _problems.Add(problem);
        else
            ReadRows();

        _problems.Sort(static (one, other) => one.Line.CompareTo(other.Line));
    }

    /// <summary>The columns' names, in their order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The rows, in their order; of no use where there are problems.</summary>
    public IReadOnlyList<CsvRow> Rows => _rows;

    /// <summary>Everything that is wrong, by line; empty where nothing is.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems;

    /// <summary>Reads a file that others may have open, as a spreadsheet has.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static CsvFile Read(string path, CsvOptions options)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return new CsvFile(bytes.ToArray(), options);
    }

    /// <summary>The same for what has been read already.</summary>
    public static CsvFile Parse(byte[] bytes, CsvOptions options) => new(bytes, options);

    private void ReadRows()
    {
        var line = 1;
        var start = 0;
        var delimiter = _options.Delimiter;
        // What programs put before the header: how cells are separated, and what the rows once were.
        while (NextLine(start) is { } first && (first.Trim().Length == 0 || IsPreamble(first)))
        {
            if (first.StartsWith(Separator, StringComparison.OrdinalIgnoreCase))
                delimiter ??= first[Separator.Length];

            start = AfterLine(start);
            line++;
        }

        delimiter ??= DelimiterOf(NextLine(start) ?? string.Empty);
        if (!ReadRecords(start, line, delimiter.Value))
            return;

        CheckCells();
        CheckUnique();
    }

    private static bool IsPreamble(string line) =>
        line.StartsWith(TypeLine, StringComparison.Ordinal)
            || (line.StartsWith(Separator, StringComparison.OrdinalIgnoreCase) && line.TrimEnd().Length == Separator.Length + 1)
        || line.TrimEnd('\r', '\n') == Separator + "\t";

    // False where there is no header to go by.
    private bool ReadRecords(int start, int line, char delimiter)
    {
        var hasHeader = false;
        for (var broken = 0; start < _text.Length; broken++)
        {
            var recordStart = start;
            try
            {
                using var reader = CsvDataReader.Create(new StringReader(_text.Substring(start)), ReaderOptions(delimiter));
                while (reader.Read())
                {
                    var cells = Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString).ToArray();
                    if (hasHeader)
                        AddRow(line, cells);
                    else if (!(hasHeader = TakeHeader(line, cells)))
                        return false;

                    // A record is one line, and one more for each line break in its cells.
                    for (var lines = 1 + cells.Sum(CsvText.LineBreaks); lines > 0; lines--, line++)
                        recordStart = AfterLine(recordStart);
                }

                break;
            }
            catch (CsvFormatException)
            {
                Wrong(line, "A quotation mark is opened here and not closed before the end of its cell, or of the file.");
                if (!hasHeader)
                    return false;

                if (broken == MostBrokenQuotes)
                {
                    Wrong(line, "What follows was not looked at.");
                    break;
                }

                // The rows below are looked at all the same.
                start = AfterLine(recordStart);
                line++;
            }
        }

        if (!hasHeader)
            Wrong(0, "The file is empty: it has no line with the names of its columns.");

        return hasHeader;
    }

    private static CsvDataReaderOptions ReaderOptions(char delimiter) =>
        new() { HasHeaders = false, Delimiter = delimiter, BufferSize = 0x10000, MaxBufferSize = int.MaxValue / 2 };

    private bool TakeHeader(int line, string[] names)
    {
        var last = Array.FindLastIndex(names, static name => name.Trim().Length > 0);
        _columns = [.. names.Take(last + 1).Select(static name => name.Trim())];
        var before = _problems.Count;
        for (var i = 0; i < _columns.Length; i++)
        {
            var name = _columns[i];
            if (name.Length == 0)
                Wrong(line, FormattableString.Invariant($"Column {i + 1} has no name."));
            else if (_options.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
                Wrong(line, $"A column is called {name}, which is what rows call the line that they stand on. Give it another name.");
            else if (IndexOf(name) < i)
                Wrong(line, $"Two columns are called {name}.");
        }

        var missing = _options.Required.Where(name => IndexOf(name) < 0).ToList();
        if (missing.Count > 0)
        {
            var (lacking, there) = (string.Join(", ", missing), string.Join(", ", _columns));
            Wrong(line, $"There is no column {lacking}, but: {there}. -Delimiter says what stands between them.");
        }

        return _problems.Count == before;
    }

    private void AddRow(int line, string[] cells)
    {
        var trimmed = Array.ConvertAll(cells, static cell => cell.Trim());
        if (Array.TrueForAll(trimmed, static cell => cell.Length == 0))
            return;

        if (Array.FindLastIndex(trimmed, static cell => cell.Length > 0) >= _columns.Length)
        {
            Wrong(
                line,
                FormattableString.Invariant($"It has {cells.Length} cells, and there are {_columns.Length} columns. A cell that holds")
                    + " the delimiter stands in quotes.");
            return;
        }

        Array.Resize(ref trimmed, _columns.Length);
        _rows.Add(new CsvRow(line, Array.ConvertAll(trimmed, static cell => cell ?? string.Empty)));
    }

    private void CheckCells()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var kind = SpreadsheetTrace.KindOf(_columns[i]);
            var isRequired = _options.Required.Contains(_columns[i], StringComparer.OrdinalIgnoreCase);
            var hasPlus = kind == ColumnKind.Phone && _rows.Exists(row => row.Cells[i].StartsWith("+", StringComparison.Ordinal));
            foreach (var row in _rows)
            {
                if (isRequired && row.Cells[i].Length == 0)
                    Wrong(row.Line, $"{_columns[i]} is empty.");
                else if (SpreadsheetTrace.Find(kind, row.Cells[i], hasPlus) is { } trace)
                    Wrong(row.Line, $"{_columns[i]} {trace}");
            }
        }
    }

    private void CheckUnique()
    {
        foreach (var column in _options.Unique.Select(IndexOf).Where(static column => column >= 0))
        {
            var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var row in _rows.Where(row => row.Cells[column].Length > 0))
            {
                if (lines.TryGetValue(row.Cells[column], out var before))
                    Wrong(row.Line, FormattableString.Invariant($"{_columns[column]} is the same as in line {before}."));
                else
                    lines.Add(row.Cells[column], row.Line);
            }
        }
    }

    // The one that stands most often outside of quotes.
    private static char DelimiterOf(string header)
    {
        var unquoted = string.Concat(header.Split('"').Where(static (_, i) => i % 2 == 0));
        return Delimiters.OrderByDescending(delimiter => unquoted.Count(c => c == delimiter)).First() is var best
            && unquoted.IndexOf(best) >= 0
            ? best
            : ',';
    }

    private int IndexOf(string column) =>
        Array.FindIndex(_columns, name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));

    private void Wrong(int line, string text) => _problems.Add(new CsvProblem(line, text));

    private string? NextLine(int start) => start < _text.Length ? _text.Substring(start, AfterLine(start) - start) : null;

    // Lines end with CR, LF or both.
    private int AfterLine(int start)
    {
        var end = _text.IndexOfAny(['\r', '\n'], start);
        return end < 0 ? _text.Length : _text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? end + 2 : end + 1;
    }
}
