namespace RingCx.Sandbox;

/// <summary>
/// The chat queues of an account. Chats come and go on their own; the service team has them beside its calls, two an agent. Not
/// thread-safe: the engine holds its lock.
/// </summary>
internal sealed class ChatWorld
{
    private const int MostWaiting = 8;

    private readonly SeededRandom _random;
    private readonly Timeline _time;
    private readonly IReadOnlyList<SimulatedAgent> _team;
    private readonly bool _live;
    private int _next;

    public ChatWorld(SandboxOptions options, int index, Timeline time, IReadOnlyList<SimulatedAgent> team)
    {
        (_time, _team, _live) = (time, team, options.Live);
        _random = new SeededRandom(options.Seed, "chats of account " + index.ToString(CultureInfo.InvariantCulture));
        ChatQueueGroupId = 9001 + (10 * index);
        Queues = [Queue(90001 + (100 * index), "Web chat", 150), Queue(90002 + (100 * index), "App chat", 300)];
        AddActive(Queues[0], 240, 12);
        AddActive(Queues[0], 75, 31);
        Wait(Queues[0], 40);
        AddActive(Queues[1], 130, 8);
        foreach (var queue in Queues.Where(_ => _live))
            _time.Plan(_random.Exponential(queue.SecondsBetweenArrivals), () => Arrive(queue));
    }

    public int ChatQueueGroupId { get; }

    public string ChatQueueGroupName { get; } = "Chat";

    public IReadOnlyList<ChatQueue> Queues { get; }

    /// <summary>Who is there for every one of the queues.</summary>
    public QueueStaff Staff => new(_team.Count(agent => agent.IsLoggedIn), _team.Count(agent => agent.TakesChats));

    public ChatQueue? Find(int chatQueueId) => Queues.FirstOrDefault(queue => queue.ChatQueueId == chatQueueId);

    public void StartDay()
    {
        foreach (var queue in Queues)
            queue.Counters.StartDay(queue.Waiting.Count);
    }

    /// <summary>Gives those that could have been answered already to whoever has come meanwhile.</summary>
    public void AnswerReady()
    {
        var ready = Queues.SelectMany(queue => queue.Waiting).Where(chat => chat.IsReady).OrderBy(chat => chat.EnqueueTime);
        foreach (var chat in ready.ToList())
        {
            if (FreeAgent() is not { } agent)
                return;

            Answer(chat, agent);
        }
    }

    private ChatQueue Queue(int chatQueueId, string name, double secondsBetweenArrivals)
    {
        var sinceMidnight = (_time.Now - AccountDirectory.MidnightBefore(_time.Now)).TotalSeconds;
        var presented = sinceMidnight / secondsBetweenArrivals * (0.9 + (0.2 * _random.NextDouble()));
        return new ChatQueue(chatQueueId, name, secondsBetweenArrivals, QueueCounters.Earlier(_random, presented));
    }

    private void AddActive(ChatQueue queue, double ageSeconds, double waitedSeconds)
    {
        var chat = Enter(queue, ageSeconds);
        Connect(chat, FreeAgent()!, TimeSpan.FromSeconds(waitedSeconds));
    }

    private void Arrive(ChatQueue queue)
    {
        _time.Plan(_random.Exponential(queue.SecondsBetweenArrivals), () => Arrive(queue));
        if (queue.Waiting.Count < MostWaiting)
        {
            Wait(queue, 0);
        }
        else
        {
            queue.Counters.Present();
            queue.Counters.Deflect(TimeSpan.Zero);
        }
    }

    private SimulatedChat Enter(ChatQueue queue, double ageSeconds)
    {
        var chat = new SimulatedChat(queue, _time.Now - TimeSpan.FromSeconds(ageSeconds));
        queue.Counters.Present();
        queue.Waiting.Add(chat);
        return chat;
    }

    private void Wait(ChatQueue queue, double ageSeconds)
    {
        var chat = Enter(queue, ageSeconds);
        if (!_live)
            return;

        _time.Plan(_random.Between(5, 60), () =>
        {
            chat.IsReady = true;
            AnswerReady();
        });
        _time.Plan(_random.Between(20, 300), () =>
        {
            if (queue.Waiting.Remove(chat))
                queue.Counters.Abandon(_time.Now - chat.EnqueueTime);
        });
    }

    private void Answer(SimulatedChat chat, SimulatedAgent agent) => Connect(chat, agent, _time.Now - chat.EnqueueTime);

    private void Connect(SimulatedChat chat, SimulatedAgent agent, TimeSpan waited)
    {
        var queue = chat.Queue;
        queue.Waiting.Remove(chat);
        queue.Counters.Accept(waited);
        queue.Active++;
        agent.Chats++;
        if (!_live)
            return;

        _time.Plan(_random.Between(120, 480), () =>
        {
            queue.Active--;
            agent.Chats--;
            queue.Counters.Finish(_time.Now - chat.EnqueueTime - waited);
            AnswerReady();
        });
    }

    /// <summary>The next of the team, in turn, who takes chats.</summary>
    private SimulatedAgent? FreeAgent()
    {
        for (var i = 0; i < _team.Count; i++)
        {
            var agent = _team[_next];
            _next = (_next + 1) % _team.Count;
            if (agent.TakesChats)
                return agent;
        }

        return null;
    }
}

/// <summary>A chat queue with its chats. Those that wait are in the order in which they came.</summary>
internal sealed class ChatQueue(int chatQueueId, string name, double secondsBetweenArrivals, QueueCounters counters)
{
    public int ChatQueueId => chatQueueId;

    public string Name => name;

    public double SecondsBetweenArrivals => secondsBetweenArrivals;

    public QueueCounters Counters => counters;

    public List<SimulatedChat> Waiting { get; } = [];

    public int Active { get; set; }

    public QueueLoad Load(DateTimeOffset now) =>
        new(Active, Waiting.Count, Waiting.Count == 0 ? TimeSpan.Zero : now - Waiting[0].EnqueueTime);
}

internal sealed class SimulatedChat(ChatQueue queue, DateTimeOffset enqueueTime)
{
    public ChatQueue Queue => queue;

    public DateTimeOffset EnqueueTime => enqueueTime;

    /// <summary>Whether an agent who has time takes it at once.</summary>
    public bool IsReady { get; set; }
}
