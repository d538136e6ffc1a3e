using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>
/// What is true of the agents and the calls, apart from what the service answers about them: the calls come from the sandbox's own list, and
/// who is there and in what state from what this run has told the agents to do. A request is served, and the floor looked at, in one piece.
/// </summary>
internal sealed class Floor(Simulation simulation, Findings findings)
{
    private readonly Lock _gate = new();
    private readonly AsyncLocal<List<Served>?> _trail = new();
    private readonly Dictionary<string, FloorAgent> _agents = [];
    private readonly Dictionary<string, KnownCall> _calls = [];
    private readonly Dictionary<int, QueueTally> _queues = [];
    private DateTimeOffset _lookedAt;

    public IReadOnlyCollection<FloorAgent> Agents => _agents.Values;

    /// <summary>The requests that a fault has struck so far.</summary>
    public int Faults
    {
        get
        {
            lock (_gate)
            {
                return simulation.Traffic.Faults;
            }
        }
    }

    /// <summary>Begins: everybody takes work, but for those who belong to no team.</summary>
    public void Open(IEnumerable<RcxAgent> agents)
    {
        lock (_gate)
        {
            Look();
            foreach (var agent in agents)
            {
                _agents.Add(agent.Username!, new FloorAgent(agent.Username!, agent.AgentGroupId!.Value));
            }

            foreach (var agent in _agents.Values)
            {
                Choose(agent, agent.IsInService || agent.Dials ? FloorAgent.Available : "AWAY");
            }

            // Once more, so that the calls of the beginning find their agents.
            _calls.Clear();
            _queues.Clear();
            Look();
        }
    }

    /// <summary>Notes the requests that are served while something is done.</summary>
    public async Task<IReadOnlyList<Served>> FollowAsync(Func<Task> act)
    {
        var trail = _trail.Value = [];
        await act();
        return trail;
    }

    /// <summary>Lets the service serve a request.</summary>
    /// <returns>The answer on its way, and the fault that struck the request.</returns>
    public (Task<HttpResponseMessage> Answering, SandboxFaultKind? Fault) Serve(Func<Task<HttpResponseMessage>> serve)
    {
        lock (_gate)
        {
            var answering = serve();
            if (simulation.Count() is not [var exchange])
            {
                findings.Add("A request was not served at once, or another with it, so that nobody knows what it met.");
                return (answering, null);
            }

            Look();
            _trail.Value?.Add(new Served(exchange, Now()));
            return (answering, exchange.Fault);
        }
    }

    /// <summary>Looks at the calls, so that what happens to them is known almost to the second.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            Look();
        }
    }

    /// <summary>Lets an agent do something.</summary>
    public void Move(Action<Floor> move)
    {
        lock (_gate)
        {
            Look();
            move(this);
            Look();
        }
    }

    public void LogIn(FloorAgent agent)
    {
        simulation.Engine.SetAgentPresence(agent.Username, true, agent.IsOffHook);
        agent.LogIn(_lookedAt);
    }

    public void LogOut(FloorAgent agent)
    {
        simulation.Engine.SetAgentPresence(agent.Username, false, agent.IsOffHook);
        agent.LogOut(_lookedAt);
    }

    public void Hook(FloorAgent agent, bool isOffHook)
    {
        simulation.Engine.SetAgentPresence(agent.Username, true, isOffHook);
        agent.Hook(isOffHook);
    }

    public void Choose(FloorAgent agent, string state)
    {
        simulation.Engine.SetAgentState(agent.Username, state);
        agent.Choose(state);
    }

    /// <summary>Lets callers who wait in a queue hang up.</summary>
    public int GiveUp(int most)
    {
        var leaving = _calls.Values.Where(static known => known.Agent is null && known.Call.GateId is not null).Take(most).ToList();
        leaving.ForEach(known => simulation.Engine.EndCall(known.Call.Uii));
        return leaving.Count;
    }

    private FloorLook Now() => new(
        _lookedAt,
        [.. _calls.Values.Select(static c => c.Call)],
        _agents.Values.Select(agent => agent.At(_lookedAt)).OfType<AgentTruth>().ToDictionary(static a => a.Agent.Username),
        new Dictionary<int, QueueTally>(_queues));

    private void Look()
    {
        var calls = simulation.Engine.Calls.ToDictionary(static c => c.Uii);
        var clock = simulation.Engine.Clock.UtcNow;
        // The sandbox's time goes by whole milliseconds.
        var now = clock - TimeSpan.FromTicks(clock.Ticks % TimeSpan.TicksPerMillisecond);
        // What has ended before what is new: an agent has one call at a time.
        foreach (var ended in _calls.Values.Where(known => !calls.ContainsKey(known.Call.Uii)).ToList())
        {
            _calls.Remove(ended.Call.Uii);
            if (ended.Agent is { } agent)
            {
                agent.Finish(ended.Login, _lookedAt, now);
            }
            else if (ended.Call.GateId is { } gate)
            {
                Count(gate, static q => q with { GivenUp = q.GivenUp + 1 });
            }
        }

        foreach (var call in calls.Values)
        {
            if (!_calls.TryGetValue(call.Uii, out var known))
            {
                _calls.Add(call.Uii, known = new KnownCall { Call = call });
                if (call.GateId is { } gate)
                {
                    Count(gate, static q => q with { Came = q.Came + 1 });
                }
            }

            known.Call = call;
            if (known.Agent is null && call.AgentUsername is { } username && _agents.TryGetValue(username, out var agent))
            {
                (known.Agent, known.Login) = (agent, agent.Take(call));
                if (call.GateId is { } gate)
                {
                    Count(gate, static q => q with { Answered = q.Answered + 1 });
                }
            }

            known.Agent?.Hold(call);
        }

        _lookedAt = now;
    }

    private void Count(int gate, Func<QueueTally, QueueTally> with) => _queues[gate] = with(_queues.GetValueOrDefault(gate));

    private sealed class KnownCall
    {
        public required SandboxCall Call { get; set; }

        public FloorAgent? Agent { get; set; }

        public int? Login { get; set; }
    }
}
