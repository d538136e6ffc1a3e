using FsCheck;
using FsCheck.Fluent;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Sequences;

/// <summary>Makes sequences at random, and smaller ones of one that failed.</summary>
internal static class StepGenerator
{
    private const int LongestSequence = 24;

    private static readonly SandboxFaultKind[] QuickFaults =
    [
        SandboxFaultKind.RateLimited, SandboxFaultKind.ServerError, SandboxFaultKind.Unavailable, SandboxFaultKind.Unauthorized, SandboxFaultKind.Forbidden,
        SandboxFaultKind.NotFound, SandboxFaultKind.Refused, SandboxFaultKind.DropBeforeHandling, SandboxFaultKind.DropAfterHandling,
        SandboxFaultKind.ResetAfterHandling, SandboxFaultKind.TruncatedBody, SandboxFaultKind.ForeignJson, SandboxFaultKind.HtmlBody,
        SandboxFaultKind.BadGatewayPage, SandboxFaultKind.WrongContentType, SandboxFaultKind.Redirect, SandboxFaultKind.ByteByByte,
    ];

    // They take real time.
    private static readonly SandboxFaultKind[] SlowFaults = [SandboxFaultKind.NoAnswer, SandboxFaultKind.Latency, SandboxFaultKind.SlowBody];

    public static Arbitrary<Step[]> Sequences { get; } =
        Arb.From(Gen.Choose(1, LongestSequence).SelectMany(static n => Gen.ArrayOf(Steps(), n)), Smaller);

    private static Gen<Step> Steps() => Gen.Frequency(
        (12, Asking()),
        (5, Striking(QuickFaults, 4)),
        (1, Striking(SlowFaults, 1)),
        (4, Gen.Choose(0, 90_000).Select(static ms => (Step)new Step.Passing(TimeSpan.FromMilliseconds(ms)))),
        (1, Gen.Choose(1, 600).Select(static m => (Step)new Step.Sleeping(TimeSpan.FromMinutes(m)))),
        (1, Gen.Choose(-120, 120).Select(static m => (Step)new Step.SettingClock(TimeSpan.FromMinutes(m)))),
        (1, Gen.Constant((Step)new Step.Revoking())),
        (1, Gen.Choose(0, 11).Select(static call => (Step)new Step.Ending(call))),
        (1, Gen.Constant((Step)new Step.Calming())));

    private static Gen<Step> Asking() =>
        from kind in Gen.Elements(Enum.GetValues<RequestKind>())
        from call in Gen.Choose(0, 11)
        from callers in Gen.Choose(1, 6)
        from giveUp in Gen.Choose(0, 5)
        from atEvent in Gen.Choose(1, 12)
        from after in Gen.Choose(0, 20_000)
        select (Step)new Step.Asking(kind, call, callers, giveUp == 0 ? atEvent : null, giveUp == 1 ? TimeSpan.FromMilliseconds(after) : null);

    private static Gen<Step> Striking(SandboxFaultKind[] kinds, int most) =>
        from kind in Gen.Elements(kinds)
        from count in Gen.Choose(1, most)
        from skip in Gen.Choose(0, 3)
        from path in Gen.Elements(null, "/activeCalls/", "/activeCalls/list", "/api/auth/", "/auth/token/refresh", "/oauth/token")
        from retryAfter in Gen.Elements(null, null, "0", "2", "45", "600", "soon")
        select (Step)new Step.Striking(kind, count, skip, path, retryAfter);

    private static IEnumerable<Step[]> Smaller(Step[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= steps.Length; from += size)
            {
                yield return [.. steps[..from], .. steps[(from + size)..]];
            }
        }

        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] is Step.Asking { Callers: > 1 } asking)
            {
                yield return [.. steps[..i], asking with { Callers = 1 }, .. steps[(i + 1)..]];
            }
        }
    }
}
