namespace RingCx.Board.Tests;

/// <summary>Keys in the agents' list.</summary>
public sealed class AgentsListTests
{
    private static readonly BoardAgent Paco = Make.Agent("Paco Vu", "ON_CALL", 50, "t1");
    private static readonly BoardAgent Free = Make.Agent("Free", "AVAILABLE", 5, login: 2);
    private static readonly BoardCall PacosCall = Make.Talking("t1", 50);

    private readonly BoardSession _session = Make.Session(Make.Floor([Free, Paco], Make.Waiting("w1", 200), PacosCall));

    [Theory]
    [InlineData(ConsoleKey.Tab)]
    [InlineData(ConsoleKey.LeftArrow)]
    [InlineData(ConsoleKey.RightArrow)]
    public void A_key_goes_to_the_agents_and_back(ConsoleKey key)
    {
        Assert.Null(_session.Press(key));
        Assert.Equal(BoardList.Agents, _session.Focus);
        _session.Press(ConsoleKey.DownArrow);
        Assert.Equal((0, -1, "t1"), (_session.Agents.Index, _session.Calls.Index, _session.SelectedUii!));
        _session.Press(key);
        Assert.Equal(BoardList.Calls, _session.Focus);
        Assert.Null(_session.SelectedUii);
        _session.Press(ConsoleKey.DownArrow);
        Assert.Equal((0, 0, "w1"), (_session.Agents.Index, _session.Calls.Index, _session.SelectedUii!));
    }

    [Theory]
    [InlineData(BoardAction.Monitor, ConsoleKey.M)]
    [InlineData(BoardAction.Coach, ConsoleKey.C)]
    [InlineData(BoardAction.BargeIn, ConsoleKey.B)]
    [InlineData(BoardAction.HoldOn, ConsoleKey.H, ConsoleKey.O)]
    [InlineData(BoardAction.Requeue, ConsoleKey.R, ConsoleKey.Enter)]
    [InlineData(BoardAction.HangUp, ConsoleKey.X, ConsoleKey.Y)]
    public void A_key_acts_on_the_agent_s_call(BoardAction action, params ConsoleKey[] keys)
    {
        _session.Press(ConsoleKey.Home, ConsoleKey.Tab, ConsoleKey.Home);
        var request = _session.Press(keys)!;
        Assert.Equal((action, "t1"), (request.Action, request.Call!.Uii));
    }

