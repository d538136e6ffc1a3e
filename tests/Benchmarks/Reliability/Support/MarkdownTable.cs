namespace RingCx.Reliability.Support;

/// <summary>A table of docs/reliability.md.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(static _ => "---")]);
    }

    public void Row(params string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    public override string ToString() => _text.ToString();
}
