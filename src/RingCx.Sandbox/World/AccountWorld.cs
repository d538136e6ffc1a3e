namespace RingCx.Sandbox;

/// <summary>One account with its calls. Not thread-safe: the engine holds its lock.</summary>
internal sealed partial class AccountWorld
{
    private const int BaseCalls = 12;

    // Nobody has said how long; an agent's wrap-up takes minutes.
    private static readonly TimeSpan DispositionWait = TimeSpan.FromMinutes(5);

    // The order of the listing, and of a queue.
    private static readonly Comparer<SandboxCall> ByEnqueueTime = Comparer<SandboxCall>.Create((x, y) =>
        x.EnqueueTime == y.EnqueueTime ? string.CompareOrdinal(x.Uii, y.Uii) : x.EnqueueTime.CompareTo(y.EnqueueTime));

    private readonly SeededRandom _random;
    private readonly Timeline _time;
    private readonly CallMaker _maker;
    private readonly bool _live;
    private readonly int _mostCalls;
    private readonly double _secondsBetweenArrivals;
    private readonly Dictionary<string, SandboxCall> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SandboxCall> _awaitingDisposition = new(StringComparer.Ordinal);
    private readonly Queue<SandboxCall> _overdue = new();
    private readonly SortedSet<SandboxCall> _ordered = new(ByEnqueueTime);
    private readonly SortedSet<SandboxCall> _ready = new(ByEnqueueTime);

    // Whoever has been available longest takes the next call, then the lower id.
    private readonly SortedSet<SimulatedAgent> _available = new(
        Comparer<SimulatedAgent>.Create((x, y) => (x.IdleSince, x.AgentId).CompareTo((y.IdleSince, y.AgentId))));

    // Nobody's calls depend on these.
    private readonly SeededRandom _turnedAway;
    private readonly Dictionary<int, QueueCounters> _counters;

    private SandboxCall[]? _listing;
    private long _sessionCounter = 1000;
    private int _loginCounter;

    public AccountWorld(SandboxOptions options, int index, DateTimeOffset start)
    {
        _time = new Timeline(start);
        _random = new SeededRandom(options.Seed, "calls of account " + index.ToString(CultureInfo.InvariantCulture));
        _live = options.Live;
        _mostCalls = Math.Max(options.InitialCalls, BaseCalls);
        // Calls last about two minutes and wait about one, so a steady number of calls wants this rate.
        _secondsBetweenArrivals = 20.0 * BaseCalls / _mostCalls;
        Directory = new AccountDirectory(index, Math.Max(0, (options.InitialCalls - BaseCalls + 1) / 2));
        _maker = new CallMaker(options, index, Directory, _random);
        _turnedAway = new SeededRandom(options.Seed, "turned away of account " + index.ToString(CultureInfo.InvariantCulture));
        _loginCounter = 700_000 + (100_000 * index);
        var earlier = new EarlierDay(options, index, Now);
        earlier.LogIn(Directory, () => ++_loginCounter);
        _counters = earlier.Counters(Directory, _secondsBetweenArrivals);
        foreach (var agent in Directory.ServiceTeam.Concat(Directory.OutboundTeam))
            MakeAvailable(agent);

        Chat = new ChatWorld(options, index, _time, Directory.ServiceTeam);
        PlanMidnight();

        Populate(options.InitialCalls);
        if (_live)
        {
            _time.Plan(_random.Exponential(_secondsBetweenArrivals), Arrive);
            _time.Plan(_random.Between(60, 180), PlaceOutboundCall);
        }
    }

    public AccountDirectory Directory { get; }

    /// <summary>The live calls in the order of the listing. Not to be changed.</summary>
    public SandboxCall[] Listing => _listing ??= [.. _ordered];

    public ChatWorld Chat { get; }

    public DateTimeOffset Now => _time.Now;

    public void AdvanceTo(DateTimeOffset now) => _time.AdvanceTo(now);

    public SandboxCall? Find(string uii) => _calls.TryGetValue(uii, out var call) ? call : null;

