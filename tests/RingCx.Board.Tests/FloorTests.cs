namespace RingCx.Board.Tests;

/// <summary>The agents' list and the queues' figures.</summary>
public sealed class FloorTests
{
    [Fact]
    public void Who_needs_attention_comes_first_then_calls_pending_away_and_available()
    {
        var board = Make.Floor(
            [
                Make.Agent("Free Long", "AVAILABLE", 90_000), Make.Agent("Free Short", "Available", 5), Make.Agent("Away", "LUNCH", 300),
                Make.Agent("Late", "LUNCH", 900), Make.Agent("Lost", "LUNCH", 1800), Make.Agent("Pending", "WRAP_UP", 30, pending: 20),
                Make.Agent("Overdue", "WRAP_UP", 130, pending: 120), Make.Agent("Forgot", "WRAP_UP", 250, pending: 240),
                Make.Agent("Brief", "ON_CALL", 60, "t1"), Make.Agent("Long", "ON_CALL", 600, "t2"), Make.Agent("Endless", "ON_CALL", 1201, "t3"),
            ],
            Make.Talking("t1", 60, "Brief"), Make.Talking("t2", 600, "Long"), Make.Talking("t3", 1201, "Endless"));
        Assert.Equal(
            ["!! Forgot", "!! Lost", "! Endless", "! Overdue", "! Late", " Long", " Brief", " Pending", " Away", " Free Long", " Free Short"],
            board.Agents.Select(row => $"{Palette.Mark(row.Level)} {row.Name}"));
        Assert.Equal((3, 2), (board.AgentsOnCalls, board.AgentsAvailable));
    }

    [Theory]
    [InlineData("LUNCH", 899.9, AttentionLevel.Normal)]
    [InlineData("LUNCH", 900, AttentionLevel.Warning)]
    [InlineData("LUNCH", 1799.9, AttentionLevel.Warning)]
    [InlineData("LUNCH", 1800, AttentionLevel.Critical)]
    [InlineData("AVAILABLE", 50_000, AttentionLevel.Normal)]
    [InlineData(" available ", 50_000, AttentionLevel.Normal)]
    [InlineData("On-Call", 1000, AttentionLevel.Normal)]
    [InlineData("ON_CALL", 1200, AttentionLevel.Warning)]
    [InlineData("", 900, AttentionLevel.Warning)]
    public void A_state_has_its_level_from_the_thresholds(string state, double seconds, AttentionLevel level) =>
        Assert.Equal(level, Make.Floor([Make.Agent("A", state, seconds)]).Agents.Single().Level);

    [Theory]
    [InlineData(119.9, AttentionLevel.Normal)]
    [InlineData(120, AttentionLevel.Warning)]
    [InlineData(239.9, AttentionLevel.Warning)]
    [InlineData(240, AttentionLevel.Critical)]
    public void A_pending_disposition_has_its_level_whatever_the_state(double seconds, AttentionLevel level)
    {
        foreach (var state in new[] { "AVAILABLE", "WRAP_UP", "ON_CALL" })
            Assert.Equal(level, Make.Floor([Make.Agent("A", state, 5, pending: seconds)]).Agents.Single().Level);
    }

    [Fact]
    public void The_thresholds_can_be_others_however_long()
    {
        var thresholds = new BoardThresholds { AwayWarning = TimeSpan.MaxValue, PendingWarning = TimeSpan.FromSeconds(1) };
        BoardAgent[] agents = [Make.Agent("A", "LUNCH", 1e9), Make.Agent("B", "WRAP_UP", 5, pending: 1)];
        var board = new CallBoard([], [], thresholds, Make.Now, new BoardFloor(agents, null));
        Assert.Equal(["! B", " A"], board.Agents.Select(row => $"{Palette.Mark(row.Level)} {row.Name}"));
    }

    [Fact]
    public void Clocks_run_on_between_two_answers()
    {
        var row = Make.Floor([Make.Agent("A", "WRAP_UP", 100, pending: 60, old: 12)]).Agents.Single();
        Assert.Equal((112, 72), (row.Time!.Value.TotalSeconds, row.Pending!.Value.TotalSeconds));
        row = Make.Floor([Make.Agent("A", "WRAP_UP", 100, old: -2)]).Agents.Single();
        Assert.Equal((100, null), (row.Time!.Value.TotalSeconds, row.Pending));
        var queue = new CallBoard([], [], new BoardThresholds(), Make.Now, new BoardFloor(null, [Make.Figures(1, "Q", 2, longest: 50, old: 12)]) { CountsWaiting = true }).Queues.Single();
        Assert.Equal((2, 62, AttentionLevel.Warning), (queue.Waiting, queue.LongestWait!.Value.TotalSeconds, queue.Level));
    }

