using System.Text;
using RingCx.Client.Csv;

namespace RingCx.Commands;

/// <summary>
/// Reads a CSV file for a runbook and checks all of it before the first row comes out. A file that is not what it says is refused whole,
/// with every wrong line named.
/// </summary>
[Cmdlet(VerbsData.Import, "RcxCsv", HelpUri = HelpPages.Root + "Import-RcxCsv.md")]
[OutputType(typeof(PSCustomObject))]
public sealed class ImportRcxCsvCommand : RcxCommand
{
    // What a row says of itself, beside its cells.
    private const string LineProperty = "Line";
    private const string Example = "Give a CSV file, such as ./calls.csv.";

    /// <summary>
    /// The file; no wildcards. UTF-8 with or without a mark, UTF-16 and UTF-32 by their marks; for anything else see -Encoding.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "FullName")]
    public string? Path { get; set; }

    /// <summary>The columns that must be there, with something in every row.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Require { get; set; } = [];

    /// <summary>The columns in which nothing may stand twice.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Unique { get; set; } = [];

    /// <summary>What stands between cells. Without it the file's sep= line says so, or its header: a comma, a semicolon or a tab.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>
    /// What a file without a mark is written in, such as ansi, 1252 or Unicode; UTF-8 by default. A mark in the file is stronger.
    /// </summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>Reads a file and emits its rows.</summary>
    protected override void ProcessRecord()
    {
        RejectIfMissing(Path, nameof(Path), Example);
        RejectIf(
            Delimiter is '"' or '\r' or '\n',
            "-Delimiter is a quotation mark or a line break. Give what stands between cells, such as ';'.");
        var path = FilePath.Resolve(this, Path, nameof(Path), Example);
        var options = new CsvOptions
        {
            Required = Require,
            Unique = Unique,
            Reserved = [LineProperty],
            Delimiter = Delimiter,
            Encoding = Encoding,
        };
        var file = Read(path, options);
        if (file.Problems.Count > 0)
            ThrowTerminatingError(ErrorRecords.InvalidCsv(path, file.Problems));

        foreach (var row in file.Rows)
        {
            var item = new PSObject();
            item.Properties.Add(new PSNoteProperty(LineProperty, row.Line));
            for (var i = 0; i < file.Columns.Count; i++)
                item.Properties.Add(new PSNoteProperty(file.Columns[i], row.Cells[i]));

            WriteObject(item);
        }
    }

    // A file on a share that hangs is waited for as a request is: Ctrl+C ends it.
    private CsvFile Read(string path, CsvOptions options)
    {
        try
        {
            return Await((_, _) => Task.Run(() => CsvFile.Read(path, options)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotRead(path, e));
            throw;
        }
    }
}
