using static RingCx.Sandbox.Tests.Floor;

namespace RingCx.Sandbox.Tests;

/// <summary>What holds of the live data at every moment, whatever the seed.</summary>
public sealed class RealTimePropertyTests
{
    // Steps that no time in the simulation is a multiple of.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(17.3);

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    [InlineData(3, 40)]
    [InlineData(4, 0)]
    public async Task Everything_agrees_at_every_moment(int seed, int calls)
    {
        var bench = await Bench.SignedInAsync(Often(seed, calls));
        var seen = new HashSet<string>();
        for (var i = 0; i < 700; i++)
        {
            await DisturbAsync(bench, i);
            var floor = await LookAsync(bench);
            Assert.All(floor.Agents, AgentIsPlausible);
            AgentsAndListingAgree(floor);
            Assert.All(floor.VoiceQueues.Concat(floor.ChatQueues), CountersAddUp);
            await QueuesAgreeAsync(bench, floor);
            seen.UnionWith(floor.Agents.Select(agent => Text(agent, "agentState")!));
            bench.Clock.Advance(Step);
        }

        Assert.Superset(new HashSet<string> { "AVAILABLE", "ON_CALL", "WRAP_UP", "AWAY", "LUNCH", "DIALING" }, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Counters_only_grow_until_midnight_and_then_begin_anew(int seed)
    {
        var bench = await Bench.SignedInAsync(Often(seed));
        var midnight = bench.Clock.UtcNow - bench.Clock.UtcNow.ToOffset(SandboxEngine.AccountUtcOffset).TimeOfDay + TimeSpan.FromDays(1);
        Assert.Equal(new DateTimeOffset(2026, 5, 9, 8, 0, 0, TimeSpan.Zero), midnight);
        var before = Counters(await LookAsync(bench));
        while (bench.Clock.UtcNow + TimeSpan.FromMinutes(30) < midnight)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(30));
            var after = Counters(await LookAsync(bench));
            Assert.All(after, counter => Assert.True(counter.Value >= before[counter.Key], counter.Key));
            before = after;
        }

        bench.Clock.Advance(midnight - bench.Clock.UtcNow - TimeSpan.FromMilliseconds(1));
        var last = await LookAsync(bench);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var first = await LookAsync(bench);

        Assert.All(Counters(last).Where(counter => counter.Key.Contains("presented", StringComparison.Ordinal) && !counter.Key.StartsWith("Overflow", StringComparison.Ordinal)), counter => Assert.True(counter.Value > 100));
        foreach (var queue in first.VoiceQueues.Concat(first.ChatQueues))
        {
            // Those that wait are the first that are presented.
            Assert.Equal(Number(queue, "inQueue"), Number(queue, "presented"));
            Assert.Equal(0, Counters(queue).Where(counter => counter.Name != "presented").Sum(counter => counter.Value));
        }

        Assert.Equal(last.Agents.Select(agent => Number(agent, "callsHandled")), first.Agents.Select(agent => Number(agent, "callsHandled")));
        bench.Clock.Advance(TimeSpan.FromHours(2));
        var later = await LookAsync(bench);
        Assert.All(later.VoiceQueues.Concat(later.ChatQueues), CountersAddUp);
        Assert.InRange(Number(later.Queue("Sales"), "presented"), 80, 220);
        Assert.InRange(Number(later.Chat("Web chat"), "presented"), 25, 80);
    }

    [Fact]
    public async Task Every_midnight_is_one()
    {
        var bench = await Bench.SignedInAsync(Often());
        bench.Clock.Advance(TimeSpan.FromDays(5));
        // 6:40 hours after midnight, as at the start.
        Assert.InRange(Number((await LookAsync(bench)).Queue("Sales"), "presented"), 350, 600);
    }

    [Fact]
    public async Task Calls_that_queues_count_are_those_that_agents_do()
    {
        var bench = await Bench.SignedInAsync(Often(6));
        static long Handled(Floor floor) => floor.Agents.Where(agent => Text(agent, "agentGroupName") == "Service team").Sum(agent => Number(agent, "callsHandled"));
        static long Talk(Floor floor) => floor.Agents.Where(agent => Text(agent, "agentGroupName") == "Service team").Sum(agent => Number(agent, "totalTalkTime"));
        static long Sum(Floor floor, string field) => floor.VoiceQueues.Sum(queue => Number(queue, field));
        var before = await LookAsync(bench);

        bench.Clock.Advance(TimeSpan.FromHours(8));

        var after = await LookAsync(bench);
        Assert.True(Handled(after) - Handled(before) > 800, "Hardly anybody has worked.");
        Assert.Equal(Sum(after, "accepted") - Sum(after, "active") - Sum(before, "accepted") + Sum(before, "active"), Handled(after) - Handled(before));
        Assert.Equal(Sum(after, "totalTalkTime") - Sum(before, "totalTalkTime"), Talk(after) - Talk(before));
    }