    /// <summary>A call that is over but for its disposition; null when it is none.</summary>
    public SandboxCall? FindAwaitingDisposition(string uii) =>
        _awaitingDisposition.TryGetValue(uii, out var call) && call.KeptUntil > Now ? call : null;

    /// <summary>Sets what became of a call. One that waited for it is over then.</summary>
    public void Dispose(SandboxCall call, string disposition, string? callbackTime, string? notes)
    {
        (call.Disposition, call.CallbackTime, call.Notes) = (disposition, callbackTime, notes);
        _awaitingDisposition.Remove(call.Uii);
        call.AgentSession?.Settle(call, Now);
        // Once, however often it is set.
        if (!call.IsSuccess && call.Gate is { } gate && AccountDirectory.IsSuccess(gate, disposition))
        {
            call.IsSuccess = true;
            Counters(gate).Succeed();
        }
    }

    /// <summary>
    /// Ends an agent's part in a call, which then waits for its disposition for a while. A call without an agent just ends.
    /// </summary>
    public void AwaitDisposition(SandboxCall call)
    {
        // All wait equally long, so they run out in the order in which they came.
        while (_overdue.Count > 0 && _overdue.Peek().KeptUntil <= Now)
            _awaitingDisposition.Remove(_overdue.Dequeue().Uii);

        var waits = !call.HasEnded && call.Agent is not null && call.Disposition is null;
        End(call);
        if (waits)
        {
            call.KeptUntil = Now + DispositionWait;
            call.AgentSession?.AwaitDisposition(call, Now, call.KeptUntil);
            _awaitingDisposition[call.Uii] = call;
            _overdue.Enqueue(call);
        }
    }

    /// <summary>Puts a call into a queue as if it had come by itself <paramref name="waited"/> ago.</summary>
    public SandboxCall AddInbound(SimulatedGate gate, SimulatedAgent? agent, string? externalId, TimeSpan waited)
    {
        var call = _maker.Inbound(gate, Now - waited);
        call.ExternalId = externalId ?? call.ExternalId;
        if (agent is null)
            return Wait(call);

        Enter(call);
        Connect(call, agent);
        return call;
    }

    /// <summary>An agent dials. The agent is busy at once, the call shows in the listing a second later.</summary>
    public void Dial(SimulatedAgent agent, string destination, string callerId)
    {
        var call = _maker.Outbound(destination, callerId, Now);
        Occupy(call, agent, Now);
        Plan(call, TimeSpan.FromSeconds(1), () =>
        {
            Enter(call);
            PlanEnd(call, _random.Between(60, 240));
        });
    }

    public void End(SandboxCall call)
    {
        if (call.HasEnded)
            return;

        call.HasEnded = true;
        if (call is { Agent: null, Gate: { } gate })
            Counters(gate).Abandon(Now - call.EnqueueTime);

        TakeOut(call);
        _calls.Remove(call.Uii);
    }

    /// <summary>Puts the call, without its agent, at the end of a queue.</summary>
    public void Requeue(SandboxCall call, SimulatedGate gate)
    {
        if (call is { Agent: null, Gate: { } left })
            Counters(left).Deflect(Now - call.EnqueueTime);

        TakeOut(call);
        (call.EnqueueTime, call.DequeueTime) = (Now, null);
        (call.Gate, call.CampaignId, call.DestinationName) = (gate, null, gate.Name);
        (call.IsOnHold, call.IsRecording) = (false, false);
        call.OpenSessions.Clear();
        Wait(call);
    }

    /// <summary>Postpones the end of a call: whoever is at work on it has a minute more.</summary>
    public void Keep(SandboxCall call)
    {
        call.Pings++;
        call.KeptUntil = Now + TimeSpan.FromMinutes(1);
    }

    public void AddSession(SandboxCall call, string phone, string type) =>
        call.OpenSessions.Add(new SandboxSession((++_sessionCounter).ToString(CultureInfo.InvariantCulture), phone, type));

