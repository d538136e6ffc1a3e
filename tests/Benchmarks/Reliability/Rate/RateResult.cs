using RingCx.Reliability.Support;

namespace RingCx.Reliability.Rate;

/// <summary>How a bulk of actions went.</summary>
internal sealed record RateResult(int Actions, int Callers, TimeSpan Elapsed, TimeSpan Earliest, int Failed, int Polls, int PollsThatOvertook, Traffic Traffic, SandboxOptions Limits)
{
    /// <summary>What may be lost to answers on their way and to timers.</summary>
    public const double Tolerance = 1.02;

    public IReadOnlyList<string> Violations()
    {
        var violations = Traffic.Violations(Limits).ToList();
        if (Elapsed > Earliest * Tolerance || Elapsed < Earliest)
        {
            violations.Add(Invariant($"The actions took {Elapsed.TotalSeconds:0.00} s; the rate allows {Earliest.TotalSeconds:0.00} s."));
        }

        if (Failed > 0)
        {
            violations.Add(Invariant($"{Failed} actions failed."));
        }

        if (PollsThatOvertook > 0)
        {
            violations.Add(Invariant($"{PollsThatOvertook} polls went before actions that were waiting."));
        }

        return violations;
    }
}
