using RingCx.Reliability.Support;

namespace RingCx.Reliability.Soak;

/// <summary>How days of watching and acting went.</summary>
internal sealed record SoakResult(
    TimeSpan Duration,
    TimeSpan RealTime,
    int Listings,
    int Actions,
    int Rows,
    IReadOnlyDictionary<string, int> ListingOutcomes,
    IReadOnlyDictionary<string, int> ActionOutcomes,
    Traffic Traffic,
    SandboxOptions Limits,
    IReadOnlyList<MemorySample> Memory,
    IReadOnlyList<string> Broken)
{
    // What the collector and the thread pool vary by.
    private const double Slack = 1.1;
    private const long ManagedSlack = 2 << 20;
    private const long WorkingSetSlack = 24 << 20;

    public IReadOnlyList<string> Violations()
    {
        var violations = Broken.Concat(Traffic.Violations(Limits)).ToList();
        // The first hour is for the buffers that are kept, the compiler and the pools.
        if (Memory is [var first, .., var last])
        {
            if (last.Managed > (first.Managed * Slack) + ManagedSlack)
            {
                violations.Add(Invariant($"The managed memory grew from {first.Managed:N0} to {last.Managed:N0} bytes."));
            }

            if (last.WorkingSet > (first.WorkingSet * Slack) + WorkingSetSlack)
            {
                violations.Add(Invariant($"The working set grew from {first.WorkingSet:N0} to {last.WorkingSet:N0} bytes."));
            }
        }

        return violations;
    }
}
