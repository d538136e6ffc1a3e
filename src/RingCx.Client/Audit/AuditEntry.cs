namespace RingCx.Client.Audit;

/// <summary>A line that stands in the file and waits for its outcome.</summary>
internal sealed class AuditEntry
{
    public AuditEntry(AuditLine line, long offset, long start)
    {
        Line = line;
        Offset = offset;
        Start = start;
    }

    public AuditLine Line { get; }

    /// <summary>Where in the file the line begins.</summary>
    public long Offset { get; }

    /// <summary>When the action began, as a timestamp of the client's clock.</summary>
    public long Start { get; }
}
