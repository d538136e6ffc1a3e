using System.Text.Json.Nodes;

namespace RingCx.Client.Tests;

public class RealTimeTests
{
    // Written by hand from the fields that RingCentral documents for AgentStats.
    private const string Agent = """
        {"agentId":200001,"subaccountId":"12440012","accountName":"Front office","firstName":"Paco","lastName":"Vu",
         "username":"paco.vu@sandbox.example","email":"paco@office.example","agentType":"AGENT","agentGroupId":301,
         "agentGroupName":"Service team","agentLoginId":90000000001,"agentPhone":"6505550123","profileName":"Spanish",
         "agentState":"ON_CALL","agentLoginType":"INBOUND","stateTime":75,"loginTime":3600,"pendingDisposition":1,
         "pendingDispositionTime":12,"isOffhook":1,"isGhostLogin":0,"isDequeueAgent":1,"lastUpdate":"2026-11-27T08:30:00.000+0000",
         "callUii":"202005081040440132050000019657","callAni":"6505550145","callDnis":"8005550100","gateId":40001,"campaignId":50001,
         "loginDialGroupId":5001,"callSource":"INBOUND","callSourceDesc":"Queue Sales","callsHandled":9,"rna":2,"totalTalkTime":1800}
        """;

    // The same for AcdStats.
    private const string VoiceQueue = """
        {"gateId":40001,"gateGroupId":4001,"subaccountId":"12440012","gateName":"Sales","groupName":"Service","schedule":"Weekdays",
         "scheduleOverride":"Holiday","state":"OPEN","lastUpdate":"2026-11-27T08:30:00Z","active":3,"inQueue":4,"routing":1,
         "longestInQueue":95,"staffed":6,"available":2,"presented":100,"accepted":80,"abandoned":10,"deflected":5,"shortAbandon":3,
         "slaPass":60,"slaFail":20,"shortCall":7,"longCall":8,"successDispositions":44,"totalQueueTime":2000,"totalAnswerTime":1200,
         "totalTalkTime":16000,"totalAbandonTime":507}
        """;

