namespace RingCx.Client;

/// <summary>Whether a queue takes calls (OpenAPI: PrerouteCheckStatus).</summary>
public sealed class PrerouteCheck
{
    internal PrerouteCheck(bool available, string? reason)
    {
        Available = available;
        Reason = reason;
    }

    /// <summary>True when the queue takes the call.</summary>
    public bool Available { get; }

    /// <summary>Why not, in the service's words; null where it says nothing.</summary>
    public string? Reason { get; }
}
