namespace RingCx.Client;

/// <summary>What became of a call between two listings.</summary>
public sealed class ActiveCallChange
{
    internal ActiveCallChange(ActiveCallChangeKind kind, ActiveCall call, ActiveCall? before, IReadOnlyList<string> fields, DateTimeOffset at)
    {
        Kind = kind;
        Call = call;
        Before = before;
        Fields = fields;
        At = at;
    }

    /// <summary>What it is.</summary>
    public ActiveCallChangeKind Kind { get; }

    /// <summary>The call as it is now; for one that ended, as it was last.</summary>
    public ActiveCall Call { get; }

    /// <summary>The call as it was in the listing before; null for one that started.</summary>
    public ActiveCall? Before { get; }

    /// <summary>The names of the fields that have changed; none for a start or an end.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The service's time of the listing that showed it.</summary>
    public DateTimeOffset At { get; }
}
