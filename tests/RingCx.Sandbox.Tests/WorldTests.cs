using System.Diagnostics;

namespace RingCx.Sandbox.Tests;

public sealed class WorldTests
{
    [Fact]
    public void Start_has_every_state_that_a_call_can_have()
    {
        var calls = new Bench().Engine.Calls;

        Assert.Equal(12, calls.Count);
        var paco = Assert.Single(calls, call => call.AgentUsername == "paco.vu@sandbox.example");
        Assert.True(paco.IsRecording);
        Assert.Equal("CRM-1001", paco.ExternalId);
        Assert.Equal("WIRELESS CALLER", paco.Cnam);
        Assert.Equal(40002, paco.GateId);
        Assert.Single(calls, call => call.IsOnHold);
        var outbound = Assert.Single(calls, call => call.CampaignId == 50001);
        Assert.Null(outbound.GateId);
        Assert.Equal("8005550100", outbound.Ani);
        var waits = calls.Where(call => call.AgentUsername is null).ToList();
        Assert.Contains(waits, call => call.GateId == 40001);
        Assert.Contains(waits, call => call.GateId == 40002);
        Assert.All(waits, call => Assert.Null(call.DequeueTime));
        foreach (var seconds in new[] { 15, 70, 240 })
        {
            Assert.Contains(waits, call => Bench.Start - call.EnqueueTime == TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(6, calls.Count(call => call.AgentUsername is not null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(250)]
    public void Initial_calls_are_as_many_as_asked_for(int count)
    {
        var calls = new Bench(new SandboxOptions { InitialCalls = count, Live = false }).Engine.Calls;

        Assert.Equal(count, calls.Count);
        Assert.Equal(count, calls.Select(call => call.Uii).Distinct().Count());
        var busy = calls.Where(call => call.AgentUsername is not null).Select(call => call.AgentUsername).ToList();
        Assert.Equal(busy.Count, busy.Distinct().Count());
        if (count > 0)
        {
            Assert.Contains("paco.vu@sandbox.example", busy);
        }

        if (count == 250)
        {
            Assert.InRange(busy.Count, 100, 150);
        }
    }

    [Fact]
    public void Numbers_and_uiis_have_their_forms()
    {
        foreach (var call in new Bench(new SandboxOptions { InitialCalls = 500, Live = false }).Engine.Calls)
        {
            Assert.Matches("^[0-9]{3}55501[0-9]{2}$", call.Ani);
            Assert.Matches("^[0-9]{3}55501[0-9]{2}$", call.Dnis);
            Assert.Equal("+1" + call.Dnis, call.DnisE164);
            Assert.Matches("^[0-9]{30}$", call.Uii);
            Assert.Equal(call.EnqueueTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), call.Uii[..14]);
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_calls_and_credentials()
    {
        var one = new Bench(new SandboxOptions { Seed = 7, InitialCalls = 40 });
        var other = new Bench(new SandboxOptions { Seed = 7, InitialCalls = 40 });
        var third = new Bench(new SandboxOptions { Seed = 8, InitialCalls = 40 });

        Assert.Equal(Describe(one), Describe(other));
        Assert.NotEqual(Describe(one), Describe(third));
        Assert.Equal(one.Engine.Credentials.Jwt, other.Engine.Credentials.Jwt);
        Assert.Equal(one.Engine.Credentials.ApiToken, other.Engine.Credentials.ApiToken);
        Assert.NotEqual(one.Engine.Credentials.Jwt, third.Engine.Credentials.Jwt);
    }

    [Fact]
    public void What_happens_does_not_depend_on_how_often_anybody_looks()
    {
        var watched = new Bench(new SandboxOptions { Seed = 3 });
        var left = new Bench(new SandboxOptions { Seed = 3 });
        for (var i = 0; i < 3600; i++)
        {
            watched.Clock.Advance(TimeSpan.FromSeconds(1));
            _ = watched.Engine.Calls.Count;
        }

        left.Clock.Advance(TimeSpan.FromHours(1));

        var calls = Describe(left);
        Assert.NotEmpty(calls);
        Assert.Equal(Describe(watched), calls);
    }

    [Fact]
    public void Still_world_stays_as_it_is()
    {
        var bench = new Bench();
        var before = Describe(bench);

        bench.Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(before, Describe(bench));
    }

    [Fact]
    public void Live_world_stays_bounded_and_consistent_for_a_day()
    {
        var bench = new Bench(new SandboxOptions());
        var first = bench.Engine.Calls.Select(call => call.Uii).ToHashSet();
        var seen = new Dictionary<string, SandboxCall>();
        var waits = new List<TimeSpan>();
        var held = 0;
        var outbound = 0;
        for (var i = 0; i < 24 * 60 * 6; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            var now = bench.Clock.UtcNow;
            var calls = bench.Engine.Calls;
            Assert.InRange(calls.Count, 0, 13);
            var agents = calls.Where(call => call.AgentUsername is not null).Select(call => call.AgentUsername).ToList();
            Assert.Equal(agents.Count, agents.Distinct().Count());
            Assert.False(agents.Contains("yuki.tanaka@sandbox.example") && agents.Contains("sam.rivera@sandbox.example"), "Nobody is free for a manual call.");
            foreach (var call in calls)
            {
                Assert.Equal(call.AgentUsername is null, call.DequeueTime is null);
                Assert.True(call.EnqueueTime <= now);
                Assert.True(call.DequeueTime is null || (call.DequeueTime >= call.EnqueueTime && call.DequeueTime <= now));
                Assert.False(call.IsOnHold && call.AgentUsername is null);
                Assert.True(now - call.EnqueueTime < TimeSpan.FromMinutes(16), "A call goes on for too long.");
                if (seen.TryGetValue(call.Uii, out var before))
                {
                    Assert.Equal(before.EnqueueTime, call.EnqueueTime);
                    Assert.True(before.AgentUsername is null || before.AgentUsername == call.AgentUsername);
                }
                else if (call.CampaignId is not null)
                {
                    outbound++;
                }

                if (call.DequeueTime is { } answered && call.GateId is not null && seen.GetValueOrDefault(call.Uii)?.DequeueTime is null && !first.Contains(call.Uii))
                {
                    waits.Add(answered - call.EnqueueTime);
                    // Announced for a minute at most; from then on whoever came first is answered first.
                    Assert.DoesNotContain(
                        calls,
                        other => other.AgentUsername is null && !first.Contains(other.Uii) && other.EnqueueTime < call.EnqueueTime && answered - other.EnqueueTime > TimeSpan.FromMinutes(1));
                }

                held += call.IsOnHold ? 1 : 0;
                seen[call.Uii] = call;
            }
        }

        // Some 4,300 callers come in a day; a few are turned away.
        Assert.InRange(seen.Count, 3000, 5500);
        Assert.InRange(waits.Count, 2500, 5000);
        Assert.True(waits.Min() >= TimeSpan.FromSeconds(5), "A call was answered before it was announced.");
        Assert.InRange(waits.Average(wait => wait.TotalSeconds), 15, 150);
        Assert.True(held > 100, "Nobody was put on hold.");
        Assert.True(outbound > 100, "Nobody placed a call.");
        Assert.DoesNotContain(bench.Engine.Calls, call => first.Contains(call.Uii));
    }

    [Fact]
    public void A_day_in_one_step_is_cheap()
    {
        // The quickest of several: what else the machine does is not the sandbox's.
        var quickest = TimeSpan.MaxValue;
        for (var i = 0; i < 5 && quickest >= TimeSpan.FromSeconds(2); i++)
        {
            var bench = new Bench(new SandboxOptions());
            var watch = Stopwatch.StartNew();
            bench.Clock.Advance(TimeSpan.FromHours(24));
            var calls = bench.Engine.Calls;
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Assert.True(bench.Clock.UtcNow - call.EnqueueTime < TimeSpan.FromMinutes(16)));
        }

        Assert.True(quickest < TimeSpan.FromSeconds(2), "It took " + quickest);
    }

    [Fact]
    public void Ten_thousand_calls_are_there_at_once()
    {
        _ = new Bench(new SandboxOptions { InitialCalls = 100, Live = false });
        // The quickest of several: what else the machine does is not the sandbox's.
        var quickest = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && quickest >= TimeSpan.FromSeconds(0.5); i++)
        {
            var watch = Stopwatch.StartNew();
            var bench = new Bench(new SandboxOptions { InitialCalls = 10_000, Live = false });
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
            Assert.Equal(10_000, bench.Engine.Calls.Count);
        }

        Assert.True(quickest < TimeSpan.FromSeconds(0.5), "It took " + quickest);
    }

    [Fact]
    public void Accounts_have_calls_of_their_own()
    {
        var engine = new Bench(new SandboxOptions { AccountCount = 3, Live = false }).Engine;

        Assert.Equal(["12440011", "12440012", "12440013"], engine.AccountIds);
        Assert.Equal(36, engine.Calls.Select(call => call.Uii).Distinct().Count());
        Assert.All(engine.AccountIds, id => Assert.Equal(12, engine.Calls.Count(call => call.AccountId == id)));
        Assert.Equal(18, engine.Calls.Where(call => call.AgentUsername is not null).Select(call => call.AgentUsername).Distinct().Count());
    }

    [Fact]
    public async Task Pinged_call_lives_a_minute_longer()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions());
        var uii = bench.PacoCall().Uii;
        // The first call of the seed is planned to end after six minutes.
        bench.Clock.Advance(TimeSpan.FromSeconds(359));
        await bench.SignInAsync();

        Assert.Equal("true", (await bench.ActAsync(uii, "pingCall")).Text);
        bench.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, bench.Call(uii).Pings);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.DoesNotContain(bench.Engine.Calls, call => call.Uii == uii);
        Assert.Equal(404, (await bench.ActAsync(uii, "pingCall")).Status);
    }

