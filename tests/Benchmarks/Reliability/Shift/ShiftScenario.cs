using System.Diagnostics;
using System.Runtime.InteropServices;
using RingCx.Reliability.Rate;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>
/// A supervisor's shift: one client follows calls, agents and queues and acts on agents' calls, while agents come, go and work, and the service
/// fails now and then. What the client tells is compared with the floor as it was when the service made the answer.
/// </summary>
internal sealed class ShiftScenario : IDisposable
{
    public const string Name = "shift";

    public const string CallLooks = "calls";
    public const string AgentLooks = "agents";
    public const string VoiceLooks = "voice queues";
    public const string ChatLooks = "chat queues";

    public static readonly TimeSpan FloorEvery = TimeSpan.FromSeconds(15);

    private const double Hours = 8;
    private const double ShareOfFaults = 0.01;
    private const int Calls = 60;
    private const int Sweepers = 10;
    private const int MostAwayAtLunch = 12;
    private const int MostAwayOtherwise = 3;
    private const int MostGivingUp = 2;

    private static readonly TimeSpan CallsEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ActEvery = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ActLasts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan FirstSweep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MoveEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    // By turns: now everybody is busy and calls wait, now callers do not wait for long and agents do.
    private static readonly TimeSpan LunchEvery = TimeSpan.FromMinutes(40);

    private static readonly double[] Samples = [1.0 / 8, 1.0 / 2, 1];

    // Each undoes the one before.
    private static readonly RequestKind[][] Pairs = [[RequestKind.Hold, RequestKind.Unhold], [RequestKind.AddSession, RequestKind.RemoveSession]];

    // Two answers about the agents in a row are none, whatever else strikes: what happens meanwhile is told by the next.
    private static readonly SandboxFault LostAnswers = new() { Kind = SandboxFaultKind.HtmlBody, PathContains = "/realTimeData/agent", SkipFirst = 40, Count = 2 };

    private static readonly string[] States = ["AWAY", "LUNCH", "TRAINING"];

    private readonly Simulation _simulation;
    private readonly Findings _findings = new();
    private readonly Floor _floor;
    private readonly AgentJudge _agentJudge;
    private readonly QueueJudge _queueJudge;
    private readonly CallJudge _callJudge;
    private readonly ActionJudge _actionJudge;
    private readonly Dictionary<string, Tally> _looks = new() { [CallLooks] = new(), [AgentLooks] = new(), [VoiceLooks] = new(), [ChatLooks] = new() };
    private readonly Tally _actionOutcomes = new();
    private readonly Tally _moves = new();
    private readonly List<MemorySample> _memory = [];

    // Two, since the agents and the supervisor do not wait for each other.
    private readonly Random _moving;
    private readonly Random _acting;
    private readonly AgentWatcher _agents;
    private readonly ActiveCallWatcher _calls;
    private int _actions;

    private ShiftScenario(int seed)
    {
        (_moving, _acting) = (new Random(seed), new Random(seed));
        _simulation = new Simulation(
            (options, _) => (options.Seed, options.InitialCalls) = (seed, Calls),
            wrap: (clock, service) => new DrivenWire(new SlowNetwork(clock, seed, new FloorWire(() => _floor!, clock, service)), clock));
        _floor = new Floor(_simulation, _findings);
        (_agentJudge, _queueJudge) = (new AgentJudge(_findings), new QueueJudge(_findings));
        (_callJudge, _actionJudge) = (new CallJudge(_findings), new ActionJudge(_findings));
        _agents = _simulation.Client.RealTime.Watch(_simulation.Account);
        _calls = _simulation.Client.ActiveCalls.Watch(_simulation.Account, ActiveCallQuery.ForAccount(_simulation.Account));
    }

    public static Section Measure(int seed)
    {
        var result = RunAsync(TimeSpan.FromHours(Hours), seed, ShareOfFaults).GetAwaiter().GetResult();
        var (traffic, agents) = (result.Traffic, result.Agents);
        var table = new MarkdownTable("figure", "measured");
        table.Row("simulated time", Invariant($"{result.Duration.TotalHours:0.#} h in {result.RealTime.TotalSeconds:0} s"));
        table.Row("agents, calls at the beginning", Invariant($"{result.AgentsAtStart}, {result.CallsAtStart}"));
        table.Row("what people did beside calls", result.Moves.ToString());
        table.Row("requests to the API", Number(traffic.Requests));
        table.Row("requests that a fault struck", Number(traffic.Faults));
        foreach (var (what, outcomes) in result.Looks)
        {
            table.Row($"how looks at {what} ended", outcomes.ToString());
        }

        table.Row("agents shown", Number(agents.Rows));
        table.Row("with a wrong state, call or login, missing, or not there", Number(agents.Wrong));
        table.Row("events about agents", agents.Told.ToString());
        table.Row("that did not happen, that were missed", Invariant($"{agents.False}, {agents.Missed}"));
        table.Row("longest time from one answer about the agents to the next", Invariant($"{agents.LongestGap.TotalSeconds:0.0} s"));
        table.Row("calls shown, of them wrong or with a wrong event", Invariant($"{result.Calls.Rows:N0}, {result.Calls.Wrong:N0}"));
        table.Row("queues shown, of them not as the calls are", Invariant($"{result.Queues.Rows:N0}, {result.Queues.Wrong:N0}"));
        table.Row("how actions ended", result.ActionOutcomes.ToString());
        table.Row("that contradict what the service did", Number(result.Actions.Wrong));
        table.Row("429s that a fault gave", Number(traffic.InjectedRefusals));
        table.Row("429s of the client's own making", Number(traffic.OwnRefusals));
        table.Row("most requests in any minute", Invariant($"{traffic.MostRequestsInAMinute} of {result.Limits.RequestsPerMinute}"));
        foreach (var sample in result.Memory)
        {
            table.Row(
                Invariant($"heap after {sample.Hour:0.#} h"),
                Invariant($"{result.Heap(sample) / 1024.0:N0} KB, {(double)result.Heap(sample) / result.Heap(result.Memory[0]):0.00} of the first"));
        }

        table.Row(
            "measured",
            Invariant($"{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors"));
        return new Section(Name, table.ToString(), result.Violations());
    }

