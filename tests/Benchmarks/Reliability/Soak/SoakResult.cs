using RingCx.Reliability.Support;

namespace RingCx.Reliability.Soak;

/// <summary>How days of watching and acting went.</summary>
internal sealed record SoakResult(
    TimeSpan Duration,
    TimeSpan RealTime,
    int Listings,
    int Actions,
    int Rows,
    Tally ListingOutcomes,
    Tally ActionOutcomes,
    Traffic Traffic,
    SandboxOptions Limits,
    IReadOnlyList<MemorySample> Memory,
    IReadOnlyList<string> Broken)
{
    // What the collector and the thread pool vary by.
    private const long ManagedSlack = 2 << 20;
    private const long WorkingSetSlack = 24 << 20;

    public IReadOnlyList<string> Violations()
    {
        var violations = Broken.Concat(Traffic.Violations(Limits)).ToList();
        // The first hour is for the buffers that are kept, the compiler and the pools.
        if (Memory is [var first, .., var last])
        {
            violations.AddRange(new[]
            {
                MemorySample.Growth("managed memory", first.Managed, last.Managed, ManagedSlack),
                MemorySample.Growth("working set", first.WorkingSet, last.WorkingSet, WorkingSetSlack),
            }.OfType<string>());
        }

        return violations;
    }
}