    // The same for ChatStats.
    private const string ChatQueue = """
        {"chatQueueId":70001,"chatQueueGroupId":7001,"subaccountId":"12440012","chatQueueName":"Web","chatQueueGroupName":"Digital",
         "schedule":"Always","scheduleOverride":"","lastUpdate":1795768200000,"active":3,"inQueue":4,"routing":1,"longestInQueue":95,
         "staffed":6,"available":2,"presented":100,"accepted":80,"abandoned":10,"deflected":5,"totalQueueTime":2000,
         "totalAnswerTime":1200,"totalChatTime":16000,"totalAbandonTime":507}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_every_field_of_an_agent_as_a_number_and_as_a_text(bool asText)
    {
        var (agent, path) = await ReadAgentAsync(asText ? AsTexts(Agent) : Agent);
        Assert.EndsWith("/voice/api/v1/admin/accounts/12440011/realTimeData/agent", path, StringComparison.Ordinal);
        Assert.Equal((200001, "12440012", "Front office"), (agent.AgentId, agent.AccountId, agent.AccountName));
        Assert.Equal(("Paco", "Vu", "Paco Vu"), (agent.FirstName, agent.LastName, agent.AgentName));
        Assert.Equal(("paco.vu@sandbox.example", "paco@office.example"), (agent.Username, agent.Email));
        Assert.Equal(("AGENT", 301, "Service team"), (agent.AgentType, agent.AgentGroupId, agent.AgentGroupName));
        Assert.Equal((90000000001, "6505550123", "Spanish"), (agent.AgentLoginId, agent.Phone, agent.Profile));
        Assert.Equal(("ON_CALL", "INBOUND"), (agent.State, agent.LoginType));
        Assert.Equal((TimeSpan.FromSeconds(75), TimeSpan.FromHours(1)), (agent.StateTime, agent.LoginTime));
        Assert.Equal((true, TimeSpan.FromSeconds(12)), (agent.PendingDisposition, agent.PendingDispositionTime));
        Assert.Equal((true, false, true), (agent.IsOffHook, agent.IsGhostLogin, agent.IsDequeueAgent));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 8, 30, 0, TimeSpan.Zero), agent.LastUpdate);
        Assert.Equal(
            ("202005081040440132050000019657", "6505550145", "8005550100"), (agent.Uii, agent.Ani, agent.Dnis));
        Assert.Equal((40001, 50001, 5001), (agent.GateId, agent.CampaignId, agent.LoginDialGroupId));
        Assert.Equal(("INBOUND", "Queue Sales"), (agent.CallSource, agent.CallSourceDescription));
        Assert.Equal((9, 2, TimeSpan.FromMinutes(30)), (agent.CallsHandled, agent.RingNoAnswer, agent.TalkTime));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"none\"")]
    [InlineData("1.5")]
    public async Task Takes_a_number_a_flag_or_a_time_that_is_none_for_missing_and_keeps_the_row(string value)
    {
        var row = $$"""
            {"agentId":5,"username":"sam@sandbox.example","agentGroupId":{{value}},"agentLoginId":{{value}},"lastUpdate":{{(value == "1.5" ? "null" : value)}},
             "isOffhook":{{value}},"gateId":{{value}},"callsHandled":{{value}},"stateTime":{{(value == "1.5" ? "-1" : value)}}}
            """;
        var (agent, _) = await ReadAgentAsync(row);
        Assert.Equal((5, "sam@sandbox.example"), (agent.AgentId, agent.Username));
        Assert.Equal((null, null, null), (agent.AgentGroupId, agent.AgentLoginId, agent.LastUpdate));
        Assert.Equal((null, null, null, null), (agent.IsOffHook, agent.GateId, agent.CallsHandled, agent.StateTime));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"callUii\":\"\",\"callAni\":\"\",\"callDnis\":\"\",\"gateId\":0,\"campaignId\":\"\"")]
    [InlineData(",\"callUii\":null,\"callAni\":null,\"callDnis\":null,\"gateId\":null,\"campaignId\":null")]
    public async Task Takes_a_call_that_is_empty_for_none(string call)
    {
        var (agent, _) = await ReadAgentAsync("""{"agentId":5,"agentState":"AVAILABLE","somethingNew":{"a":[1]}""" + call + "}");
        Assert.Equal((null, null, null), (agent.Uii, agent.Ani, agent.Dnis));
        Assert.Equal((null, null), (agent.GateId, agent.CampaignId));
        Assert.Equal((ClientBench.AccountId, null), (agent.AccountId, agent.AgentName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_every_field_of_a_voice_queue_as_a_number_and_as_a_text(bool asText)
    {
        var (queue, path) = await ReadQueueAsync(asText ? AsTexts(VoiceQueue) : VoiceQueue, RcxQueueChannel.Voice);
        Assert.EndsWith("/realTimeData/inbound", path, StringComparison.Ordinal);
        Assert.Equal((40001, "Sales", 4001, "Service"), (queue.GateId, queue.GateName, queue.GateGroupId, queue.GroupName));
        Assert.Equal(("Weekdays", "Holiday", "OPEN"), (queue.Schedule, queue.ScheduleOverride, queue.State));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 8, 30, 0, TimeSpan.Zero), queue.LastUpdate);
        AssertCounters(queue, RcxQueueChannel.Voice);
        Assert.Equal((3, 60, 20), (queue.ShortAbandon, queue.SlaPass, queue.SlaFail));
        Assert.Equal((7, 8, 44), (queue.ShortCall, queue.LongCall, queue.SuccessDispositions));
        Assert.Equal(0.75, queue.ServiceLevel);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_every_field_of_a_chat_queue_as_a_number_and_as_a_text(bool asText)
    {
        var (queue, path) = await ReadQueueAsync(asText ? AsTexts(ChatQueue) : ChatQueue, RcxQueueChannel.Chat);
        Assert.EndsWith("/realTimeData/chat", path, StringComparison.Ordinal);
        Assert.Equal((70001, "Web", 7001, "Digital"), (queue.GateId, queue.GateName, queue.GateGroupId, queue.GroupName));
        Assert.Equal(("Always", null, null), (queue.Schedule, queue.ScheduleOverride, queue.State));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795768200000), queue.LastUpdate);
        AssertCounters(queue, RcxQueueChannel.Chat);
        Assert.Equal((null, null, null), (queue.SlaPass, queue.SlaFail, queue.ServiceLevel));
    }

    [Theory]
    [InlineData("0", "0", null)]
    [InlineData("0", "4", 0.0)]
    [InlineData("3", "0", 1.0)]
    [InlineData("null", "4", null)]
    [InlineData("-1", "4", null)]
    [InlineData("2000000000", "2000000000", 0.5)]
    public async Task Tells_no_service_level_before_the_first_call(string pass, string fail, double? expected)
    {
        var (queue, _) = await ReadQueueAsync($$"""{"gateId":1,"slaPass":{{pass}},"slaFail":{{fail}}}""", RcxQueueChannel.Voice);
        Assert.Equal(expected, queue.ServiceLevel);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("null")]
    public async Task Tells_no_average_of_nothing(string count)
    {
        var (queue, _) = await ReadQueueAsync(
            $$"""{"gateId":1,"accepted":{{count}},"abandoned":{{count}},"totalAnswerTime":5,"totalTalkTime":5,"totalAbandonTime":5}""",
            RcxQueueChannel.Voice);
        Assert.Equal((null, null, null), (queue.AverageAnswerTime, queue.AverageTalkTime, queue.AverageAbandonTime));
    }

    [Fact]
    public async Task Calls_rows_without_ids_a_bad_response_and_no_rows_nobody()
    {
        using var foreign = ClientBench.Answering(ScriptedAnswer.Json("""[{"name":"x"},null]"""));
        await foreign.FailAsync(FailureKind.BadResponse, c => c.RealTime.GetAgentStatesAsync(ClientBench.AccountId, null, default));
        using var queues = ClientBench.Answering(ScriptedAnswer.Json("""[{"name":"x"}]"""));
        await queues.FailAsync(
            FailureKind.BadResponse,
            c => c.RealTime.GetQueueStatesAsync(ClientBench.AccountId, RcxQueueChannel.Voice, null, default));
        using var empty = ClientBench.Answering(ScriptedAnswer.Json("[]"));
        Assert.Empty(await empty.RunAsync(c => c.RealTime.GetAgentStatesAsync(ClientBench.AccountId, null, default)));
    }

    [Theory]
    [InlineData(RcxQueueChannel.Voice, "Voice")]
    [InlineData(RcxQueueChannel.Chat, "Digital")]
    public async Task Asks_for_the_availability_of_a_queue_of_either_channel(RcxQueueChannel channel, string type)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(
            """
            {"longestWaitingTimeInSeconds":42,"numberOfWaitingInteractions":"3","numberOfAgentsAvailable":0,"numberOfAgentsLoggedIn":5,
             "isQueueOpen":true,"more":1}
            """));
        var check = await bench.RunAsync(
            c => c.RealTime.GetQueueAvailabilityAsync(ClientBench.AccountId, 40001, channel, null, default));
        var request = Assert.Single(bench.ApiRequests);
        Assert.EndsWith("/voice/api/cx/routing/v1/sub-accounts/12440011/queues/40001/availability", request.Path, StringComparison.Ordinal);
        Assert.EndsWith("availability?queueType=" + type, request.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal((40001, channel, null), (check.GateId, check.Channel, check.DestinationNumber));
        Assert.Equal((3, TimeSpan.FromSeconds(42)), (check.Waiting, check.LongestWait));
        Assert.Equal((0, 5, true), (check.AgentsAvailable, check.AgentsLoggedIn, check.IsOpen));
    }

    [Fact]
    public async Task Calls_an_availability_that_tells_nothing_a_bad_response()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"status":"ok"}"""));
        await bench.FailAsync(
            FailureKind.BadResponse,
            c => c.RealTime.GetQueueAvailabilityAsync(ClientBench.AccountId, 40001, RcxQueueChannel.Voice, null, default));
    }

    private static void AssertCounters(RcxQueueState queue, RcxQueueChannel channel)
    {
        Assert.Equal((channel, "12440012"), (queue.Channel, queue.AccountId));
        Assert.Equal((3, 4, 1, TimeSpan.FromSeconds(95)), (queue.Active, queue.InQueue, queue.Routing, queue.LongestInQueue));
        Assert.Equal((6, 2), (queue.Staffed, queue.Available));
        Assert.Equal((100, 80, 10, 5), (queue.Presented, queue.Accepted, queue.Abandoned, queue.Deflected));
        Assert.Equal(
            (TimeSpan.FromSeconds(2000), TimeSpan.FromSeconds(1200), TimeSpan.FromSeconds(16000), TimeSpan.FromSeconds(507)),
            (queue.TotalQueueTime, queue.TotalAnswerTime, queue.TotalTalkTime, queue.TotalAbandonTime));
        Assert.Equal(
            (TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(200), TimeSpan.FromSeconds(51)),
            (queue.AverageAnswerTime, queue.AverageTalkTime, queue.AverageAbandonTime));
    }

    private static async Task<(RcxAgentState Agent, string Path)> ReadAgentAsync(string row)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($"[{row}]"));
        var agents = await bench.RunAsync(c => c.RealTime.GetAgentStatesAsync(ClientBench.AccountId, null, default));
        return (Assert.Single(agents), Assert.Single(bench.ApiRequests).Path);
    }

    private static async Task<(RcxQueueState Queue, string Path)> ReadQueueAsync(string row, RcxQueueChannel channel)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($"[{row}]"));
        var queues = await bench.RunAsync(c => c.RealTime.GetQueueStatesAsync(ClientBench.AccountId, channel, null, default));
        return (Assert.Single(queues), Assert.Single(bench.ApiRequests).Path);
    }

    private static string AsTexts(string row)
    {
        var fields = JsonNode.Parse(row)!.AsObject();
        foreach (var name in fields.Select(static field => field.Key).ToList())
            fields[name] = fields[name]!.ToString();

        return fields.ToJsonString();
    }
}