    public static async Task<ShiftResult> RunAsync(TimeSpan duration, int seed, double shareOfFaults)
    {
        var before = MemorySample.Take(new DrivenClock());
        using var shift = new ShiftScenario(seed);
        return await shift.RunAsync(duration, shareOfFaults, before);
    }

    public void Dispose() => _simulation.Dispose();

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private async Task<ShiftResult> RunAsync(TimeSpan duration, double shareOfFaults, MemorySample before)
    {
        var watch = Stopwatch.StartNew();
        var clock = _simulation.Clock;
        await clock.AutoAdvance(Task.Run(async () =>
        {
            await _simulation.Client.SignInAsync(null, default);
            _floor.Open(await _simulation.Client.Directory.GetAgentsAsync(_simulation.Account, null, default));
        }));
        var (agents, calls) = (_floor.Agents.Count, _simulation.Engine.Calls.Count);
        TransientFaults.AddTo(_simulation.Engine, shareOfFaults, inRealTime: false);
        _simulation.Engine.AddFault(LostAnswers);
        var end = clock.Elapsed + duration;
        // The first ones apart, so that it is of no account which of two comes first.
        await clock.AutoAdvance(Task.WhenAll(
            Repeat(CallsEvery, 0, LookAtCallsAsync),
            Repeat(FloorEvery, 1.2, LookAtAgentsAsync),
            Repeat(FloorEvery, 2.4, () => LookAtQueuesAsync(VoiceLooks, RcxQueueChannel.Voice)),
            Repeat(FloorEvery, 3.6, () => LookAtQueuesAsync(ChatLooks, RcxQueueChannel.Chat)),
            Repeat(ActEvery, 20, ActAsync),
            Repeat(SweepEvery, FirstSweep.TotalSeconds, SweepAsync),
            Repeat(MoveEvery, 5, () => Now(() => _floor.Move(Move))),
            Repeat(WatchEvery, 0.5, () => Now(_floor.Watch)),
            SampleAsync()));
        return new ShiftResult(
            duration, watch.Elapsed, agents, calls, _looks, _agentJudge, _queueJudge, _callJudge, _actionJudge, _actionOutcomes, _moves,
            _simulation.Traffic, _simulation.Limits, before, _memory, _findings);

        Task Repeat(TimeSpan every, double firstSeconds, Func<Task> act) =>
            _simulation.RepeatAsync(every, end, act, TimeSpan.FromSeconds(firstSeconds));

        static Task Now(Action act)
        {
            act();
            return Task.CompletedTask;
        }

        async Task SampleAsync()
        {
            foreach (var share in Samples)
            {
                await Task.Delay(end - duration + (duration * share) - clock.Elapsed, clock);
                _memory.Add(MemorySample.Take(clock));
            }
        }
    }

    private Task LookAtCallsAsync() => LookAsync(
        CallLooks,
        progress => _calls.PollAsync(progress, default),
        // The first page has all the calls: whatever is asked for after it is empty.
        static exchange => exchange.Target.Contains("/activeCalls/list", StringComparison.Ordinal) && !exchange.Target.Contains("page=", StringComparison.Ordinal),
        (events, floor) => _callJudge.Judge(events, _calls.Calls, floor));

    private Task LookAtAgentsAsync() => LookAsync(
        AgentLooks,
        progress => _agents.PollAsync(progress, default),
        static exchange => exchange.Target.EndsWith("/realTimeData/agent", StringComparison.Ordinal),
        (events, floor) => _agentJudge.Judge(events, _agents.Agents, floor));

    private Task LookAtQueuesAsync(string what, RcxQueueChannel channel) => LookAsync(
        what,
        progress => _simulation.Client.RealTime.GetQueueStatesAsync(_simulation.Account, channel, progress, default),
        static exchange => exchange.Target.Contains("/realTimeData/", StringComparison.Ordinal),
        _queueJudge.Judge);

