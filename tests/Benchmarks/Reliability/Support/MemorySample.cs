using System.Diagnostics;

namespace RingCx.Reliability.Support;

/// <summary>The process at one simulated hour, after everything that can be collected was.</summary>
internal sealed record MemorySample(double Hour, long Managed, long WorkingSet)
{
    // What the collector and the thread pool vary by, beside the slack of each figure.
    private const double Tenth = 0.1;

    public static MemorySample Take(DrivenClock clock)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new MemorySample(clock.Elapsed.TotalHours, GC.GetTotalMemory(true), process.WorkingSet64);
    }

    /// <summary>What to say of memory that has grown by more than a tenth and the slack; null where it has not.</summary>
    public static string? Growth(string what, long first, long last, long slack) => last - first > (Math.Max(0, first) * Tenth) + slack
        ? Invariant($"The {what} grew from {first:N0} to {last:N0} bytes.")
        : null;
}
