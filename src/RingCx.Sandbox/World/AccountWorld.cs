namespace RingCx.Sandbox;

/// <summary>
/// One account with its calls. Time passes in it only through <see cref="AdvanceTo"/>, event by event, so that it does
/// not matter how often anybody looks. Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class AccountWorld
{
    private const int BaseCalls = 12;

    // Nobody has said how long; an agent's wrap-up takes minutes.
    private static readonly TimeSpan DispositionWait = TimeSpan.FromMinutes(5);

    private static readonly string?[] CallerNames = ["WIRELESS CALLER", null, "JORDAN LEE", null, null, "SAN MATEO CA", "ACME SUPPLY", null];

    private readonly SeededRandom _random;
    private readonly bool _live;
    private readonly TimeSpan _skew;
    private readonly int _mostCalls;
    private readonly double _secondsBetweenArrivals;
    private readonly int _uiiSalt;
    private readonly Dictionary<string, CallState> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallState> _awaitingDisposition = new(StringComparer.Ordinal);
    private readonly Queue<CallState> _overdue = new();
    private readonly SortedSet<CallState> _ordered = new(CallOrder.Instance);
    private readonly SortedSet<CallState> _ready = new(CallOrder.Instance);
    private readonly SortedSet<SimulatedAgent> _available = new(AgentOrder.Instance);
    private readonly PlannedEventQueue<WorldEvent> _events = new();
    private CallState[]? _listing;
    private long _callCounter;
    private long _sessionCounter = 1000;
    private int _externalCounter = 1001;

    public AccountWorld(SandboxOptions options, int index, DateTimeOffset start)
    {
        Now = WireFormat.Milliseconds(start);
        _random = new SeededRandom(options.Seed, "calls of account " + index.ToString(CultureInfo.InvariantCulture));
        _live = options.Live;
        _skew = options.ClockSkew;
        _mostCalls = Math.Max(options.InitialCalls, BaseCalls);
        // Calls last about two minutes and wait about one, so a steady number of calls wants this rate.
        _secondsBetweenArrivals = 20.0 * BaseCalls / _mostCalls;
        _uiiSalt = new SeededRandom(options.Seed, "uii").Next(0, 900_000) + index;
        _callCounter = _random.Next(10_000, 100_000);
        Directory = new AccountDirectory(index, Math.Max(0, (options.InitialCalls - BaseCalls + 1) / 2));
        foreach (var agent in Directory.ServiceTeam.Concat(Directory.OutboundTeam))
        {
            agent.IdleSince = Now;
            _available.Add(agent);
        }

        Populate(options.InitialCalls);
        if (_live)
        {
            Plan(Now + _random.Exponential(_secondsBetweenArrivals), WorldEventKind.Arrival);
            Plan(Now + _random.Between(60, 180), WorldEventKind.OutboundCall);
        }
    }

    public AccountDirectory Directory { get; }

    /// <summary>The time that the account has come to, in whole milliseconds, as the service states times.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The live calls in the order of the listing. Not to be changed.</summary>
    public CallState[] Listing => _listing ??= [.. _ordered];

    public void AdvanceTo(DateTimeOffset now)
    {
        now = WireFormat.Milliseconds(now);
        while (_events.TryTake(now, out var due))
        {
            if (due.At > Now)
                Now = due.At;

            var what = due.What;
            if (what.Call is null || (!what.Call.HasEnded && what.Call.Generation == what.Generation))
                Happen(what);
        }

        if (now > Now)
            Now = now;
    }

    public CallState? Find(string uii) => _calls.TryGetValue(uii, out var call) ? call : null;

    /// <summary>A call that is over but for its disposition; null when it is none.</summary>
    public CallState? FindAwaitingDisposition(string uii) =>
        _awaitingDisposition.TryGetValue(uii, out var call) && call.KeptUntil > Now ? call : null;

    /// <summary>Sets what became of a call. One that waited for it is over then.</summary>
    public void Dispose(CallState call, string disposition, string? callbackTime, string? notes)
    {
        call.Disposition = disposition;
        call.CallbackTime = callbackTime;
        call.Notes = notes;
        _awaitingDisposition.Remove(call.Uii);
    }

    /// <summary>Ends an agent's part in a call, which then waits for its disposition for a while. A call without an agent just ends.</summary>
    public void AwaitDisposition(CallState call)
    {
        // All wait equally long, so they run out in the order in which they came.
        while (_overdue.Count > 0 && _overdue.Peek().KeptUntil <= Now)
            _awaitingDisposition.Remove(_overdue.Dequeue().Uii);

        var waits = !call.HasEnded && call.Agent is not null && call.Disposition is null;
        End(call);
        if (waits)
        {
            call.KeptUntil = Now + DispositionWait;
            _awaitingDisposition[call.Uii] = call;
            _overdue.Enqueue(call);
        }
    }

    /// <summary>Lets an agent come or go.</summary>
    public void SetPresence(SimulatedAgent agent, bool isLoggedIn, bool isOffHook)
    {
        _available.Remove(agent);
        agent.IsLoggedIn = isLoggedIn;
        agent.IsOffHook = isOffHook;
        if (agent.IsAvailable)
        {
            agent.IdleSince = Now;
            _available.Add(agent);
            AnswerNext();
        }
    }

    public int WaitingIn(SimulatedGate gate, out TimeSpan longest)
    {
        var count = 0;
        longest = TimeSpan.Zero;
        foreach (var call in _ordered)
        {
            if (ReferenceEquals(call.Gate, gate) && call.Agent is null)
            {
                longest = count == 0 ? Now - call.EnqueueTime : longest;
                count++;
            }
        }

        return count;
    }

    /// <summary>Puts a call into a queue as if it had come by itself <paramref name="waited"/> ago.</summary>
    public CallState AddInbound(SimulatedGate gate, SimulatedAgent? agent, string? externalId, TimeSpan waited)
    {
        var call = NewInbound(gate, Now - waited);
        if (externalId is not null)
            call.ExternalId = externalId;

        Enter(call);
        if (agent is null)
            PlanWaiting(call);
        else
            Connect(call, agent, Now);

        return call;
    }

    /// <summary>An agent dials. The agent is busy at once, the call shows in the listing a second later.</summary>
    public void Dial(SimulatedAgent agent, string destination, string callerId)
    {
        var call = NewOutbound(agent, destination, callerId, Now);
        Plan(Now + TimeSpan.FromSeconds(1), WorldEventKind.Appear, call);
    }

    public void End(CallState call)
    {
        if (call.HasEnded)
            return;

        call.HasEnded = true;
        Release(call);
        _ready.Remove(call);
        _ordered.Remove(call);
        _calls.Remove(call.Uii);
        _listing = null;
    }

    /// <summary>Puts the call, without its agent, at the end of a queue.</summary>
    public void Requeue(CallState call, SimulatedGate gate)
    {
        Release(call);
        _ready.Remove(call);
        _ordered.Remove(call);
        call.Generation++;
        call.EnqueueTime = Now;
        call.DequeueTime = null;
        call.Gate = gate;
        call.CampaignId = null;
        call.DestinationName = gate.Name;
        call.IsOnHold = false;
        call.IsRecording = false;
        call.Sessions.Clear();
        _ordered.Add(call);
        _listing = null;
        PlanWaiting(call);
    }

    /// <summary>Postpones the end of a call: whoever is at work on it has a minute more.</summary>
    public void Keep(CallState call)
    {
        call.Pings++;
        call.KeptUntil = Now + TimeSpan.FromMinutes(1);
    }

    public void AddSession(CallState call, string phone, string type)
    {
        _sessionCounter++;
        call.Sessions.Add(new SandboxSession(_sessionCounter.ToString(CultureInfo.InvariantCulture), phone, type));
    }

    private void Populate(int count)
    {
        // The first twelve are arranged, so that whoever tries a command meets every state a call can have.
        for (var i = 0; i < count; i++)
        {
            switch (i)
            {
                case 0:
                    var first = AddConnected(Directory.Support, Directory.ServiceTeam[0], 200, 20, 360);
                    first.Cnam = "WIRELESS CALLER";
                    break;
                case 1:
                    AddWaiting(Directory.Sales, 15);
                    break;
                case 2:
                    AddWaiting(Directory.Support, 70);
                    break;
                case 3:
                    AddWaiting(Directory.Billing, 240);
                    break;
                case 4:
                    AddConnected(Directory.Sales, Directory.ServiceTeam[1], 150, 12, 180).IsOnHold = true;
                    break;
                case 5:
                    var outbound = NewOutbound(Directory.OutboundTeam[0], WireFormat.FictionalNumber(_random), Directory.Sales.Dnis, Now - TimeSpan.FromSeconds(45));
                    Enter(outbound);
                    PlanEnd(outbound, TimeSpan.FromSeconds(150));
                    break;
                case 6:
                    AddConnected(Directory.Support, Directory.ServiceTeam[2], 95, 30, 120);
                    break;
                case 7:
                    AddConnected(Directory.Billing, Directory.ServiceTeam[3], 310, 44, 60);
                    break;
                case 8:
                    AddWaiting(Directory.Sales, 35);
                    break;
                case 9:
                    AddConnected(Directory.Sales, Directory.ServiceTeam[4], 60, 6, 240);
                    break;
                case 10:
                    AddWaiting(Directory.Support, 120);
                    break;
                case 11:
                    AddWaiting(Directory.NightDesk, 8);
                    break;
                default:
                    PopulateFurther(i);
                    break;
            }
        }
    }

    private void PopulateFurther(int number)
    {
        var gate = AnyGate();
        var age = _random.Between(5, 300);
        if (number % 2 == 0)
        {
            var waited = TimeSpan.FromTicks(Math.Min(age.Ticks, _random.Between(2, 60).Ticks));
            AddConnected(gate, Directory.ServiceTeam[6 + ((number - BaseCalls) / 2)], age.TotalSeconds, waited.TotalSeconds, _random.Between(10, 300).TotalSeconds);
        }
        else
        {
            AddWaiting(gate, age.TotalSeconds);
        }
    }

    private void AddWaiting(SimulatedGate gate, double waitedSeconds)
    {
        var call = NewInbound(gate, Now - TimeSpan.FromSeconds(waitedSeconds));
        Enter(call);
        PlanWaiting(call);
    }

    private CallState AddConnected(SimulatedGate gate, SimulatedAgent agent, double ageSeconds, double waitedSeconds, double lastsSeconds)
    {
        var enqueued = Now - TimeSpan.FromSeconds(ageSeconds);
        var call = NewInbound(gate, enqueued);
        Enter(call);
        Occupy(call, agent);
        call.DequeueTime = WireFormat.Milliseconds(enqueued + TimeSpan.FromSeconds(waitedSeconds));
        call.IsRecording = true;
        PlanEnd(call, TimeSpan.FromSeconds(lastsSeconds));
        return call;
    }

    private void Happen(in WorldEvent due)
    {
        switch (due.Kind)
        {
            case WorldEventKind.Arrival:
                Arrive();
                break;
            case WorldEventKind.OutboundCall:
                PlaceOutboundCall();
                break;
            case WorldEventKind.Appear:
                Enter(due.Call!);
                PlanEnd(due.Call!, _random.Between(60, 240));
                break;
            case WorldEventKind.Answer:
                _ready.Add(due.Call!);
                AnswerNext();
                break;
            case WorldEventKind.AgentReady:
                AnswerNext();
                break;
            case WorldEventKind.Abandon:
                EndUnlessKept(due);
                break;
            case WorldEventKind.Hold:
                if (!due.Call!.IsOnHold)
                {
                    due.Call.IsOnHold = true;
                    due.Call.HeldByAgent = true;
                    Plan(Now + _random.Between(10, 40), WorldEventKind.Unhold, due.Call);
                }

                break;
            case WorldEventKind.Unhold:
                if (due.Call!.HeldByAgent)
                {
                    due.Call.IsOnHold = false;
                    due.Call.HeldByAgent = false;
                }

                break;
            case WorldEventKind.End:
                EndUnlessKept(due);
                break;
            default:
                throw new InvalidOperationException("An event of no kind.");
        }
    }

    private void Arrive()
    {
        Plan(Now + _random.Exponential(_secondsBetweenArrivals), WorldEventKind.Arrival);
        // All lines are busy: the caller is turned away, which keeps the number of calls bounded.
        if (_calls.Count < _mostCalls)
        {
            var call = NewInbound(AnyGate(), Now);
            Enter(call);
            PlanWaiting(call);
        }
    }

    private void PlaceOutboundCall()
    {
        Plan(Now + _random.Between(60, 180), WorldEventKind.OutboundCall);
        var free = Directory.OutboundTeam.Where(agent => agent.IsAvailable).ToList();
        // One of the team stays available, so that a manual call can be tried at any time.
        if (free.Count > 1 && _calls.Count < _mostCalls)
            Dial(free[_random.Next(0, free.Count)], WireFormat.FictionalNumber(_random), Directory.Sales.Dnis);
    }

    private void AnswerNext()
    {
        if (_ready.Count == 0)
            return;

        foreach (var agent in _available)
        {
            if (agent.TakesQueueCalls)
            {
                var call = _ready.Min!;
                _ready.Remove(call);
                Connect(call, agent, Now);
                return;
            }
        }
    }

    private void EndUnlessKept(in WorldEvent due)
    {
        if (due.Call!.KeptUntil > Now)
            Plan(due.Call.KeptUntil, due.Kind, due.Call);
        else
            AwaitDisposition(due.Call);
    }

    private CallState NewInbound(SimulatedGate gate, DateTimeOffset enqueued)
    {
        enqueued = WireFormat.Milliseconds(enqueued);
        return new CallState(NextUii(enqueued), Directory.AccountId, WireFormat.FictionalNumber(_random), gate.Dnis, WireFormat.ToE164(gate.Dnis))
        {
            EnqueueTime = enqueued,
            Gate = gate,
            DestinationName = gate.Name,
            Cnam = CallerNames[_random.Next(0, CallerNames.Length)],
            ExternalId = _externalCounter == 1001 || _random.Chance(0.4) ? "CRM-" + (_externalCounter++).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private CallState NewOutbound(SimulatedAgent agent, string destination, string callerId, DateTimeOffset dialled)
    {
        dialled = WireFormat.Milliseconds(dialled);
        var call = new CallState(NextUii(dialled), Directory.AccountId, WireFormat.ToDigits(callerId), WireFormat.ToDigits(destination), WireFormat.ToE164(destination))
        {
            EnqueueTime = dialled,
            DequeueTime = dialled,
            CampaignId = Directory.CampaignId,
            DestinationName = Directory.CampaignName,
            IsRecording = true,
        };
        Occupy(call, agent);
        return call;
    }

    private void Enter(CallState call)
    {
        _calls.Add(call.Uii, call);
        _ordered.Add(call);
        _listing = null;
    }

    private void Connect(CallState call, SimulatedAgent agent, DateTimeOffset at)
    {
        Occupy(call, agent);
        call.Generation++;
        call.DequeueTime = at;
        call.IsRecording = true;
        if (_live)
        {
            // One to six minutes; most calls are short.
            PlanEnd(call, TimeSpan.FromSeconds(60 + (300 * Math.Pow(_random.NextDouble(), 5))));
            if (_random.Chance(0.3))
                Plan(at + _random.Between(15, 45), WorldEventKind.Hold, call);
        }
    }

    private void Plan(DateTimeOffset at, WorldEventKind kind, CallState? call = null) => _events.Add(at, new WorldEvent(kind, call));

    private void PlanWaiting(CallState call)
    {
        if (_live)
        {
            Plan(Now + _random.Between(5, 60), WorldEventKind.Answer, call);
            Plan(Now + _random.Between(180, 480), WorldEventKind.Abandon, call);
        }
    }

    private void PlanEnd(CallState call, TimeSpan lasts)
    {
        if (_live)
            Plan(WireFormat.Milliseconds(Now + lasts), WorldEventKind.End, call);
    }

    private void Occupy(CallState call, SimulatedAgent agent)
    {
        _available.Remove(agent);
        agent.Call = call;
        call.Agent = agent;
    }

    private void Release(CallState call)
    {
        if (call.Agent is not { } agent)
            return;

        call.Agent = null;
        agent.Call = null;
        agent.IdleSince = Now;
        if (!agent.IsAvailable)
            return;

        _available.Add(agent);
        if (_live && agent.TakesQueueCalls)
            Plan(Now + _random.Between(2, 5), WorldEventKind.AgentReady);
    }

    private SimulatedGate AnyGate() => _random.Next(0, 10) switch
    {
        < 4 => Directory.Sales,
        < 7 => Directory.Support,
        < 9 => Directory.Billing,
        _ => Directory.NightDesk,
    };

    private string NextUii(DateTimeOffset at)
    {
        _callCounter++;
        return (at + _skew).UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            + _uiiSalt.ToString("000000", CultureInfo.InvariantCulture)
            + _callCounter.ToString("0000000000", CultureInfo.InvariantCulture);
    }
}
