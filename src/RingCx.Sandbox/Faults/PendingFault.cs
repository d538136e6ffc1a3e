namespace RingCx.Sandbox;

/// <summary>A fault that was added, with how much of it is left.</summary>
internal sealed class PendingFault
{
    private int _skip;
    private int _left;

    public PendingFault(SandboxFault fault)
    {
        Fault = fault.Copy();
        _skip = Fault.SkipFirst;
        _left = Fault.Count;
    }

    public SandboxFault Fault { get; }

    public bool IsSpent => _left == 0;

    /// <summary>Whether it strikes this request; counts if so.</summary>
    public bool Strikes(SandboxRequest request, SeededRandom random)
    {
        if (IsSpent || (Fault.PathContains is { } part && request.Target.IndexOf(part, StringComparison.Ordinal) < 0))
            return false;

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        if (Fault.Probability < 1 && !random.Chance(Fault.Probability))
            return false;

        if (_left > 0)
            _left--;

        return true;
    }
}
