namespace RingCx.Sandbox.Tests;

public sealed class ClockTests
{
    [Fact]
    public void Manual_clock_moves_only_by_advance()
    {
        var clock = SandboxClock.Manual(new DateTimeOffset(2026, 5, 8, 10, 0, 0, TimeSpan.FromHours(-4)));

        Assert.Equal(TimeSpan.Zero, clock.UtcNow.Offset);
        Assert.Equal(new DateTime(2026, 5, 8, 14, 0, 0), clock.UtcNow.DateTime);
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(new DateTime(2026, 5, 8, 14, 1, 30), clock.UtcNow.DateTime);
    }

    [Fact]
    public void System_clock_is_real_time_plus_what_was_advanced()
    {
        var clock = SandboxClock.System();
        clock.Advance(TimeSpan.FromHours(3));

        var ahead = clock.UtcNow - DateTimeOffset.UtcNow;

        Assert.InRange(ahead, TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1), TimeSpan.FromHours(3));
    }

    [Fact]
    public void Clock_can_follow_another()
    {
        var now = new DateTimeOffset(2026, 5, 8, 10, 0, 0, TimeSpan.FromHours(-4));
        var clock = SandboxClock.Following(() => now);

        clock.Advance(TimeSpan.FromSeconds(5));
        now += TimeSpan.FromSeconds(90);

        Assert.Equal(TimeSpan.Zero, clock.UtcNow.Offset);
        Assert.Equal(new DateTime(2026, 5, 8, 14, 1, 35), clock.UtcNow.DateTime);
        Assert.Throws<ArgumentNullException>(() => SandboxClock.Following(null!));
    }

    [Fact]
    public void Clock_does_not_go_back()
    {
        var clock = SandboxClock.Manual(Bench.Start);

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Equal(Bench.Start, clock.UtcNow);
    }

    [Fact]
    public void Advances_of_many_threads_add_up()
    {
        var clock = SandboxClock.Manual(Bench.Start);

        Parallel.For(0, 1000, _ => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(Bench.Start.AddSeconds(1000), clock.UtcNow);
    }
}