    private void Arrive()
    {
        _time.Plan(_random.Exponential(_secondsBetweenArrivals), Arrive);
        // All lines are busy: the caller is turned away, which keeps the number of calls bounded.
        if (_calls.Count < _mostCalls)
            Wait(_maker.Inbound(_maker.AnyGate(), Now));
        else
            TurnAway(Counters(Directory.AnyGate(_turnedAway)));
    }

    private void PlaceOutboundCall()
    {
        _time.Plan(_random.Between(60, 180), PlaceOutboundCall);
        var free = Directory.OutboundTeam.Where(agent => agent.IsAvailable).ToList();
        // One of the team stays available, so that a manual call can be tried at any time.
        if (free.Count > 1 && _calls.Count < _mostCalls)
            Dial(free[_random.Next(0, free.Count)], WireFormat.FictionalNumber(_random), Directory.Sales.Dnis);
    }

    private void AnswerNext()
    {
        if (_ready.Min is { } call && _available.FirstOrDefault(agent => agent.TakesQueueCalls) is { } free)
        {
            _ready.Remove(call);
            Connect(call, free);
        }
    }

    private void Enter(SandboxCall call)
    {
        _calls[call.Uii] = call;
        _ordered.Add(call);
        _listing = null;
        call.IsListed = true;
        if (call.Gate is { } gate)
            Counters(gate).Present();
    }

    private SandboxCall Wait(SandboxCall call)
    {
        Enter(call);
        if (_live)
        {
            Plan(call, _random.Between(5, 60), () =>
            {
                _ready.Add(call);
                AnswerNext();
            });
            PlanEnd(call, _random.Between(180, 480));
        }

        return call;
    }

    private void Connect(SandboxCall call, SimulatedAgent agent)
    {
        call.Generation++;
        Occupy(call, agent, Now);
        if (_live)
        {
            // One to six minutes; most calls are short.
            PlanEnd(call, TimeSpan.FromSeconds(60 + (300 * Math.Pow(_random.NextDouble(), 5))));
            if (_random.Chance(0.3))
                Plan(call, _random.Between(15, 45), () => Hold(call));
        }
    }

    private void Hold(SandboxCall call)
    {
        if (call.IsOnHold)
            return;

        (call.IsOnHold, call.HeldByAgent) = (true, true);
        Plan(call, _random.Between(10, 40), () =>
        {
            if (call.HeldByAgent)
                (call.IsOnHold, call.HeldByAgent) = (false, false);
        });
    }

    private void Plan(SandboxCall call, TimeSpan wait, Action act) => _time.Plan(wait, () => call.Generation, act);

    private void PlanEnd(SandboxCall call, TimeSpan lasts)
    {
        if (!_live)
            return;

        Plan(call, lasts, () =>
        {
            if (call.KeptUntil > Now)
                PlanEnd(call, call.KeptUntil - Now);
            else
                AwaitDisposition(call);
        });
    }

    private void Occupy(SandboxCall call, SimulatedAgent agent, DateTimeOffset since)
    {
        _available.Remove(agent);
        agent.Call = call;
        (call.Agent, call.DequeueTime, call.IsRecording) = (agent, since, true);
        call.AgentSession = agent.Session;
        agent.Session?.Take();
        if (call.Gate is { } gate)
            Counters(gate).Accept(since - call.EnqueueTime);
    }

    private void TakeOut(SandboxCall call)
    {
        call.Generation++;
        _ready.Remove(call);
        _ordered.Remove(call);
        _listing = null;
        call.IsListed = false;
        if (call.Agent is not { } agent)
            return;

        call.AgentSession?.Finish(call, Now);
        if (call is { Gate: { } gate, DequeueTime: { } answered })
            Counters(gate).Finish(Now - answered);

        (call.Agent, agent.Call) = (null, null);
        if (!agent.IsAvailable)
            return;

        MakeAvailable(agent);
        if (_live && agent.TakesQueueCalls)
            _time.Plan(_random.Between(2, 5), AnswerNext);
    }
}
