namespace RingCx.Client.Tests;

public class AgentWatcherTests
{
    [Fact]
    public async Task Tells_who_came_changed_and_went()
    {
        var events = await WatchAsync(
            """[{"agentId":1,"agentLoginId":11,"agentState":"AVAILABLE"},{"agentId":2,"agentLoginId":12,"agentState":"AWAY"}]""",
            """[{"agentId":1,"agentLoginId":11,"agentState":"ON_CALL","callUii":"201"},{"agentId":3,"agentLoginId":13}]""");
        Assert.Equal(["LoggedIn 1", "LoggedIn 2"], events[0].Select(Describe));
        Assert.Equal(["Changed 1", "LoggedIn 3", "LoggedOut 2"], events[1].Select(Describe));
        var changed = events[1][0];
        Assert.Equal(["State", "Uii"], changed.Changed.OrderBy(static name => name, StringComparer.Ordinal));
        Assert.Equal(("ON_CALL", "AVAILABLE", "201"), (changed.State, changed.Previous, changed.Uii));
        Assert.Equal(("AWAY", "AWAY"), (events[1][2].State, events[1][2].Previous));
    }

    [Fact]
    public async Task Takes_time_that_passes_for_no_change()
    {
        const string Row =
            """[{{"agentId":1,"stateTime":{0},"loginTime":{0},"pendingDispositionTime":{0},"totalTalkTime":{0},"lastUpdate":{0}}}]""";
        var events = await WatchAsync(Filled(Row, 1), Filled(Row, 16));
        Assert.Empty(events[1]);
    }

    [Theory]
    [InlineData("agentState", "AVAILABLE", "LUNCH", nameof(RcxAgentState.State))]
    [InlineData("callUii", "201", "202", nameof(RcxAgentState.Uii))]
    [InlineData("pendingDisposition", "0", "1", nameof(RcxAgentState.PendingDisposition))]
    [InlineData("isOffhook", "0", "1", nameof(RcxAgentState.IsOffHook))]
    [InlineData("callsHandled", "3", "4", nameof(RcxAgentState.CallsHandled))]
    [InlineData("agentGroupName", "Day", "Night", nameof(RcxAgentState.AgentGroupName))]
    [InlineData("profileName", "Spanish", "English", nameof(RcxAgentState.Profile))]
    public async Task Tells_what_else_changes(string field, string before, string now, string property)
    {
        var events = await WatchAsync($$"""[{"agentId":1,"{{field}}":"{{before}}"}]""", $$"""[{"agentId":1,"{{field}}":"{{now}}"}]""");
        Assert.Equal([property], Assert.Single(events[1]).Changed);
    }

    [Fact]
    public async Task Tells_a_new_login_of_the_same_agent()
    {
        var events = await WatchAsync("""[{"agentId":1,"agentLoginId":11}]""", """[{"agentId":1,"agentLoginId":12}]""");
        Assert.Equal(["LoggedIn 1", "LoggedOut 1"], events[1].Select(Describe));
    }

    [Fact]
    public async Task Takes_a_row_that_comes_twice_for_one_agent()
    {
        var events = await WatchAsync("""[{"agentId":1,"agentState":"AWAY"},{"agentId":1,"agentState":"LUNCH"}]""", """[{"agentId":1,"agentState":"AWAY"}]""");
        Assert.Equal(["LoggedIn 1"], events[0].Select(Describe));
        Assert.Empty(events[1]);
    }

    [Fact]
    public async Task Learns_nothing_from_an_answer_that_does_not_come()
    {
        using var bench = ClientBench.Answering(
            ScriptedAnswer.Json("""[{"agentId":1,"agentState":"AWAY"}]"""),
            ScriptedAnswer.Json("""{"errorCode":"x"}"""),
            ScriptedAnswer.Json("[]"));
        await bench.RunAsync(async client =>
        {
            var watcher = client.RealTime.Watch(ClientBench.AccountId);
            await watcher.PollAsync(null, default);
            await Assert.ThrowsAsync<RingCxException>(() => watcher.PollAsync(null, default));
            Assert.Equal("AWAY", Assert.Single(watcher.Agents).State);
            Assert.Equal(RcxAgentEventKind.LoggedOut, Assert.Single(await watcher.PollAsync(null, default)).Event);
            return true;
        });
    }

    private static string Describe(RcxAgentEvent change) => $"{change.Event} {change.AgentId}";

    private static string Filled(string format, int value) => string.Format(CultureInfo.InvariantCulture, format, value);

    private static async Task<List<IReadOnlyList<RcxAgentEvent>>> WatchAsync(params string[] answers)
    {
        using var bench = ClientBench.Answering([.. answers.Select(static answer => ScriptedAnswer.Json(answer))]);
        return await bench.RunAsync(async client =>
        {
            var watcher = client.RealTime.Watch(ClientBench.AccountId);
            var all = new List<IReadOnlyList<RcxAgentEvent>>();
            foreach (var _ in answers)
                all.Add(await watcher.PollAsync(null, default));

            return all;
        });
    }
}