    [Theory]
    [InlineData(ConsoleKey.M)]
    [InlineData(ConsoleKey.H)]
    [InlineData(ConsoleKey.R)]
    [InlineData(ConsoleKey.X)]
    public void An_agent_without_a_call_says_so_and_nothing_is_sent(ConsoleKey key)
    {
        // Neither a chosen call in the other list is meant, nor that of the agent who was chosen before.
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home, ConsoleKey.Tab);
        _session.Update(_session.Board);
        Assert.Null(_session.Press(ConsoleKey.Home, ConsoleKey.Tab, ConsoleKey.End, key, ConsoleKey.O, ConsoleKey.Enter, ConsoleKey.Y));
        Assert.Equal("Free is not on a call, so nothing was sent.", _session.Status);
        Assert.Equal(BoardMode.Lists, _session.Mode);
        _session.Update(_session.Board);
        Assert.NotEmpty(_session.Status);
    }

    [Fact]
    public void A_call_that_is_not_listed_is_not_acted_on()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home);
        _session.Update(Make.Floor([Free, Paco], Make.Waiting("t1", 3)));
        Assert.Null(_session.Press(ConsoleKey.M));
        Assert.Equal("Paco Vu's call is not in the list of calls, so nothing was sent.", _session.Status);
    }

    [Fact]
    public void Without_a_chosen_agent_nothing_is_requested()
    {
        Assert.Null(_session.Press(ConsoleKey.Home, ConsoleKey.Tab, ConsoleKey.M));
        Assert.Contains("Choose an agent", _session.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void The_selection_follows_the_agent_and_ends_when_the_agent_goes()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.End);
        var first = Make.Agent("Late", "LUNCH", 5000, login: 3);
        _session.Update(Make.Floor([Paco, first, Make.Agent("Free", "LUNCH", 6000, login: 2)], PacosCall));
        Assert.Equal(0, _session.Agents.Index);
        _session.Update(Make.Floor([Paco, first], PacosCall));
        Assert.Equal(-1, _session.Agents.Index);
        Assert.Equal("The chosen agent is no longer listed.", _session.Status);
        Assert.Null(_session.Press(ConsoleKey.M, ConsoleKey.X, ConsoleKey.Y));
    }

    [Fact]
    public void Down_goes_on_from_where_the_chosen_agent_was_last()
    {
        BoardAgent[] others = [Make.Agent("A", "LUNCH", 800, login: 3), Make.Agent("B", "LUNCH", 700, login: 4), Make.Agent("D", "LUNCH", 500, login: 5)];
        _session.Update(Make.Floor([Make.Agent("C", "LUNCH", 850, login: 6), .. others]));
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home);
        _session.Update(Make.Floor([Make.Agent("C", "LUNCH", 600, login: 6), .. others]));
        _session.Update(Make.Floor(others));
        _session.Press(ConsoleKey.DownArrow);
        Assert.Equal("D", _session.Board.Agents[_session.Agents.Index].Name);
    }

    [Fact]
    public void A_key_that_was_meant_for_the_call_before_does_not_hit_the_next()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home);
        Switch("t2");
        Assert.Null(_session.Press(ConsoleKey.M));
        Assert.Equal("Paco Vu has another call now. Press the key again for the call of Paco Vu in Sales, caller …0117.", _session.Status);
        Assert.Equal("t2", _session.Press(ConsoleKey.M)!.Call!.Uii);
    }

    [Fact]
    public void Nor_does_it_after_a_moment_without_a_call()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home);
        _session.Update(Make.Floor([Free, Make.Agent("Paco Vu", "AVAILABLE", 1)]));
        Switch("t2");
        Assert.Null(_session.Press(ConsoleKey.X, ConsoleKey.Y));
    }

    [Fact]
    public void A_call_that_an_agent_takes_while_chosen_is_meant()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.End);
        _session.Update(Make.Floor([Paco, Make.Agent("Free", "ON_CALL", 1, "t9", login: 2)], PacosCall, Make.Talking("t9", 1, "Free")));
        Assert.Equal("t9", _session.Press(ConsoleKey.M)!.Call!.Uii);
    }

    [Theory]
    [InlineData(ConsoleKey.X)]
    [InlineData(ConsoleKey.H)]
    [InlineData(ConsoleKey.R)]
    public void A_question_does_not_carry_over_to_the_next_call(ConsoleKey key)
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home, key);
        Assert.NotNull(_session.Question);
        Switch("t2");
        Assert.Null(_session.Question);
        Assert.Contains("nothing was done", _session.Status, StringComparison.Ordinal);
        Assert.Null(_session.Press(ConsoleKey.Y, ConsoleKey.O, ConsoleKey.Enter));
    }

    [Fact]
    public void A_question_stays_while_the_call_does()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home, ConsoleKey.X);
        _session.Update(Make.Floor([Paco], PacosCall));
        Assert.Equal("t1", _session.Press(ConsoleKey.Y)!.Call!.Uii);
    }

    [Fact]
    public void A_question_from_the_calls_does_not_depend_on_the_agents()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home, ConsoleKey.Tab, ConsoleKey.Home, ConsoleKey.X);
        Switch("t2");
        Assert.Equal("w1", _session.Press(ConsoleKey.Y)!.Call!.Uii);
    }

    [Fact]
    public void A_hint_does_not_carry_over_either_but_what_came_of_an_action_stands()
    {
        _session.Press(ConsoleKey.Tab, ConsoleKey.Home);
        _session.Tell("A hint.", StatusKind.Hint);
        Switch("t2");
        Assert.Empty(_session.Status);
        _session.Tell("Done: hold.", StatusKind.Done);
        Switch("t3");
        Assert.Equal("Done: hold.", _session.Status);
    }

    [Fact]
    public void Where_the_states_are_not_told_it_is_the_calls_of_agents()
    {
        var session = Make.Session(Make.Board(PacosCall, Make.Talking("t2", 5, "Ada")));
        Assert.Equal("t2", session.Press(ConsoleKey.Tab, ConsoleKey.End, ConsoleKey.M)!.Call!.Uii);
        session.Update(Make.Board(PacosCall));
        Assert.Equal("The chosen call has ended.", session.Status);
        Assert.Null(session.Press(ConsoleKey.M));
    }

    private void Switch(string uii) =>
        _session.Update(Make.Floor([Free, Make.Agent("Paco Vu", "ON_CALL", 1, uii)], Make.Talking(uii, 1), Make.Waiting("w1", 200)));
}
