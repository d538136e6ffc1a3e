namespace RingCx.Board.Tests;

public sealed class FloorSourceTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Local);

    private readonly List<TaskCompletionSource<IReadOnlyList<BoardAgent>>> _agents = [];
    private readonly List<TaskCompletionSource<IReadOnlyList<BoardQueueState>>> _queues = [];
    private readonly List<Task> _begun = [];
    private readonly SemaphoreSlim _asked = new(0);
    private readonly FloorSource _source;

    public FloorSourceTests() => _source = new FloorSource(
        _ => Ask(_agents),
        _ => Ask(_queues),
        static e => e is IOException ? new FloorFailure(e.Message, false) : e is UnauthorizedAccessException ? new FloorFailure(e.Message, true) : null,
        Interval);

    [Fact]
    public void Asks_for_both_at_once_and_again_when_it_is_time()
    {
        Assert.Equal(2, Begin(0));
        Assert.Equal(0, Begin(100));
        Answer(0, 100);
        Assert.Equal(2, Begin(101));
        Answer(1, 102);
        Assert.Equal(0, Begin(115.9));
        Assert.Equal(2, Begin(116));
    }

    [Fact]
    public void Keeps_the_last_answer_and_says_of_when_it_is_while_asking_fails()
    {
        Begin(0);
        Answer(0, 1);
        var floor = _source.Floor;
        Assert.Null(_source.Trouble(Seconds(16)));
        Begin(15);
        _agents[1].SetException(new IOException("No network."));
        _queues[1].SetException(new IOException("No network."));
        Take(20);
        Assert.Same(floor!.Agents, _source.Floor!.Agents);
        Assert.Same(floor.Queues, _source.Floor.Queues);
        Assert.Equal("Agents' states and queues' figures are of 12:00:01. No network.", _source.Trouble(Seconds(20)));
        Assert.Null(_source.Note);
        Begin(30);
        Answer(2, 31);
        Assert.Null(_source.Trouble(Seconds(31)));
    }

    [Fact]
    public void An_answer_that_does_not_come_makes_the_last_one_old()
    {
        Begin(0);
        Answer(0, 1);
        Begin(15);
        Assert.Null(_source.Trouble(Seconds(31)));
        Assert.Equal("Agents' states and queues' figures are of 12:00:01.", _source.Trouble(Seconds(31.1)));
    }

    [Fact]
    public void One_may_fail_without_the_other()
    {
        Begin(0);
        _agents[0].SetResult([]);
        _queues[0].SetException(new IOException("No network."));
        Take(1);
        Assert.NotNull(_source.Floor!.Agents);
        Assert.Null(_source.Floor.Queues);
        Assert.Equal("Queues' figures are not known. No network.", _source.Trouble(Seconds(1)));
    }

    [Fact]
    public void A_refusal_ends_the_asking_for_some_minutes_and_one_line_says_what_would_show_more()
    {
        Begin(0);
        Answer(0, 1);
        Begin(15);
        _agents[1].SetException(new UnauthorizedAccessException());
        _queues[1].SetException(new UnauthorizedAccessException());
        Take(16);
        Assert.Null(_source.Floor);
        Assert.Null(_source.Trouble(Seconds(100)));
        Assert.Contains("Reporting rights", _source.Note, StringComparison.Ordinal);
        Assert.Equal(0, Begin(315));
        Assert.Equal(2, Begin(316));
        Assert.NotNull(_source.Note);
        Answer(2, 317);
        Assert.Null(_source.Note);
        Assert.NotNull(_source.Floor);
    }

    [Fact]
    public void A_connection_that_was_closed_is_told_elsewhere_and_a_mistake_of_the_program_is_not_hidden()
    {
        Begin(0);
        _agents[0].SetCanceled();
        Take(1);
        Assert.Null(_source.Trouble(Seconds(1)));
        _queues[0].SetException(new InvalidOperationException());
        Assert.Throws<InvalidOperationException>(() => Take(2));
    }

    [Fact]
    public void What_the_board_shows_is_said_with_it()
    {
        (_source.GateId, _source.CountsWaiting) = (40001, true);
        Begin(0);
        Answer(0, 1);
        Assert.Equal((40001, true), (_source.Floor!.GateId, _source.Floor.CountsWaiting));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private Task<IReadOnlyList<T>> Ask<T>(List<TaskCompletionSource<IReadOnlyList<T>>> asked)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<T>>();
        asked.Add(answer);
        _asked.Release();
        return answer.Task;
    }

    private int Begin(double seconds)
    {
        var begun = _source.BeginDue(Seconds(seconds), CancellationToken.None);
        foreach (var asking in begun)
        {
            _asked.Wait();
            _begun.Add(asking);
        }

        return begun.Count;
    }

    private void Answer(int index, double seconds)
    {
        _agents[index].SetResult([Make.Agent("A", "AVAILABLE", 5)]);
        _queues[index].SetResult([]);
        Take(seconds);
    }

    // What was answered has arrived before it is taken.
    private void Take(double seconds)
    {
        var answered = _agents.Count(static a => a.Task.IsCompleted) + _queues.Count(static q => q.Task.IsCompleted);
        while (_begun.Count(static task => task.IsCompleted) < answered)
            Task.WaitAny([.. _begun.Where(static task => !task.IsCompleted)]);

        _source.TakeResults(Seconds(seconds), Noon.AddSeconds(seconds));
    }

    public void Dispose() => _asked.Dispose();
}
