using static RingCx.Sandbox.Tests.Floor;

namespace RingCx.Sandbox.Tests;

/// <summary>What supervisors see of a known situation, field by field.</summary>
public sealed class RealTimeTests
{
    private const string Paco = "paco.vu@sandbox.example";
    private const string Tom = "tom.becker@sandbox.example";
    private const string Sam = "sam.rivera@sandbox.example";

    [Fact]
    public async Task Agent_on_a_call_from_a_queue_has_every_field()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, ClockSkew = TimeSpan.FromMinutes(2) });
        bench.Clock.Advance(TimeSpan.FromSeconds(7));
        var call = bench.PacoCall();

        var paco = (await LookAsync(bench)).Agent("Paco");

        Assert.Equal(
            [
                "agentId=200001", "subaccountId=\"12440011\"", "accountName=\"Sandbox Contact Center\"", "firstName=\"Paco\"", "lastName=\"Vu\"",
                "username=\"paco.vu@sandbox.example\"", "email=\"paco.vu@office.example\"", "agentType=\"AGENT\"", "agentGroupId=301", "agentGroupName=\"Service team\"",
                "agentLoginId=700001", "agentPhone=\"6505550101\"", "profileName=\"All queues\"", "agentState=\"ON_CALL\"", "agentLoginType=\"INBOUND\"",
                // The call came 200 seconds before the start, and was taken 20 seconds later.
                "stateTime=187", "loginTime=" + Number(paco, "loginTime"), "pendingDisposition=0", "pendingDispositionTime=0", "isOffhook=1", "isGhostLogin=0", "isDequeueAgent=1",
                "lastUpdate=\"2026-05-08T14:39:44.000+0000\"", $"callUii=\"{call.Uii}\"", $"callAni=\"{call.Ani}\"", "callDnis=\"8005550101\"", "gateId=40002", "campaignId=null",
                "loginDialGroupId=null", "callSource=\"INBOUND\"", "callSourceDesc=\"Support\"",
                "callsHandled=" + Number(paco, "callsHandled"), "rna=" + Number(paco, "rna"), "totalTalkTime=" + Number(paco, "totalTalkTime"),
            ],
            Fields(paco));
        // The day before the start is the seed's, within reason.
        Assert.InRange(Number(paco, "loginTime"), 3600 + 7, (4 * 3600) + 7);
        Assert.InRange(Number(paco, "callsHandled"), 15, 115);
        Assert.InRange(Number(paco, "totalTalkTime"), 60 * Number(paco, "callsHandled"), Number(paco, "loginTime"));
        Assert.InRange(Number(paco, "rna"), 0, 2);
    }

    [Fact]
    public async Task Agent_on_a_call_of_a_campaign_has_its_fields_and_one_without_a_call_has_none()
    {
        var bench = await Bench.SignedInAsync();
        var call = Assert.Single(bench.Engine.Calls, other => other.CampaignId is not null);

        var floor = await LookAsync(bench);

        var yuki = Fields(floor.Agent("Yuki"));
        Assert.Equal(
            [$"callUii=\"{call.Uii}\"", "callAni=\"8005550100\"", $"callDnis=\"{call.Dnis}\"", "gateId=null", "campaignId=50001", "loginDialGroupId=5001", "callSource=\"OUTBOUND\"", "callSourceDesc=\"Manual outbound\""],
            yuki[23..31]);
        Assert.Contains("isDequeueAgent=0", yuki);
        Assert.Contains("stateTime=45", yuki);
        Assert.Contains("agentLoginType=\"OUTBOUND\"", yuki);
        var tom = Fields(floor.Agent("Tom"));
        Assert.Equal(["callUii=null", "callAni=null", "callDnis=null", "gateId=null", "campaignId=null", "loginDialGroupId=null", "callSource=null", "callSourceDesc=null"], tom[23..31]);
        Assert.Contains("agentState=\"AVAILABLE\"", tom);
        Assert.Contains("isDequeueAgent=0", tom);
        Assert.InRange(Number(floor.Agent("Tom"), "stateTime"), 20, 600);
    }

    [Fact]
    public async Task Floor_has_agents_who_are_not_there()
    {
        foreach (var seed in Enumerable.Range(1, 8))
        {
            var floor = await LookAsync(await Bench.SignedInAsync(Often(seed)));

            Assert.Equal(10, floor.Agents.Count);
            var (away, lunch) = (floor.Agent("Iris"), floor.Agent("Gil"));
            Assert.Equal(("AWAY", "Back office", 303), (Text(away, "agentState"), Text(away, "agentGroupName"), Number(away, "agentGroupId")));
            Assert.InRange(Number(away, "stateTime"), 3601, Number(away, "loginTime"));
            Assert.Equal("LUNCH", Text(lunch, "agentState"));
            Assert.InRange(Number(lunch, "stateTime"), 120, 1200);
            Assert.Equal(["AVAILABLE", "AWAY", "LUNCH", "ON_CALL"], floor.Agents.Select(agent => Text(agent, "agentState")).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Queue_has_every_field()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, ClockSkew = TimeSpan.FromMinutes(2) });
        bench.Clock.Advance(TimeSpan.FromSeconds(7));

        var floor = await LookAsync(bench);

        var support = floor.Queue("Support");
        string[] counters =
        [
            "presented", "accepted", "abandoned", "deflected", "shortAbandon", "slaPass", "slaFail", "shortCall", "longCall", "successDispositions", "totalQueueTime", "totalAnswerTime", "totalTalkTime",
            "totalAbandonTime",
        ];
        Assert.Equal(
            [
                "gateId=40002", "gateGroupId=4001", "subaccountId=\"12440011\"", "gateName=\"Support\"", "groupName=\"Service\"", "schedule=\"Around the clock\"", "scheduleOverride=null", "state=\"OPEN\"",
                "lastUpdate=\"2026-05-08T14:42:51.000+0000\"", "active=2", "inQueue=2", "routing=0", "longestInQueue=127", "staffed=6", "available=1",
                .. counters.Select(name => name + "=" + Number(support, name)),
            ],
            Fields(support));
        Assert.Equal(
            ["Sales 2 2 42", "Support 2 2 127", "Billing 1 1 247", "Night desk 0 1 15", "Overflow 0 0 0"],
            floor.VoiceQueues.Select(queue => $"{Text(queue, "gateName")} {Number(queue, "active")} {Number(queue, "inQueue")} {Number(queue, "longestInQueue")}"));
        Assert.Equal(("CLOSED", "Closed", 4002), (Text(floor.Queue("Overflow"), "state"), Text(floor.Queue("Overflow"), "scheduleOverride"), Number(floor.Queue("Overflow"), "gateGroupId")));
        // Since midnight, 6:40 hours ago, a caller has come every twenty seconds, three of ten for Support.
        Assert.InRange(Number(support, "presented"), 320, 400);
        Assert.All(counters.Except(["deflected"]), name => Assert.NotEqual(0, Number(support, name)));
        Assert.All(counters, name => Assert.Equal(0, Number(floor.Queue("Overflow"), name)));
    }

    [Fact]
    public async Task Chat_queue_has_every_field()
    {
        var bench = await Bench.SignedInAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(7));

        var floor = await LookAsync(bench);

        var web = floor.Chat("Web chat");
        string[] counters = ["presented", "accepted", "abandoned", "deflected", "totalQueueTime", "totalAnswerTime", "totalChatTime", "totalAbandonTime"];
        Assert.Equal(
            [
                "chatQueueId=90001", "chatQueueGroupId=9001", "subaccountId=\"12440011\"", "chatQueueName=\"Web chat\"", "chatQueueGroupName=\"Chat\"", "schedule=\"Around the clock\"", "scheduleOverride=null",
                "lastUpdate=\"2026-05-08T14:40:51.000+0000\"", "active=2", "inQueue=1", "routing=0", "longestInQueue=47", "staffed=6", "available=6",
                .. counters.Select(name => name + "=" + Number(web, name)),
            ],
            Fields(web));
        var app = floor.Chat("App chat");
        Assert.Equal((90002, 1, 0, 0), (Number(app, "chatQueueId"), Number(app, "active"), Number(app, "inQueue"), Number(app, "longestInQueue")));
        Assert.Equal(2, floor.ChatQueues.Count);
        Assert.InRange(Number(web, "presented"), 140, 180);
    }

    [Fact]
    public async Task Each_account_has_queues_and_agents_of_its_own()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { AccountCount = 2, Live = false });
        var ids = new HashSet<long>();
        foreach (var account in bench.Engine.AccountIds)
        {
            foreach (var (path, id) in new[] { ("agent", "agentId"), ("agent", "agentLoginId"), ("inbound", "gateId"), ("chat", "chatQueueId") })
            {
                foreach (var row in (await bench.GetAsync(Bench.Root + "/" + account + "/realTimeData/" + path)).Json.EnumerateArray())
                {
                    Assert.True(ids.Add(Number(row, id)), id);
                    Assert.Equal(account, Text(row, "subaccountId"));
                }
            }
        }

        Assert.Equal(2 * (10 + 10 + 5 + 2), ids.Count);
    }

    [Fact]
    public async Task Call_of_a_queue_is_counted_where_it_waits_and_where_it_ends()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        async Task<string> ChangeAsync(string queue, Func<Task> act)
        {
            var before = (await LookAsync(bench)).Queue(queue);
            await act();
            var after = (await LookAsync(bench)).Queue(queue);
            return string.Join(' ', after.EnumerateObject().Skip(9).Where(field => field.Name != "longestInQueue").Select(field => (field.Name, By: field.Value.GetInt64() - Number(before, field.Name))).Where(change => change.By != 0).Select(change => $"{change.Name}{change.By:+0;-0}"));
        }

        string uii = "";
        Task AddAsync(string? agent, double waited)
        {
            uii = bench.Engine.AddCall(agent, 40001, null, TimeSpan.FromSeconds(waited));
            return Task.CompletedTask;
        }

        Task EndAsync(double seconds)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
            bench.Engine.EndCall(uii);
            return Task.CompletedTask;
        }

        async Task ActAsync(string action) => Assert.Equal("true", (await bench.ActAsync(uii, action)).Text);

        Assert.Equal("inQueue+1 presented+1", await ChangeAsync("Sales", () => AddAsync(null, 3)));
        Assert.Equal("inQueue-1 abandoned+1 shortAbandon+1 totalQueueTime+4 totalAbandonTime+4", await ChangeAsync("Sales", () => EndAsync(1.9)));
        await AddAsync(null, 3);
        Assert.Equal("inQueue-1 abandoned+1 totalQueueTime+5 totalAbandonTime+5", await ChangeAsync("Sales", () => EndAsync(2)));
        await AddAsync(null, 10);
        Assert.Equal("inQueue-1 abandoned+1 totalQueueTime+10 totalAbandonTime+10", await ChangeAsync("Sales", () => ActAsync("hangupCall")));

        Assert.Equal("active+1 available-1 presented+1 accepted+1 slaPass+1 totalQueueTime+30 totalAnswerTime+30", await ChangeAsync("Sales", () => AddAsync(Tom, 30.9)));
        Assert.Equal("active-1 available+1 shortCall+1 totalTalkTime+19", await ChangeAsync("Sales", () => EndAsync(19.9)));
        Assert.Equal("active+1 available-1 presented+1 accepted+1 slaFail+1 totalQueueTime+31 totalAnswerTime+31", await ChangeAsync("Sales", () => AddAsync(Tom, 31)));
        Assert.Equal("active-1 available+1 totalTalkTime+20", await ChangeAsync("Sales", () => EndAsync(20)));
        await AddAsync(Tom, 0);
        Assert.Equal("active-1 available+1 totalTalkTime+300", await ChangeAsync("Sales", () => EndAsync(300.5)));
        await AddAsync(Tom, 0);
        Assert.Equal("active-1 available+1 longCall+1 totalTalkTime+301", await ChangeAsync("Sales", () => EndAsync(301)));

        await AddAsync(null, 8);
        Assert.Equal("inQueue-1 deflected+1 totalQueueTime+8", await ChangeAsync("Sales", () => ActAsync("requeueCall?gateId=40003")));
        await AddAsync(null, 8);
        Assert.Equal("inQueue+1 presented+1", await ChangeAsync("Billing", () => ActAsync("requeueCall?gateId=40003")));
        await AddAsync(Tom, 8);
        Assert.Equal("active-1 inQueue+1 available+1 presented+1 shortCall+1", await ChangeAsync("Sales", () => ActAsync("requeueCall?gateId=40001")));

        await AddAsync(Tom, 8);
        Assert.Equal("", await ChangeAsync("Sales", () => ActAsync("dispositionCall?disposition=NO_SALE&callback=false")));
        Assert.Equal("successDispositions+1", await ChangeAsync("Sales", () => ActAsync("dispositionCall?disposition=SALE&callback=false")));
        Assert.Equal("", await ChangeAsync("Sales", () => ActAsync("dispositionCall?disposition=SALE&callback=false")));
    }

    [Fact]
    public async Task Call_that_waits_for_its_disposition_holds_its_agent_in_wrap_up()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        var uii = bench.PacoCall().Uii;
        var handled = Number((await LookAsync(bench)).Agent("Paco"), "callsHandled");
        bench.Engine.AwaitDisposition(uii);
        bench.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal("WRAP_UP 40 pending 1 40 since 14:40:44", await DescribeAsync(bench, "Paco"));
        Assert.Equal(handled + 1, Number((await LookAsync(bench)).Agent("Paco"), "callsHandled"));
        // Tom alone is available, although Paco has no call.
        Assert.Equal(1, Number((await LookAsync(bench)).Queue("Support"), "available"));
        Assert.Equal(1, (await AvailabilityAsync(bench, 40002)).Json.GetProperty("numberOfAgentsAvailable").GetInt32());

        Assert.Equal("true", (await bench.ActAsync(uii, "dispositionCall?disposition=RESOLVED&callback=false")).Text);
        Assert.Equal("AVAILABLE 0 pending 0 0 since 14:41:24", await DescribeAsync(bench, "Paco"));
        Assert.Equal(2, Number((await LookAsync(bench)).Queue("Support"), "available"));
    }

    [Fact]
    public async Task Wrap_up_ends_after_five_minutes_or_with_the_next_call()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        var priya = Assert.Single(bench.Engine.Calls, call => call.AgentUsername == "priya.nair@sandbox.example").Uii;
        bench.Engine.AwaitDisposition(bench.PacoCall().Uii);
        bench.Engine.AwaitDisposition(priya);

        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        bench.Engine.AddCall("priya.nair@sandbox.example", 40001);
        bench.Clock.Advance(TimeSpan.FromSeconds(239));
        Assert.Equal("WRAP_UP 299 pending 1 299 since 14:40:44", await DescribeAsync(bench, "Paco"));
        Assert.Equal("ON_CALL 239 pending 0 0 since 14:41:44", await DescribeAsync(bench, "Priya"));
        bench.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("AVAILABLE 2 pending 0 0 since 14:45:44", await DescribeAsync(bench, "Paco"));

        // It is too late for the first call's disposition to change anything.
        bench.Engine.EndCall(Assert.Single(bench.Engine.Calls, call => call.AgentUsername == "priya.nair@sandbox.example").Uii);
        Assert.Equal("AVAILABLE 0 pending 0 0 since 14:45:46", await DescribeAsync(bench, "Priya"));
    }

    [Fact]
    public async Task Call_with_a_disposition_needs_no_wrap_up()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        Assert.Equal("true", (await bench.ActAsync(bench.PacoCall().Uii, "dispositionCall?disposition=RESOLVED&callback=false")).Text);
        Assert.Equal("ON_CALL 180 pending 0 0 since 14:37:44", await DescribeAsync(bench, "Paco"));

        bench.Engine.AwaitDisposition(bench.PacoCall().Uii);

        Assert.Equal("AVAILABLE 0 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Paco"));
    }

    [Fact]
    public async Task Agent_chooses_a_state()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        bench.Engine.SetAgentState(Tom, " Lunch break ");
        bench.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal("Lunch break 90 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Tom"));
        Assert.Equal(0, Number((await LookAsync(bench)).Queue("Sales"), "available"));
        Assert.Equal("No agents available", (await bench.GetAsync(Bench.Calls + "prerouteChecks/checkQueueStatus?destination_number=8005550101&maxq=0")).Field("reason"));

        bench.Engine.SetAgentState(Tom, "Lunch break");
        Assert.Equal("Lunch break 90 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Tom"));
        bench.Engine.SetAgentState(Tom, "available");
        Assert.Equal("AVAILABLE 0 pending 0 0 since 14:42:14", await DescribeAsync(bench, "Tom"));
        Assert.Equal(1, Number((await LookAsync(bench)).Queue("Sales"), "available"));
    }

    [Fact]
    public async Task Call_goes_before_the_state_that_its_agent_chose()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        bench.Engine.SetAgentState(Paco, "TRAINING");
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("ON_CALL 200 pending 0 0 since 14:37:44", await DescribeAsync(bench, "Paco"));
        bench.Engine.AwaitDisposition(bench.PacoCall().Uii);
        Assert.Equal("WRAP_UP 0 pending 1 0 since 14:41:04", await DescribeAsync(bench, "Paco"));
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("TRAINING 60 pending 0 0 since 14:46:04", await DescribeAsync(bench, "Paco"));
    }

    [Fact]
    public async Task State_that_is_chosen_ends_the_wrap_up_and_not_the_wait_for_the_disposition()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        var uii = bench.PacoCall().Uii;
        bench.Engine.AwaitDisposition(uii);
        bench.Engine.SetAgentState(Paco, "AVAILABLE");
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("AVAILABLE 30 pending 1 30 since 14:40:44", await DescribeAsync(bench, "Paco"));

        Assert.Equal("true", (await bench.ActAsync(uii, "dispositionCall?disposition=RESOLVED&callback=false")).Text);

        Assert.Equal("AVAILABLE 30 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Paco"));
    }

    [Fact]
    public async Task Agent_who_is_not_available_takes_no_call_of_a_queue_and_can_still_place_one()
    {
        var bench = await Bench.SignedInAsync(Often());
        foreach (var agent in (await LookAsync(bench)).Agents.Where(agent => Text(agent, "agentGroupName") == "Service team"))
        {
            bench.Engine.SetAgentState(Text(agent, "username")!, "AWAY");
        }

        var before = bench.Engine.Calls.Where(call => call.AgentUsername is not null).Select(call => call.Uii).ToHashSet();
        for (var i = 0; i < 60; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.DoesNotContain(bench.Engine.Calls, call => call.GateId is not null && call.AgentUsername is not null && !before.Contains(call.Uii));
        }

        var callers = bench.Engine.Calls.Where(call => call.AgentUsername is null).ToList();
        Assert.True(callers.Count > 5, "Nobody waits.");
        Assert.Equal("true", (await bench.PostAsync(Bench.Calls + "createManualAgentCall?username=tom.becker%40sandbox.example&destination=6505550177&ringDuration=30&callerId=8005550100")).Text);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("ON_CALL", Text((await LookAsync(bench)).Agent("Tom"), "agentState"));

        bench.Engine.SetAgentState(Paco, "AVAILABLE");
        var taken = bench.PacoCall();
        Assert.Contains(callers, call => call.Uii == taken.Uii);
    }

    [Theory]
    [InlineData(Tom, "ON_CALL")]
    [InlineData(Tom, "on_call")]
    [InlineData(Tom, "Dialing")]
    [InlineData(Tom, " ")]
    [InlineData(Tom, null)]
    [InlineData("nobody@sandbox.example", "AWAY")]
    [InlineData(null, "AWAY")]
    public void State_that_nobody_can_choose_is_refused(string? username, string? state)
    {
        Assert.Throws<ArgumentException>(() => new Bench().Engine.SetAgentState(username!, state!));
    }

    [Fact]
    public async Task Who_comes_back_has_a_new_login()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        var before = (await LookAsync(bench)).Agent("Gil");
        var away = (await LookAsync(bench)).Agent("Tom");
        bench.Engine.SetAgentPresence("gil.soto@sandbox.example", false);
        bench.Engine.SetAgentPresence(Tom, true);
        Assert.DoesNotContain((await LookAsync(bench)).Agents, agent => Text(agent, "firstName") == "Gil");
        Assert.Throws<InvalidOperationException>(() => bench.Engine.SetAgentState("gil.soto@sandbox.example", "AWAY"));

        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        bench.Engine.SetAgentPresence("gil.soto@sandbox.example", true, false);
        bench.Clock.Advance(TimeSpan.FromSeconds(12));

        var gil = (await LookAsync(bench)).Agent("Gil");
        Assert.True(Number(gil, "agentLoginId") > Number(before, "agentLoginId"));
        Assert.Equal("AVAILABLE 12 pending 0 0 since 14:41:14", await DescribeAsync(bench, "Gil"));
        Assert.Equal((12, 0, 0), (Number(gil, "loginTime"), Number(gil, "isOffhook"), Number(gil, "isGhostLogin")));
        // Who was there all the time goes on.
        var tom = (await LookAsync(bench)).Agent("Tom");
        Assert.Equal((Number(away, "agentLoginId"), Number(away, "loginTime") + 42), (Number(tom, "agentLoginId"), Number(tom, "loginTime")));
    }

    [Fact]
    public async Task Counters_of_an_agent_are_those_of_the_login()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        async Task<(long Handled, long Talk, long Missed)> CountAsync()
        {
            var tom = (await LookAsync(bench)).Agent("Tom");
            return (Number(tom, "callsHandled"), Number(tom, "totalTalkTime"), Number(tom, "rna"));
        }

        var (handled, talk, missed) = await CountAsync();
        var uii = bench.Engine.AddCall(Tom, 40001);
        bench.Clock.Advance(TimeSpan.FromSeconds(61.5));
        Assert.Equal((handled, talk, missed), await CountAsync());
        bench.Engine.EndCall(uii);
        Assert.Equal((handled + 1, talk + 61, missed), await CountAsync());

        uii = bench.Engine.AddCall(Tom, 40001);
        bench.Engine.SetAgentPresence(Tom, false);
        Assert.Equal(3, Number((await LookAsync(bench)).Queue("Sales"), "active"));
        bench.Engine.SetAgentPresence(Tom, true);
        Assert.Equal((0, 0, 0), await CountAsync());
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        bench.Engine.EndCall(uii);
        // It was the last login's call.
        Assert.Equal((0, 0, 0), await CountAsync());
        bench.Engine.EndCall(bench.Engine.AddCall(Tom, 40001));
        Assert.Equal((1, 0, 0), await CountAsync());
    }

    [Fact]
    public async Task Requeued_call_counts_for_everybody_who_had_it()
    {
        var bench = await Bench.SignedInAsync(Often());
        async Task<long> HandledAsync(string username) => Number(Assert.Single((await LookAsync(bench)).Agents, agent => Text(agent, "username") == username), "callsHandled");
        var (uii, first) = (bench.PacoCall().Uii, await HandledAsync(Paco));
        bench.Engine.SetAgentState(Paco, "AWAY");
        Assert.Equal("true", (await bench.ActAsync(uii, "requeueCall?gateId=40003")).Text);
        Assert.Equal(first + 1, await HandledAsync(Paco));
        while (bench.Call(uii).AgentUsername is null)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var next = bench.Call(uii).AgentUsername!;
        var second = await HandledAsync(next);
        bench.Engine.EndCall(uii);

        Assert.Equal(second + 1, await HandledAsync(next));
        Assert.Equal(first + 1, await HandledAsync(Paco));
    }

    [Fact]
    public async Task Agent_whose_call_is_being_placed_is_not_on_it_yet()
    {
        var bench = await Bench.SignedInAsync(Often(live: false));
        Assert.Equal("true", (await bench.PostAsync(Bench.Calls + "createManualAgentCall?username=sam.rivera%40sandbox.example&destination=6505550177&ringDuration=30&callerId=8005550100")).Text);

        Assert.Equal("DIALING 0 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Sam"));
        Assert.Equal(JsonValueKind.Null, (await LookAsync(bench)).Agent("Sam").GetProperty("callUii").ValueKind);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("ON_CALL 1 pending 0 0 since 14:40:44", await DescribeAsync(bench, "Sam"));
        Assert.Equal(Assert.Single(bench.Engine.Calls, call => call.AgentUsername == Sam).Uii, Text((await LookAsync(bench)).Agent("Sam"), "callUii"));
    }

    [Fact]
    public async Task Availability_is_that_of_the_queue_and_its_kind()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.SetAgentPresence(Paco, false);

        Assert.Equal(
            ["longestWaitingTimeInSeconds=120", "numberOfWaitingInteractions=2", "numberOfAgentsAvailable=1", "numberOfAgentsLoggedIn=5", "isQueueOpen=true"],
            Fields((await AvailabilityAsync(bench, 40002)).Json));
        Assert.Equal(
            ["longestWaitingTimeInSeconds=0", "numberOfWaitingInteractions=0", "numberOfAgentsAvailable=1", "numberOfAgentsLoggedIn=5", "isQueueOpen=false"],
            Fields((await AvailabilityAsync(bench, 40012)).Json));
        Assert.Equal(
            ["longestWaitingTimeInSeconds=40", "numberOfWaitingInteractions=1", "numberOfAgentsAvailable=5", "numberOfAgentsLoggedIn=5", "isQueueOpen=true"],
            Fields((await AvailabilityAsync(bench, 90001, "?queueType=Digital")).Json));
    }

    [Theory]
    [InlineData("40001", "", 400)]
    [InlineData("40001", "?queueType=", 400)]
    [InlineData("40001", "?queueType=voice", 400)]
    [InlineData("40001", "?queueType=Chat", 400)]
    [InlineData("40001", "?queueType=Voice&page=0", 400)]
    [InlineData("all", "?queueType=Voice", 400)]
    [InlineData("40009", "?queueType=Voice", 404)]
    [InlineData("90001", "?queueType=Voice", 404)]
    [InlineData("40001", "?queueType=Digital", 404)]
    public async Task Availability_of_nothing_is_refused(string queueId, string query, int status)
    {
        Assert.Equal(status, (await AvailabilityAsync(await Bench.SignedInAsync(), queueId, query)).Status);
    }

    [Fact]
    public async Task Live_data_take_the_right_to_reports_and_availability_does_not()
    {
        var bench = new Bench();
        foreach (var (jwt, mayAct, mayRead) in new[]
        {
            (bench.Engine.Credentials.Jwt, true, true), (bench.Engine.Credentials.AdministratorJwt, true, true),
            (bench.Engine.Credentials.WithoutReportsJwt, true, false), (bench.Engine.Credentials.RestrictedJwt, false, false),
        })
        {
            var granted = await bench.GrantJwtAsync(jwt);
            bench.UseToken((await bench.ExchangeAsync(granted.Field("access_token"))).Field("accessToken"));

            Assert.Equal(mayAct ? 200 : 403, (await bench.GetAsync(Bench.Calls + "list")).Status);
            foreach (var path in new[] { "agent", "inbound", "chat" })
            {
                var reply = await bench.GetAsync(Live + path);
                Assert.Equal(mayRead ? 200 : 403, reply.Status);
                if (!mayRead)
                {
                    Assert.Equal("access.denied.exception", reply.Field("errorCode"));
                    Assert.Equal("You do not have permission to access this resource", reply.Field("generalMessage"));
                    Assert.Equal(Bench.Start.ToUnixTimeMilliseconds(), reply.Json.GetProperty("timestamp").GetInt64());
                }
            }

            Assert.Equal(200, (await AvailabilityAsync(bench, 40001)).Status);
            Assert.Equal(403, (await bench.GetAsync("/voice/api/cx/routing/v1/sub-accounts/999/queues/40001/availability?queueType=Voice")).Status);
        }

        bench.UseToken("");
        Assert.Equal(401, (await bench.GetAsync(Live + "agent")).Status);
        Assert.Equal(401, (await AvailabilityAsync(bench, 40001)).Status);
    }

    [Fact]
    public void Secret_of_the_user_without_reports_is_one_of_its_own()
    {
        var (one, other) = (new Bench().Engine.Credentials, new Bench(new SandboxOptions { Seed = 2 }).Engine.Credentials);

        Assert.Equal(5, new[] { one.Jwt, one.RestrictedJwt, one.AdministratorJwt, one.WithoutReportsJwt, other.WithoutReportsJwt }.Distinct().Count());
    }

    private static async Task<string> DescribeAsync(Bench bench, string firstName)
    {
        var agent = (await LookAsync(bench)).Agent(firstName);
        return $"{Text(agent, "agentState")} {Number(agent, "stateTime")} pending {Number(agent, "pendingDisposition")} {Number(agent, "pendingDispositionTime")} since {Text(agent, "lastUpdate")![11..19]}";
    }
}
