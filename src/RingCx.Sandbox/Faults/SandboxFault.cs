namespace RingCx.Sandbox;

/// <summary>
/// An instruction to misbehave, see <see cref="SandboxEngine.AddFault"/>. Read when it is added; changing it later has
/// no effect. At most one fault, the first that applies, strikes a request.
/// </summary>
public sealed class SandboxFault
{
    /// <summary>What happens.</summary>
    public SandboxFaultKind Kind { get; set; }

    /// <summary>How many requests it strikes; -1 for all of them. Default 1.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Strikes only requests whose target (path and query as sent) contains this; null for any request.</summary>
    public string? PathContains { get; set; }

    /// <summary>The chance that it strikes a matching request, 0 to 1, drawn from the seed. Default 1.</summary>
    public double Probability { get; set; } = 1;

    /// <summary>How long, of real time, <see cref="SandboxFaultKind.Latency"/> and <see cref="SandboxFaultKind.SlowBody"/> take.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>
    /// The status of <see cref="SandboxFaultKind.ServerError"/>: 500 (the default), 502 or 504; of
    /// <see cref="SandboxFaultKind.ForeignPage"/>: a 4xx.
    /// </summary>
    public int StatusCode { get; set; } = 500;

    /// <summary>The raw value of the header Retry-After for 429 and 503; null for no header.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>How many matching requests pass untouched before the fault begins. Default 0.</summary>
    public int SkipFirst { get; set; }

    /// <summary>Where <see cref="SandboxFaultKind.Redirect"/> points to. Default: a host that does not exist.</summary>
    public string Location { get; set; } = "https://elsewhere.sandbox.example/";

    /// <summary>Whether it strikes a request; what is left of it is counted down.</summary>
    internal bool Strikes(SandboxRequest request, SeededRandom random)
    {
        if (Count == 0 || (PathContains is not null && request.Target.IndexOf(PathContains, StringComparison.Ordinal) < 0))
            return false;

        if (SkipFirst > 0)
        {
            SkipFirst--;
            return false;
        }

        if (Probability < 1 && !random.Chance(Probability))
            return false;

        Count -= Count > 0 ? 1 : 0;
        return true;
    }

    internal SandboxFault Copy()
    {
        if (Count < -1)
            throw new ArgumentOutOfRangeException(nameof(Count), "A fault strikes -1 (always), 0 or more requests.");

        if (Probability is < 0 or > 1 or double.NaN)
            throw new ArgumentOutOfRangeException(nameof(Probability), "A probability is between 0 and 1.");

        if (Delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Delay), "A delay is not negative.");

        if (Kind == SandboxFaultKind.ServerError && StatusCode is < 500 or > 599)
            throw new ArgumentOutOfRangeException(nameof(StatusCode), "A server error is a 5xx.");

        return (SandboxFault)MemberwiseClone();
    }
}
