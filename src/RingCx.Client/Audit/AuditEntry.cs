namespace RingCx.Client.Audit;

/// <summary>An action whose beginning stands in the file, and whose end does not yet.</summary>
internal sealed class AuditEntry(AuditLine line, long start)
{
    public AuditLine Line { get; } = line;

    /// <summary>When the action began, as a timestamp of the client's clock.</summary>
    public long Start { get; } = start;
}
