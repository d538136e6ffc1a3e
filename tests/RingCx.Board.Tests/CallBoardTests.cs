namespace RingCx.Board.Tests;

public sealed class CallBoardTests
{
    [Fact]
    public void Who_waits_longest_comes_first_then_the_longest_call()
    {
        var board = Make.Board(Make.Talking("t1", 30), Make.Waiting("w1", 10), Make.Talking("t2", 4000), Make.Waiting("w3", 400), Make.Waiting("w2", 70));
        Assert.Equal(["w3", "w2", "w1", "t2", "t1"], board.Calls.Select(row => row.Call.Uii));
        Assert.Equal(
            [AttentionLevel.Critical, AttentionLevel.Warning, AttentionLevel.Normal, AttentionLevel.Warning, AttentionLevel.Normal], board.Calls.Select(row => row.Level));
    }

    [Theory]
    [InlineData(59.9, AttentionLevel.Normal)]
    [InlineData(60, AttentionLevel.Warning)]
    [InlineData(179.9, AttentionLevel.Warning)]
    [InlineData(180, AttentionLevel.Critical)]
    public void A_wait_has_its_level_from_the_thresholds(double seconds, AttentionLevel level)
    {
        var board = Make.Board(Make.Waiting("w", seconds));
        Assert.Equal(level, board.Calls[0].Level);
        Assert.Equal(level, board.Queues[0].Level);
        Assert.Equal(level, board.Level);
    }

    [Fact]
    public void The_thresholds_can_be_others()
    {
        var thresholds = new BoardThresholds { WaitWarning = TimeSpan.FromSeconds(1), WaitCritical = TimeSpan.FromSeconds(2), CallWarning = TimeSpan.FromSeconds(3) };
        var board = new CallBoard([Make.Waiting("w", 2), Make.Talking("t", 3)], [], thresholds, Make.Now);
        Assert.Equal([AttentionLevel.Critical, AttentionLevel.Warning], board.Calls.Select(row => row.Level));
    }

    [Fact]
    public void A_queue_counts_its_calls()
    {
        var board = Make.Board(Make.Waiting("1", 10), Make.Waiting("2", 90, "sales"), Make.Talking("3", 5), Make.Talking("4", 5, queue: "Outbound"), Make.Waiting("5", 1, null));
        Assert.Equal(["Sales", "Outbound", "Support"], board.Queues.Select(queue => queue.Name));
        var sales = board.Queues[0];
        Assert.Equal((2, 1, TimeSpan.FromSeconds(90)), (sales.Waiting, sales.OnCalls, sales.LongestWait!.Value));
        Assert.Null(board.Queues[2].LongestWait);
        Assert.Equal((3, TimeSpan.FromSeconds(90)), (board.Waiting, board.LongestWait!.Value));
    }

    [Fact]
    public void Agents_are_listed_by_the_length_of_their_calls()
    {
        var board = Make.Board(Make.Talking("1", 10, "Ada"), Make.Talking("2", 1300, "Bo", "Support"), Make.Waiting("3", 500));
        Assert.Equal(["Bo", "Ada"], board.Agents.Select(row => row.Call!.Agent!));
        Assert.Equal(("Support", AttentionLevel.Warning), (board.Agents[0].Call!.Queue!, board.Agents[0].Level));
    }

    [Fact]
    public void A_call_without_times_or_names_is_shown_all_the_same()
    {
        var board = Make.Board(
            new BoardCall(new RcxActiveCall { Uii = "1" }), new BoardCall(new RcxActiveCall { Uii = "2", AgentFirstName = "Ada" }),
            new BoardCall(new RcxActiveCall { Uii = "3", EnqueueTime = Make.Now.AddSeconds(5) }));
        Assert.Equal(3, board.Calls.Count);
        Assert.Equal(1, board.Waiting);
        Assert.Equal(TimeSpan.Zero, board.LongestWait);
        Assert.Equal(["3 (waiting)", "1 (no agent)", "2 Ada"], board.Calls.Select(row => $"{row.Call.Uii} {row.Agent}"));
        Assert.Equal(string.Empty, BoardText.Of(board.Calls.Single(row => row.Call.Uii == "1").Time));
    }

    [Fact]
    public void Equals_keep_their_place()
    {
        var calls = Enumerable.Range(0, 50).Select(i => Make.Waiting($"{i:00}", 30)).ToArray();
        var first = Make.Board(calls).Calls.Select(row => row.Call.Uii);
        Array.Reverse(calls);
        Assert.Equal(first, Make.Board(calls).Calls.Select(row => row.Call.Uii));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.9, "0:59")]
    [InlineData(725, "12:05")]
    [InlineData(3723, "1:02:03")]
    [InlineData(-3, "0:00")]
    [InlineData(400_000, "111:06:40")]
    public void A_time_is_short(double seconds, string text) => Assert.Equal(text, BoardText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("a\u001b[2Jb", "a [2Jb")]
    [InlineData("a\r\nb\u2028c\u0007", "a  b c")]
    [InlineData("a\u202Eb", "a\uFFFDb")]
    [InlineData("a\u009bb", "a b")]
    [InlineData(" \t ", null)]
    [InlineData("Zoë 東京 😀", "Zoë 東京 😀")]
    public void A_text_contains_no_control_sequence_of_a_terminal(string text, string? shown) =>
        Assert.Equal(shown, new BoardCall(new RcxActiveCall { AgentFirstName = text }).Agent);

    [Theory]
    [InlineData("+1 (650) 555-0116", "caller …0116")]
    [InlineData("12", "caller unknown")]
    [InlineData(null, "caller unknown")]
    public void A_question_names_the_caller_s_last_four_digits_alone(string? caller, string words)
    {
        var call = Make.Waiting("w", 1, caller: caller);
        Assert.Equal($"the waiting call in Sales, {words}", call.Description);
    }
}