    /// <summary>Looks once, and compares the answer with the floor as it was when the service gave it.</summary>
    private async Task LookAsync<T>(
        string what, Func<IProgress<RequestEvent>, Task<IReadOnlyList<T>>> look, Predicate<SandboxExchange> isLook, Action<IReadOnlyList<T>, FloorLook> judge)
    {
        var faults = _floor.Faults;
        IReadOnlyList<T> answer = [];
        var attempt = new Attempt(null, null);
        var served = await _floor.FollowAsync(async () => attempt = await Attempt.TryAsync(
            async progress =>
            {
                answer = await look(progress);
                return true;
            },
            _simulation.Secrets,
            _findings));
        _looks[what].Add(attempt.Outcome);
        if (attempt.Done == true)
        {
            judge(answer, served.Last(s => isLook(s.Exchange)).Floor);
        }
        else if (_floor.Faults == faults)
        {
            _findings.Add($"A look at {what} failed by itself: {attempt.Outcome}.");
        }
    }

    /// <summary>Does something to an agent's call, and takes it back a little later.</summary>
    private async Task ActAsync()
    {
        var busy = Busy();
        if (busy.Count == 0)
        {
            return;
        }

        var uii = busy[_acting.Next(busy.Count)];
        var number = ++_actions;
        var pair = Pairs[number % Pairs.Length];
        await ActAsync(new Ask(pair[0], uii, number));
        await Task.Delay(ActLasts, _simulation.Clock);
        await ActAsync(new Ask(pair[1], uii, number));
    }

    /// <summary>Does everything to every agent's call, which is more than a minute has room for.</summary>
    private async Task SweepAsync()
    {
        var todo = new Queue<string>(Busy());
        await Task.WhenAll(Enumerable.Range(0, Sweepers).Select(_ => Task.Run(async () =>
        {
            while (Next() is var (uii, number))
            {
                foreach (var kind in Pairs.SelectMany(static p => p).Prepend(RequestKind.Ping))
                {
                    await ActAsync(new Ask(kind, uii, number));
                }
            }
        })));

        (string Uii, int Number)? Next()
        {
            lock (todo)
            {
                return todo.TryDequeue(out var uii) ? (uii, ++_actions) : null;
            }
        }
    }

    private List<string> Busy() => [.. _agents.Agents.Select(static a => a.Uii).OfType<string>()];

    private async Task ActAsync(Ask ask)
    {
        var faults = _floor.Faults;
        var attempt = new Attempt(null, null);
        var served = await _floor.FollowAsync(async () => attempt = await Attempt.TryAsync(
            progress => ask.SendAsync(_simulation.Client, _simulation.Account, progress, default), _simulation.Secrets, _findings));
        _actionOutcomes.Add(attempt.Outcome);
        _actionJudge.Judge(ask, attempt, served, _floor.Faults > faults);
    }

    /// <summary>Lets one agent do something: most work, some are away or gone for a while, and now and then somebody starts a new login.</summary>
    private void Move(Floor floor)
    {
        var team = floor.Agents.Where(static a => a.IsInService || a.Dials).ToList();
        var away = team.Where(static a => a.Login is null || a.Chosen != FloorAgent.Available || !a.IsOffHook).ToList();
        var isLunch = _simulation.Clock.Elapsed.Ticks % LunchEvery.Ticks < LunchEvery.Ticks / 2;
        if (!isLunch)
        {
            for (var left = floor.GiveUp(MostGivingUp); left > 0; left--)
            {
                _moves.Add("callers who gave up");
            }
        }

        if (away.Count > 0 && _moving.Next(isLunch ? MostAwayAtLunch : MostAwayOtherwise) < away.Count)
        {
            Return(floor, away[_moving.Next(away.Count)]);
        }
        else
        {
            Leave(floor, team.Except(away).ElementAt(_moving.Next(team.Count - away.Count)));
        }
    }

    private void Return(Floor floor, FloorAgent agent)
    {
        if (agent.Login is null)
        {
            floor.LogIn(agent);
            _moves.Add("logins");
        }
        else if (!agent.IsOffHook)
        {
            floor.Hook(agent, true);
            _moves.Add("telephones on and off");
        }
        else
        {
            floor.Choose(agent, FloorAgent.Available);
            _moves.Add("states");
        }
    }

    private void Leave(Floor floor, FloorAgent agent)
    {
        switch (_moving.Next(10))
        {
            case 0:
                // Done with the wrap-up, too: such an agent could take a call, but for the telephone.
                floor.Choose(agent, FloorAgent.Available);
                floor.Hook(agent, false);
                _moves.Add("telephones on and off");
                break;
            case 1 or 2:
                floor.LogOut(agent);
                _moves.Add("logouts");
                break;
            case 3:
                // Between two looks, for most.
                floor.LogOut(agent);
                floor.LogIn(agent);
                _moves.Add("logouts with a login at once");
                break;
            default:
                floor.Choose(agent, States[_moving.Next(States.Length)]);
                _moves.Add("states");
                break;
        }
    }
}
