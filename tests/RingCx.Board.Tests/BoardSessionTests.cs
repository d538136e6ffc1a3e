namespace RingCx.Board.Tests;

public sealed class BoardSessionTests
{
    private readonly BoardSession _session = Make.Session(Make.Board(Make.Waiting("w1", 200), Make.Waiting("w2", 100), Make.Talking("t1", 50)));

    [Theory]
    [InlineData(ConsoleKey.M, BoardAction.Monitor)]
    [InlineData(ConsoleKey.C, BoardAction.Coach)]
    [InlineData(ConsoleKey.B, BoardAction.BargeIn)]
    public void A_key_requests_its_action(ConsoleKey key, BoardAction action)
    {
        var request = _session.Press(ConsoleKey.End, key)!;
        Assert.Equal((action, "t1"), (request.Action, request.Call!.Uii));
    }

    [Theory]
    [InlineData(ConsoleKey.M)]
    [InlineData(ConsoleKey.C)]
    [InlineData(ConsoleKey.B)]
    public void Without_a_phone_for_the_supervisor_it_says_so(ConsoleKey key)
    {
        _session.HasSupervisorPhone = false;
        Assert.Null(_session.Press(ConsoleKey.Home, key));
        Assert.Contains("Connect-Rcx -SupervisorPhone", _session.Status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConsoleKey.M)]
    [InlineData(ConsoleKey.H)]
    [InlineData(ConsoleKey.R)]
    [InlineData(ConsoleKey.X)]
    public void Without_a_selected_call_nothing_is_requested(ConsoleKey key)
    {
        Assert.Null(_session.Press(key, ConsoleKey.Y));
        Assert.Contains("Choose a call", _session.Status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w1", ConsoleKey.Home)]
    [InlineData("w1", ConsoleKey.DownArrow)]
    [InlineData("w2", ConsoleKey.DownArrow, ConsoleKey.DownArrow)]
    [InlineData("t1", ConsoleKey.End)]
    [InlineData("t1", ConsoleKey.End, ConsoleKey.DownArrow, ConsoleKey.PageDown)]
    [InlineData("w2", ConsoleKey.End, ConsoleKey.UpArrow)]
    [InlineData("w1", ConsoleKey.End, ConsoleKey.PageUp, ConsoleKey.UpArrow)]
    public void The_arrow_keys_choose(string uii, params ConsoleKey[] keys)
    {
        Assert.Null(_session.Press(keys));
        Assert.Equal(uii, _session.SelectedUii);
    }

    [Fact]
    public void A_chosen_call_stays_chosen_wherever_it_moves()
    {
        _session.Press(ConsoleKey.End);
        _session.Update(Make.Board(Make.Talking("t1", 60), Make.Talking("t0", 5), Make.Talking("t2", 7)));
        Assert.Equal(("t1", 0), (_session.SelectedUii!, _session.Calls.Index));
    }

    [Fact]
    public void No_key_meant_for_a_call_that_has_ended_hits_the_next()
    {
        _session.Press(ConsoleKey.Home);
        _session.Update(Make.Board(Make.Waiting("w2", 100), Make.Talking("t1", 50)));
        Assert.Null(_session.SelectedUii);
        Assert.Null(_session.Press(ConsoleKey.M));
        _session.Press(ConsoleKey.DownArrow);
        Assert.Equal("w2", _session.SelectedUii);
    }

    [Fact]
    public void What_came_of_an_action_stands_when_its_call_has_ended()
    {
        _session.Press(ConsoleKey.Home);
        _session.Tell("Done: hang up.", StatusKind.Done);
        _session.Update(Make.Board());
        Assert.Equal("Done: hang up.", _session.Status);
    }

    [Fact]
    public void Hanging_up_asks_and_names_the_call()
    {
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.X));
        Assert.Equal("Hang up the call of Paco Vu in Sales, caller …0117?", _session.Question);
        var request = _session.Press(ConsoleKey.Y)!;
        Assert.Equal((BoardAction.HangUp, "t1"), (request.Action, request.Call!.Uii));
        Assert.Null(_session.Question);
    }

