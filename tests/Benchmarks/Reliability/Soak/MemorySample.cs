namespace RingCx.Reliability.Soak;

/// <summary>The process at one simulated hour, after everything that can be collected was.</summary>
internal sealed record MemorySample(double Hour, long Managed, long WorkingSet);
