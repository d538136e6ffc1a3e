namespace RingCx;

/// <summary>What became of a call between two listings, as Watch-RcxActiveCall tells it.</summary>
public sealed class RcxCallEvent
{
    internal RcxCallEvent(RcxCallEventKind kind, RcxActiveCall call, RcxActiveCall? before = null, params string[] changed)
    {
        Event = kind;
        Call = call;
        Before = before;
        Changed = changed;
    }

    /// <summary>Started, Changed or Ended.</summary>
    public RcxCallEventKind Event { get; }

    /// <summary>The call.</summary>
    public string Uii => Call.Uii ?? string.Empty;

    /// <summary>The account that owns the call.</summary>
    public string AccountId => Call.AccountId;

    /// <summary>The call as it is now; for one that ended, as it was last.</summary>
    public RcxActiveCall Call { get; }

    /// <summary>The names of the properties that have changed; none for a start or an end.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>The service's time of the listing that showed it.</summary>
    public DateTimeOffset At => Call.At;

    /// <summary>The call as it was in the listing before; null for a start or an end.</summary>
    internal RcxActiveCall? Before { get; }

    /// <summary>The event and the call's uii.</summary>
    public override string ToString() => $"{Event} {Uii}";
}