    [Theory]
    [InlineData(ConsoleKey.N)]
    [InlineData(ConsoleKey.Escape)]
    public void Hanging_up_can_be_called_off(ConsoleKey key)
    {
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.X, ConsoleKey.Enter, ConsoleKey.X, key, ConsoleKey.Y));
        Assert.Null(_session.Question);
    }

    [Fact]
    public void A_question_is_about_the_call_that_was_chosen_when_it_was_asked()
    {
        _session.Press(ConsoleKey.Home, ConsoleKey.X);
        _session.Update(Make.Board(Make.Waiting("w0", 900), Make.Waiting("w2", 100)));
        Assert.Equal("w1", _session.Press(ConsoleKey.Y)!.Call!.Uii);
    }

    [Theory]
    [InlineData(ConsoleKey.O, BoardAction.HoldOn)]
    [InlineData(ConsoleKey.F, BoardAction.HoldOff)]
    public void Hold_asks_on_or_off(ConsoleKey key, BoardAction action)
    {
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.H));
        Assert.StartsWith("Hold the call of Paco Vu", _session.Question, StringComparison.Ordinal);
        Assert.Equal(action, _session.Press(key)!.Action);
    }

    [Fact]
    public void Requeueing_offers_the_queues_in_use()
    {
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.R));
        Assert.Equal(["Sales", "Support"], _session.Queues.Select(queue => queue.Name));
        var request = _session.Press(ConsoleKey.DownArrow, ConsoleKey.Enter)!;
        Assert.Equal((BoardAction.Requeue, "t1", 40002), (request.Action, request.Call!.Uii, request.Queue!.Id));
    }

    [Fact]
    public void A_letter_finds_the_next_queue_that_begins_with_it()
    {
        _session.Press(ConsoleKey.End, ConsoleKey.R, ConsoleKey.S);
        Assert.Equal(1, _session.QueueIndex);
        _session.Press(ConsoleKey.S);
        Assert.Equal(0, _session.QueueIndex);
        _session.Press(ConsoleKey.Z);
        Assert.Equal(0, _session.QueueIndex);
        Assert.Null(_session.Press(ConsoleKey.Escape, ConsoleKey.Enter));
    }

    [Fact]
    public void Without_queues_it_says_so()
    {
        _session.Use([]);
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.R));
        Assert.Contains("not known", _session.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_asks_where_that_is_wanted()
    {
        _session.ConfirmsAll = true;
        Assert.Null(_session.Press(ConsoleKey.End, ConsoleKey.M));
        Assert.StartsWith("Monitor the call of Paco Vu", _session.Question, StringComparison.Ordinal);
        Assert.Equal(BoardAction.Monitor, _session.Press(ConsoleKey.Y)!.Action);
        Assert.Equal(BoardAction.HoldOff, _session.Press(ConsoleKey.H, ConsoleKey.F, ConsoleKey.Y)!.Action);
        Assert.Equal(BoardAction.Requeue, _session.Press(ConsoleKey.R, ConsoleKey.Enter, ConsoleKey.Y)!.Action);
        Assert.Null(_session.Press(ConsoleKey.B, ConsoleKey.N));
    }

    [Theory]
    [InlineData(ConsoleKey.M)]
    [InlineData(ConsoleKey.X)]
    public void One_action_at_a_time(ConsoleKey key)
    {
        _session.Busy = "busy";
        Assert.Null(_session.Press(ConsoleKey.End, key, ConsoleKey.Y));
        Assert.Null(_session.Question);
    }

    [Fact]
    public void Help_opens_and_any_key_closes_it()
    {
        _session.Press(new ConsoleKeyInfo('?', ConsoleKey.Oem2, true, false, false));
        Assert.Equal(BoardMode.Help, _session.Mode);
        Assert.Null(_session.Press(ConsoleKey.Q));
        Assert.Equal(BoardMode.Lists, _session.Mode);
    }

    [Theory]
    [InlineData(ConsoleKey.Q)]
    [InlineData(ConsoleKey.Escape)]
    public void It_ends(ConsoleKey key) => Assert.Equal(BoardAction.Quit, _session.Press(key)!.Action);

    [Fact]
    public void The_chosen_call_is_always_among_those_shown()
    {
        var session = Make.Session(Make.Full(100));
        foreach (var key in new[] { ConsoleKey.Home, ConsoleKey.PageDown, ConsoleKey.PageDown, ConsoleKey.UpArrow, ConsoleKey.End, ConsoleKey.PageUp, ConsoleKey.Home })
        {
            session.Press(key);
            var first = session.Calls.FirstShown(10);
            Assert.InRange(session.Calls.Index, first, first + 9);
        }

        session.Press(ConsoleKey.End);
        session.Calls.FirstShown(10);
        session.Update(Make.Full(5));
        Assert.Equal(0, session.Calls.FirstShown(10));
    }
}
