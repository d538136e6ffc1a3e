namespace RingCx.Client.Audit;

/// <summary>What an audit file has of an action that is to be done once.</summary>
/// <param name="runAs">Who ran it, and on which machine.</param>
internal sealed class OnceRecord(bool isDone, string id, string at, string runAs)
{
    /// <summary>Whether it was done; otherwise nobody knows.</summary>
    public bool IsDone { get; } = isDone;

    /// <summary>The id of its lines.</summary>
    public string Id { get; } = id;

    /// <summary>When it began, in UTC, as the line has it.</summary>
    public string At { get; } = at;

    public string RunAs { get; } = runAs;
}
