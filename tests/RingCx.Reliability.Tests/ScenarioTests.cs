using RingCx.Reliability.Guard;
using RingCx.Reliability.Rate;
using RingCx.Reliability.Sequences;
using RingCx.Reliability.Shift;
using RingCx.Reliability.Soak;
using RingCx.Reliability.Stops;
using RingCx.Reliability.Tokens;

namespace RingCx.Reliability.Tests;

public sealed class ScenarioTests : QuietStart
{
    private const int Seed = 1;

    public static TheoryData<string> Variants => [.. TokenVariant.All.Select(static v => v.Name)];

    [Fact]
    public async Task A_batch_of_500_actions_is_as_fast_as_the_rate_allows()
    {
        var result = await RateScenario.RunAsync(actions: 500, callers: 20, Seed);

        Assert.Empty(result.Violations());
        Assert.Equal(TimeSpan.FromMinutes(4), result.Earliest);
        Assert.InRange(result.Polls, 2, 50);
    }

    [Fact]
    public async Task A_day_costs_one_sign_in()
    {
        var result = await TokenScenario.RunAsync(TokenVariant.All[0], TimeSpan.FromDays(1), TimeSpan.FromSeconds(5), Seed);

        Assert.Empty(result.Violations());
        Assert.Equal((1, 1), (result.Traffic.SignIns, result.Traffic.Exchanges));
        Assert.InRange(result.Traffic.Refreshes, 288, 400);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_kind_of_day_costs_a_request(string variant)
    {
        var result = await TokenScenario.RunAsync(TokenVariant.All.Single(v => v.Name == variant), TimeSpan.FromHours(9), TimeSpan.FromSeconds(20), Seed);

        Assert.Empty(result.Violations());
    }

    [Fact]
    public async Task No_fault_that_strikes_once_leaves_a_recording_off()
    {
        // A pause of an hour, which the service may ask for, is as long as it is tried.
        var results = await GuardScenario.RunAsync(GuardCell.All.Where(static c => !c.Lasting));

        Assert.Empty(results.SelectMany(static r => r.Violations));
        Assert.DoesNotContain(results, static r => r.IsRecording == false && r.Cell.Row?.Pause != TimeSpan.FromHours(1));
        Assert.All(results.Where(static r => r.Cell.Step != GuardStep.Pause), static r => Assert.True(r.Ran, r.Cell.ToString()));
    }

    [Fact]
    public async Task Random_sequences_break_no_promise()
    {
        var (steps, failure) = await Task.Factory.StartNew(static () => SequenceScenario.Run(100, Seed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.Null(failure);
        Assert.True(steps > 500, $"{steps} steps are too few to mean something.");
    }

    [Fact]
    public async Task Requests_that_are_stopped_leave_nothing_to_the_next()
    {
        var result = await StopScenario.RunAsync(80, Seed);

        Assert.Empty(result.Violations);
        Assert.Equal(80, result.HungUp);
        Assert.InRange(result.Stopped, 10, 80);
    }

    [Fact]
    public async Task Half_an_hour_of_watching_and_acting_breaks_no_promise()
    {
        var result = await SoakScenario.RunAsync(TimeSpan.FromMinutes(30), Seed, shareOfFaults: 0.05);

        Assert.Empty(result.Violations());
        Assert.Equal(360, result.Listings);
        Assert.InRange(result.Traffic.Faults, 10, 200);
        Assert.InRange(result.ListingOutcomes["ok"], 300, 360);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_hour_of_a_supervisors_shift_shows_the_floor_as_it_is(int seed)
    {
        var result = await ShiftScenario.RunAsync(TimeSpan.FromHours(1), seed, shareOfFaults: 0.03);

        Assert.Empty(result.Violations());
        // Enough of everything that it can go wrong with.
        Assert.InRange(result.Traffic.Faults, 20, 150);
        Assert.InRange(result.Traffic.InjectedRefusals, 1, 50);
        Assert.InRange(result.Traffic.MostRequestsInAMinute, 110, result.Limits.RequestsPerMinute);
        Assert.All(result.Looks, static look => Assert.InRange(look.Value["ok"], 180, 720));
        Assert.InRange(result.Agents.Rows, 180 * 25, 240 * 34);
        Assert.InRange(result.Agents.Told[nameof(RcxAgentEventKind.Changed)], 500, 2000);
        Assert.InRange(result.Agents.Told[nameof(RcxAgentEventKind.LoggedOut)], 10, 60);
        Assert.InRange(result.Agents.LongestGap, ShiftScenario.FloorEvery, TimeSpan.FromMinutes(5));
        Assert.InRange(result.Moves["logouts with a login at once"], 3, 40);
        Assert.InRange(result.ActionOutcomes["ok"], 200, 500);
    }
}