    [Fact]
    public async Task Chats_come_are_answered_and_given_up()
    {
        var bench = await Bench.SignedInAsync(Often(9));
        var before = await LookAsync(bench);

        bench.Clock.Advance(TimeSpan.FromHours(12));

        var after = await LookAsync(bench);
        foreach (var name in new[] { "Web chat", "App chat" })
        {
            long Growth(string field) => Number(after.Chat(name), field) - Number(before.Chat(name), field);
            Assert.InRange(Growth("accepted"), 100, 400);
            Assert.InRange(Growth("abandoned"), 1, Growth("accepted") / 4);
            Assert.InRange(Growth("totalAnswerTime"), 5 * Growth("accepted"), 60 * Growth("accepted"));
            Assert.InRange(Growth("totalChatTime"), 120 * (Growth("accepted") - 12), 480 * Growth("accepted"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_answers_chats_while_nobody_takes_them(bool areGone)
    {
        var bench = await Bench.SignedInAsync(Often());
        var team = (await LookAsync(bench)).Agents.Where(agent => Text(agent, "agentGroupName") == "Service team").Select(agent => Text(agent, "username")!).ToList();
        team.ForEach(agent => Leave(bench, agent, areGone));
        Assert.All((await LookAsync(bench)).ChatQueues, queue => Assert.Equal((areGone ? 0 : 6, 0), (Number(queue, "staffed"), Number(queue, "available"))));
        var accepted = Number((await LookAsync(bench)).Chat("Web chat"), "accepted");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        var floor = await LookAsync(bench);
        Assert.Equal(accepted, Number(floor.Chat("Web chat"), "accepted"));
        Assert.All(floor.ChatQueues, queue => Assert.Equal(0, Number(queue, "active")));

        // The oldest has been announced for more than a minute.
        while (Number((await LookAsync(bench)).Chat("Web chat"), "longestInQueue") < 61)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        if (areGone)
        {
            bench.Engine.SetAgentPresence("marco.silva@sandbox.example", true);
        }
        else
        {
            // One who is on a call takes chats beside it.
            Assert.Equal("true", (await bench.PostAsync(Bench.Calls + "createManualAgentCall?username=marco.silva%40sandbox.example&destination=6505550177&ringDuration=30&callerId=8005550100")).Text);
            bench.Engine.SetAgentState("marco.silva@sandbox.example", "AVAILABLE");
        }

        floor = await LookAsync(bench);
        Assert.True(Number(floor.Chat("Web chat"), "accepted") > accepted, "The agent took no chat.");
        var chats = floor.ChatQueues.Sum(queue => Number(queue, "active"));
        Assert.InRange(chats, 1, 2);
        // Two chats are as many as an agent has.
        Assert.All(floor.ChatQueues, queue => Assert.Equal(chats < 2 ? 1 : 0, Number(queue, "available")));
    }

    [Fact]
    public async Task Same_seed_gives_the_same_floor_however_often_anybody_looks()
    {
        async Task<string> LookAfterAsync(int seed, int looks)
        {
            var bench = await Bench.SignedInAsync(Often(seed));
            for (var i = 0; i < looks; i++)
            {
                bench.Clock.Advance(TimeSpan.FromHours(3) / looks);
                await LookAsync(bench);
            }

            var floor = await LookAsync(bench);
            return string.Join('\n', floor.Agents.Concat(floor.VoiceQueues).Concat(floor.ChatQueues).Select(row => row.GetRawText()));
        }

        Assert.Equal(await LookAfterAsync(7, 1), await LookAfterAsync(7, 500));
        Assert.NotEqual(await LookAfterAsync(7, 1), await LookAfterAsync(8, 1));
    }

    [Fact]
    public async Task Still_floor_stays_as_it_is()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        var before = Counters(await LookAsync(bench));

        bench.Clock.Advance(TimeSpan.FromHours(5));

        var after = await LookAsync(bench);
        Assert.Equal(before, Counters(after));
        Assert.Equal(2, Number(after.Chat("Web chat"), "active"));
        Assert.Equal(1, Number(after.Chat("Web chat"), "inQueue"));
    }

    [Fact]
    public async Task Large_account_is_told_of_whole()
    {
        var bench = await Bench.SignedInAsync(Often(1, 5000));

        var floor = await LookAsync(bench);

        Assert.Equal(10 + 2494, floor.Agents.Count);
        AgentsAndListingAgree(floor);
        Assert.All(floor.VoiceQueues, CountersAddUp);
        Assert.Equal(5000 - 1, floor.VoiceQueues.Sum(queue => Number(queue, "active") + Number(queue, "inQueue")));
    }

    private static void Leave(Bench bench, string username, bool isGone)
    {
        if (isGone)
        {
            bench.Engine.SetAgentPresence(username, false);
        }
        else
        {
            bench.Engine.SetAgentState(username, "AWAY");
        }
    }

    /// <summary>What people do from outside, so that more happens than the simulation has by itself.</summary>
    private static async Task DisturbAsync(Bench bench, int step)
    {
        string[] team = ["paco.vu", "amara.okafor", "lena.brandt", "marco.silva", "priya.nair", "tom.becker"];
        var agent = team[step / 3 % 6] + "@sandbox.example";
        var calls = bench.Engine.Calls;
        var call = calls.Count == 0 ? null : calls[step % calls.Count];
        switch (step % 30)
        {
            case 3:
                bench.Engine.SetAgentPresence(agent, true);
                bench.Engine.SetAgentState(agent, "TRAINING");
                break;
            case 6:
                bench.Engine.SetAgentPresence(team[(step - 3) / 3 % 6] + "@sandbox.example", true);
                bench.Engine.SetAgentState(team[(step - 3) / 3 % 6] + "@sandbox.example", "AVAILABLE");
                break;
            case 9:
                bench.Engine.SetAgentPresence("gil.soto@sandbox.example", step % 60 == 9, step % 120 == 9);
                break;
            case 12 when call is not null:
                bench.Engine.EndCall(call.Uii);
                break;
            case 15 when call is not null:
                bench.Engine.AwaitDisposition(call.Uii);
                break;
            case 18 when call is not null:
                await bench.ActAsync(call.Uii, "requeueCall?gateId=40003");
                break;
            case 21:
                await bench.PostAsync(Bench.Calls + "createManualAgentCall?username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=30&callerId=8005550100");
                break;
            case 24 when call is not null:
                await bench.ActAsync(call.Uii, "dispositionCall?disposition=SALE&callback=false");
                break;
            default:
                break;
        }
    }

    private static void AgentIsPlausible(JsonElement agent)
    {
        var (state, pending) = (Text(agent, "agentState"), Number(agent, "pendingDisposition"));
        Assert.Equal(state == "ON_CALL", agent.GetProperty("callUii").ValueKind != JsonValueKind.Null);
        Assert.True(state != "WRAP_UP" || pending == 1, "A wrap-up without a disposition that is missing.");
        Assert.True(pending == 0 || state is not ("ON_CALL" or "DIALING"), "Pending on a call.");
        Assert.InRange(Number(agent, "pendingDispositionTime"), 0, pending * 299);
        Assert.True(state != "WRAP_UP" || Number(agent, "stateTime") == Number(agent, "pendingDispositionTime"));
        Assert.InRange(Number(agent, "stateTime"), 0, Number(agent, "loginTime"));
        Assert.InRange(Number(agent, "totalTalkTime"), 0, Number(agent, "loginTime"));
    }

    private static void AgentsAndListingAgree(Floor floor)
    {
        var busy = floor.Agents.Where(agent => Text(agent, "agentState") == "ON_CALL")
            .Select(agent => string.Join(' ', Text(agent, "callUii"), Text(agent, "callAni"), Text(agent, "callDnis"), Text(agent, "firstName"), Text(agent, "lastName"), Text(agent, "callSourceDesc")));
        var listed = floor.Calls.Where(call => call.GetProperty("dequeueTime").ValueKind != JsonValueKind.Null)
            .Select(call => string.Join(' ', Text(call, "uii"), Text(call, "ani"), Text(call, "dnis"), Text(call, "agentFirstName"), Text(call, "agentLastName"), Text(call, "destinationName")));
        Assert.Equal(listed.Order(StringComparer.Ordinal), busy.Order(StringComparer.Ordinal));
        foreach (var queue in floor.VoiceQueues)
        {
            Assert.Equal(floor.Agents.Count(agent => agent.GetProperty("gateId").ToString() == queue.GetProperty("gateId").ToString()), Number(queue, "active"));
            Assert.Equal(floor.Calls.Count(call => Text(call, "destinationName") == Text(queue, "gateName") && call.GetProperty("dequeueTime").ValueKind == JsonValueKind.Null), Number(queue, "inQueue"));
        }
    }

    private static void CountersAddUp(JsonElement queue)
    {
        Assert.Equal(Number(queue, "presented"), Number(queue, "accepted") + Number(queue, "abandoned") + Number(queue, "deflected") + Number(queue, "inQueue"));
        Assert.True(Number(queue, "totalQueueTime") >= Number(queue, "totalAnswerTime") + Number(queue, "totalAbandonTime"));
        Assert.True(Number(queue, "inQueue") > 0 || Number(queue, "longestInQueue") == 0, "Somebody has waited in an empty queue.");
        if (queue.TryGetProperty("slaPass", out var pass))
        {
            Assert.Equal(Number(queue, "accepted"), pass.GetInt64() + Number(queue, "slaFail"));
            Assert.InRange(Number(queue, "totalAnswerTime"), 31 * Number(queue, "slaFail"), long.MaxValue);
            Assert.InRange(Number(queue, "shortAbandon"), 0, Number(queue, "abandoned"));
        }
    }

    private static async Task QueuesAgreeAsync(Bench bench, Floor floor)
    {
        var team = floor.Agents.Where(agent => Text(agent, "agentGroupName") == "Service team").ToList();
        var available = team.Count(agent => Text(agent, "agentState") == "AVAILABLE" && Number(agent, "isOffhook") == 1);
        foreach (var queue in floor.VoiceQueues)
        {
            Assert.Equal((team.Count, available), (Number(queue, "staffed"), Number(queue, "available")));
            Assert.Equal(Expected(queue, Text(queue, "state") == "OPEN"), Fields((await AvailabilityAsync(bench, queue.GetProperty("gateId"))).Json));
        }

        foreach (var queue in floor.ChatQueues)
        {
            Assert.Equal(Expected(queue, true), Fields((await AvailabilityAsync(bench, queue.GetProperty("chatQueueId"), "?queueType=Digital")).Json));
        }

        var support = floor.Queue("Support");
        var check = await bench.GetAsync(Bench.Calls + "prerouteChecks/checkQueueStatus?destination_number=8005550101&maxq=1");
        Assert.Equal(
            Number(support, "longestInQueue") == 0 ? null : $"Calls in queue: {Number(support, "inQueue")}, longest queue time: {Number(support, "longestInQueue")} seconds",
            check.Json.GetProperty("reason").GetString());
        check = await bench.GetAsync(Bench.Calls + "prerouteChecks/checkQueueStatus?destination_number=8005550101&maxq=0");
        Assert.Equal(available > 0, check.Json.GetProperty("status").GetBoolean());
    }

    private static string[] Expected(JsonElement queue, bool isOpen)
    {
        return
        [
            $"longestWaitingTimeInSeconds={Number(queue, "longestInQueue")}", $"numberOfWaitingInteractions={Number(queue, "inQueue")}", $"numberOfAgentsAvailable={Number(queue, "available")}",
            $"numberOfAgentsLoggedIn={Number(queue, "staffed")}", "isQueueOpen=" + (isOpen ? "true" : "false"),
        ];
    }

    private static Dictionary<string, long> Counters(Floor floor)
    {
        return floor.VoiceQueues.Concat(floor.ChatQueues)
            .SelectMany(queue => Counters(queue).Select(counter => (Name: (queue.TryGetProperty("gateName", out var name) ? name : queue.GetProperty("chatQueueName")).GetString() + " " + counter.Name, counter.Value)))
            .ToDictionary(counter => counter.Name, counter => counter.Value);
    }

    /// <summary>The counters of the day, which begin with those presented.</summary>
    private static List<(string Name, long Value)> Counters(JsonElement queue)
    {
        return [.. queue.EnumerateObject().SkipWhile(field => field.Name != "presented").Select(field => (field.Name, field.Value.GetInt64()))];
    }
}
