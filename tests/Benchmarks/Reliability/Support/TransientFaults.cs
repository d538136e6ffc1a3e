namespace RingCx.Reliability.Support;

/// <summary>What a service and its network do now and then, and what passes.</summary>
internal static class TransientFaults
{
    private static readonly (SandboxFaultKind Kind, string? RetryAfter, TimeSpan Delay)[] All =
    [
        (SandboxFaultKind.RateLimited, null, default),
        (SandboxFaultKind.RateLimited, "3", default),
        (SandboxFaultKind.ServerError, null, default),
        (SandboxFaultKind.BadGatewayPage, null, default),
        (SandboxFaultKind.Unavailable, null, default),
        (SandboxFaultKind.Unauthorized, null, default),
        (SandboxFaultKind.DropBeforeHandling, null, default),
        (SandboxFaultKind.DropAfterHandling, null, default),
        (SandboxFaultKind.ResetAfterHandling, null, default),
        (SandboxFaultKind.NoAnswer, null, default),
        (SandboxFaultKind.Latency, null, TimeSpan.FromSeconds(2)),
        (SandboxFaultKind.SlowBody, null, TimeSpan.FromMilliseconds(50)),
        (SandboxFaultKind.ByteByByte, null, default),
        (SandboxFaultKind.TruncatedBody, null, default),
        (SandboxFaultKind.EmptyBody, null, default),
        (SandboxFaultKind.ForeignJson, null, default),
        (SandboxFaultKind.HtmlBody, null, default),
        (SandboxFaultKind.WrongContentType, null, default),
    ];

    public static int Kinds => All.Length;

    /// <summary>Lets one of them strike a share of the requests. Where that takes no real time, somebody else adds <see cref="DelayOf"/>.</summary>
    public static void AddTo(SandboxEngine engine, double share, bool inRealTime)
    {
        foreach (var (kind, retryAfter, delay) in All)
        {
            engine.AddFault(new SandboxFault
            {
                Kind = kind,
                RetryAfter = retryAfter,
                Delay = inRealTime ? delay : TimeSpan.Zero,
                Count = -1,
                Probability = share / All.Length,
            });
        }
    }

    /// <summary>How long a fault holds an answer up.</summary>
    public static TimeSpan DelayOf(SandboxFaultKind? kind) => All.FirstOrDefault(fault => fault.Kind == kind).Delay;
}
