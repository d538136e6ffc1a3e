using RingCx.Reliability.Support;

namespace RingCx.Reliability.Tokens;

/// <summary>A kind of day for the tokens.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Arrange">Sets the day up.</param>
/// <param name="Sandbox">Sets the service up.</param>
/// <param name="Hourly">What happens at each full hour, with its number.</param>
/// <param name="Wrap">Puts something between client and service.</param>
/// <param name="MostUnauthorized">The 401s that are no fault of the client.</param>
internal sealed record TokenVariant(
    string Name,
    Action<Simulation>? Arrange = null,
    Action<SandboxOptions, DrivenClock>? Sandbox = null,
    Action<Simulation, int>? Hourly = null,
    Func<HttpMessageHandler, HttpMessageHandler>? Wrap = null,
    int MostUnauthorized = 0)
{
    private const int Callers = 50;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    /// <summary>All of them; the first is a day like any other.</summary>
    public static readonly IReadOnlyList<TokenVariant> All =
    [
        new("an ordinary day"),
        new("every refresh token of RingCX is rejected", RejectRefreshTokens),
        new("every refresh token is rejected, RingCentral's too", RejectRefreshTokens, Wrap: static service => new NoRingCentralRefresh(service)),
        new("the service's clock is ten minutes ahead", Sandbox: static (options, clock) => Shift(options, clock, Skew)),
        new("the service's clock is ten minutes behind", Sandbox: static (options, clock) => Shift(options, clock, -Skew)),
        new("the machine slept for eight hours", Hourly: static (s, hour) => AtHour(hour, 3, () => s.Clock.Sleep(TimeSpan.FromHours(8)))),
        new("the machine slept, and its stopwatch with it", Hourly: static (s, hour) => AtHour(hour, 3, () => FreezeFor(s, TimeSpan.FromHours(8)))),
        new("the machine's clock is set back an hour, and right again", Hourly: SetClockBack, MostUnauthorized: Callers + 1),
        new("the tokens are revoked every hour", Hourly: static (s, _) => s.Engine.RevokeTokens(), MostUnauthorized: int.MaxValue),
    ];

    public override string ToString() => Name;

    private static void RejectRefreshTokens(Simulation simulation) =>
        simulation.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Unauthorized, Count = -1, PathContains = "/auth/token/refresh" });

    private static void Shift(SandboxOptions options, DrivenClock clock, TimeSpan by) =>
        options.Clock = SandboxClock.Following(() => DrivenClock.Origin + clock.Elapsed + by);

    // Linux stops the stopwatch of a machine that sleeps; its clock is right when it wakes.
    private static void FreezeFor(Simulation simulation, TimeSpan span)
    {
        simulation.Engine.Clock.Advance(span);
        simulation.Clock.Offset += span;
    }

    private static void SetClockBack(Simulation simulation, int hour)
    {
        AtHour(hour, 3, () => simulation.Clock.Offset -= TimeSpan.FromHours(1));
        AtHour(hour, 6, () => simulation.Clock.Offset += TimeSpan.FromHours(1));
    }

    private static void AtHour(int hour, int wanted, Action act)
    {
        if (hour == wanted)
        {
            act();
        }
    }
}