    [Fact]
    public void An_agent_has_the_listed_call_that_both_say_it_is()
    {
        var board = Make.Floor(
            [
                Make.Agent("Paco Vu", "ON_CALL", 50, "t1", 40002), Make.Agent("Ada", "ON_CALL", 40, "w1", 40001), Make.Agent("Bo", "ON_CALL", 30, "t2", 40001),
                Make.Agent("Cy", "ON_CALL", 20, "gone", 40002), Make.Agent("Di", "AVAILABLE", 10),
            ],
            Make.Talking("t1", 50, "PACO VU", "Sales"), Make.Waiting("w1", 5), Make.Talking("t2", 5, "Somebody Else"), Make.Talking("t3", 5, "Di"));
        Assert.Equal(["Paco Vu t1 Sales", "Ada  Sales", "Bo  Sales", "Cy  Support", "Di  "], board.Agents.Select(row => $"{row.Name} {row.Call?.Uii} {row.Queue}"));
        Assert.Equal(4, board.AgentsOnCalls);
    }

    [Fact]
    public void A_call_whose_agent_is_not_named_is_that_of_the_agent_who_says_so()
    {
        var call = new BoardCall(new RcxActiveCall { Uii = "1", EnqueueTime = Make.Now.AddSeconds(-9), DequeueTime = Make.Now });
        Assert.Equal("1", Make.Floor([Make.Agent("A", "ON_CALL", 5, "1")], call).Agents.Single().Call!.Uii);
    }

    [Fact]
    public void One_queue_shows_the_agents_whose_call_is_in_it()
    {
        BoardAgent[] agents =
        [
            Make.Agent("Its", "ON_CALL", 50, "t1", 40001), Make.Agent("Listed", "ON_CALL", 40, "t2"), Make.Agent("Other", "ON_CALL", 30, "x", 40002), Make.Agent("Free", "AVAILABLE", 5),
        ];
        var floor = new BoardFloor(agents, [Make.Figures(40001, "Sales"), Make.Figures(40002, "Support")]) { GateId = 40001 };
        var board = new CallBoard([Make.Talking("t2", 40, "Listed")], [Make.Queue(40001, "Sales")], new BoardThresholds(), Make.Now, floor);
        Assert.Equal(["Its", "Listed"], board.Agents.Select(row => row.Name));
        Assert.Equal(["Sales"], board.Queues.Select(row => row.Name));
    }

    [Fact]
    public void Of_two_logins_of_an_agent_both_are_there()
    {
        var board = Make.Floor([Make.Agent("A", "LUNCH", 5), Make.Agent("A", "AVAILABLE", 5, login: 2)]);
        Assert.Equal(2, board.Agents.Select(row => row.Key).Distinct().Count());
    }

    [Fact]
    public void A_login_with_nobody_behind_it_says_so()
    {
        var agent = new BoardAgent(new RcxAgentState { AgentId = 5, State = "AWAY", IsGhostLogin = true });
        Assert.Equal(("5", "AWAY (ghost)"), (agent.Name, agent.State));
        Assert.Equal("(unknown)", new BoardAgent(new RcxAgentState { AgentId = 5, State = "\u001b" }).State);
    }

    [Fact]
    public void A_queue_has_its_figures()
    {
        var figures = new[] { Make.Figures(40001, "SALES", staffed: 12, available: 3), Make.Figures(40002, "Support", pass: 0, fail: 0), Make.Figures(9, "Unused", staffed: 0, available: 0) };
        var board = new CallBoard([Make.Waiting("w", 10)], Make.Queues, new BoardThresholds(), Make.Now, new BoardFloor(null, figures));
        Assert.Equal(["Sales 1 12 3 0.87", "Support 0 3 1 "], board.Queues.Select(row => FormattableString.Invariant($"{row.Name} {row.Waiting} {row.Staffed} {row.Available} {row.ServiceLevel}")));
        Assert.True(board.HasQueueStates);
        Assert.False(board.HasAgentStates);
    }

    [Theory]
    [InlineData(1, 0, 5, AttentionLevel.Warning)]
    [InlineData(1, 1, 5, AttentionLevel.Normal)]
    [InlineData(0, 0, 5, AttentionLevel.Normal)]
    [InlineData(1, 0, 400, AttentionLevel.Critical)]
    public void A_queue_where_calls_wait_and_nobody_is_available_is_marked(int waiting, int available, double seconds, AttentionLevel level)
    {
        var calls = Enumerable.Range(0, waiting).Select(i => Make.Waiting($"{i}", seconds));
        var floor = new BoardFloor(null, [Make.Figures(40001, "Sales", available: available)]);
        Assert.Equal(level, new CallBoard([.. calls], Make.Queues, new BoardThresholds(), Make.Now, floor).Queues[0].Level);
    }

    [Fact]
    public void Queues_of_one_name_are_a_line_and_the_worse_counts()
    {
        var figures = new[] { Make.Figures(1, "Sales", 1, 5, 2, 90, 10, longest: 9), Make.Figures(2, "sales", 2, 3, 0, 40, 60, longest: 7) };
        var row = new CallBoard([], [], new BoardThresholds(), Make.Now, new BoardFloor(null, figures) { CountsWaiting = true }).Queues.Single();
        Assert.Equal((3, 9, 5, 2, 0.4), (row.Waiting, row.LongestWait!.Value.TotalSeconds, row.Staffed, row.Available, row.ServiceLevel!.Value));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(0.0, "0%")]
    [InlineData(0.29, "29%")]
    [InlineData(0.999, "99%")]
    [InlineData(1.0, "100%")]
    public void A_part_is_rounded_down(double? part, string text) => Assert.Equal(text, BoardText.Percent(part));
}
