namespace RingCx.Client.Tests.Http;

public class UsagePlanTests
{
    [Fact]
    public async Task Counts_each_group_apart()
    {
        var clock = new DrivenClock();
        using var plan = new UsagePlan(new RingCxClientOptions(SignInMethods.Jwt()) { TimeProvider = clock });
        Assert.Equal("Light 50, Medium 40, Heavy 10, Auth 5", string.Join(", ", UsagePlan.Groups.Select(static group => $"{group} {UsagePlan.Limit(group)}")));
        for (var i = 0; i < 10; i++)
        {
            await plan.Of(UsagePlanGroup.Heavy).TakeAsync(RequestPriority.Polling, null, default);
        }

        Assert.False(plan.Of(UsagePlanGroup.Heavy).TakeAsync(RequestPriority.Action, null, default).IsCompleted);
        Assert.True(plan.Of(UsagePlanGroup.Light).TakeAsync(RequestPriority.Polling, null, default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Sends_nothing_inside_the_pause_of_a_group()
    {
        // Anything sent inside RingCentral's pause restarts it.
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = (call, _) => call == SignInCall.RingCentralToken && bench.Clock.Elapsed < TimeSpan.FromSeconds(60)
            ? ScriptedAnswer.Failing(HttpStatusCode.TooManyRequests).With("Retry-After", "60")
            : null;
        var first = bench.PingAsync();
        await bench.Clock.SettleAsync();
        var second = bench.HangUpAsync();
        Assert.True(await bench.Clock.AutoAdvance(first));
        Assert.True(await bench.Clock.AutoAdvance(second));
        Assert.Equal(2, bench.Service.Count(SignInCall.RingCentralToken));
        Assert.Equal(60, bench.Clock.Elapsed.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Does_not_wait_for_a_pause_longer_than_retries_may_take()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.RingCentralToken ? ScriptedAnswer.Failing(HttpStatusCode.TooManyRequests).With("Retry-After", "3600") : null;
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        Assert.Equal(1, bench.Service.Count(SignInCall.RingCentralToken));
        Assert.True(bench.Clock.Elapsed < TimeSpan.FromMinutes(1));
    }
}