    [Fact]
    public async Task Hold_of_a_client_is_not_taken_back_by_the_agent()
    {
        var bench = new Bench(new SandboxOptions());
        var first = bench.Engine.Calls.Select(call => call.Uii).ToHashSet();
        SandboxCall? held = null;
        for (var i = 0; i < 3600 && held is null; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            held = bench.Engine.Calls.FirstOrDefault(call => call.IsOnHold && !first.Contains(call.Uii));
        }

        Assert.NotNull(held);
        await bench.SignInAsync();
        foreach (var action in new[] { "pingCall", "toggleCallHold?state=OFF", "toggleCallHold?state=ON" })
        {
            Assert.Equal("true", (await bench.ActAsync(held.Uii, action)).Text);
        }

        // The agent would have taken it back within 40 seconds.
        bench.Clock.Advance(TimeSpan.FromSeconds(45));
        Assert.True(bench.Call(held.Uii).IsOnHold);
    }

    [Fact]
    public async Task Requeued_call_is_answered_again_and_does_not_end_as_planned_before()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions());
        var uii = bench.PacoCall().Uii;
        // Two seconds before the end that was planned for it.
        bench.Clock.Advance(TimeSpan.FromSeconds(358));
        await bench.SignInAsync();
        Assert.Equal("true", (await bench.ActAsync(uii, "requeueCall?gateId=40003")).Text);
        var requeued = bench.Clock.UtcNow;

        SandboxCall? call = null;
        for (var i = 0; i < 180 && call?.AgentUsername is null; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            call = bench.Call(uii);
        }

        Assert.NotNull(call?.AgentUsername);
        Assert.Equal(requeued, call.EnqueueTime);
        Assert.InRange(call.DequeueTime!.Value - requeued, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(180));
    }

    [Fact]
    public void Call_can_be_added_and_ended()
    {
        var engine = new Bench().Engine;

        var waiting = engine.AddCall(null, 40001, "CRM-9", TimeSpan.FromMinutes(2));
        var connected = engine.AddCall("tom.becker@sandbox.example", 40002);

        var added = Assert.Single(engine.Calls, call => call.Uii == waiting);
        Assert.Null(added.AgentUsername);
        Assert.Equal("CRM-9", added.ExternalId);
        Assert.Equal(Bench.Start.AddMinutes(-2), added.EnqueueTime);
        Assert.Equal("tom.becker@sandbox.example", Assert.Single(engine.Calls, call => call.Uii == connected).AgentUsername);
        Assert.Throws<InvalidOperationException>(() => engine.AddCall("tom.becker@sandbox.example", 40002));
        Assert.Throws<ArgumentException>(() => engine.AddCall("nobody@sandbox.example", 40002));
        Assert.Throws<ArgumentException>(() => engine.AddCall(null, 49999));
        Assert.Throws<ArgumentException>(() => engine.AddCall(null, 40001, accountId: "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddCall(null, 40001, waited: TimeSpan.FromSeconds(-1)));

        engine.EndCall(connected);
        engine.EndCall(connected);

        Assert.Equal(13, engine.Calls.Count);
        Assert.DoesNotContain(engine.Calls, call => call.Uii == connected);
        engine.AddCall("tom.becker@sandbox.example", 40002);
        Assert.Equal(14, engine.Calls.Count);
    }

    [Theory]
    [InlineData("InitialCalls", -1)]
    [InlineData("RequestsPerMinute", 0)]
    [InlineData("ExchangesPerMinute", 0)]
    [InlineData("MaxPageSize", 0)]
    [InlineData("AccountCount", 0)]
    [InlineData("LogLimit", -1)]
    public void Option_out_of_range_is_refused(string name, int value)
    {
        var options = new SandboxOptions();
        typeof(SandboxOptions).GetProperty(name)!.SetValue(options, value);

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxEngine(options)).ParamName);
    }

    [Fact]
    public void Options_are_read_once()
    {
        var options = new SandboxOptions { Live = false };
        var bench = new Bench(options);
        options.Clock = SandboxClock.Manual(Bench.Start.AddYears(1));

        Assert.Same(bench.Clock, bench.Engine.Clock);
    }

    private static List<string> Describe(Bench bench)
    {
        return [.. bench.Engine.Calls.Select(call => System.Text.Json.JsonSerializer.Serialize(call))];
    }
}
