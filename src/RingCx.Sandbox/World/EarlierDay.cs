namespace RingCx.Sandbox;

/// <summary>
/// What had happened before the sandbox started: logins and counters. It draws from a sequence of its own, so that no call depends on it.
/// </summary>
internal sealed class EarlierDay(SandboxOptions options, int index, DateTimeOffset start)
{
    private readonly SeededRandom _random =
        new(options.Seed, "earlier day of account " + index.ToString(CultureInfo.InvariantCulture));

    public Dictionary<int, QueueCounters> Counters(AccountDirectory directory, double secondsBetweenArrivals)
    {
        var arrived = (start - AccountDirectory.MidnightBefore(start)).TotalSeconds / secondsBetweenArrivals;
        var counters = new Dictionary<int, QueueCounters>();
        foreach (var gate in directory.GateGroups.SelectMany(group => group.Gates))
        {
            var share = gate.CallersOfTen / 10.0 * (0.9 + (0.2 * _random.NextDouble()));
            counters[gate.GateId] = QueueCounters.Earlier(_random, arrived * share);
        }

        return counters;
    }

    /// <summary>Logs everybody in, one to four hours before the start.</summary>
    public void LogIn(AccountDirectory directory, Func<int> nextLoginId)
    {
        foreach (var agent in directory.ServiceTeam.Concat(directory.OutboundTeam))
        {
            var loggedIn = _random.Between(3600, 4 * 3600);
            var (handled, talk, missed) = Work(agent, loggedIn.TotalSeconds);
            agent.Session = new AgentSession(nextLoginId(), start - loggedIn);
            agent.Session.Resume(AgentSession.Available, start - _random.Between(20, 600), handled, missed, talk);
        }

        Absent(directory.BackOffice[0], "AWAY", nextLoginId, _random.Between(62 * 60, 95 * 60));
        Absent(directory.BackOffice[1], "LUNCH", nextLoginId, _random.Between(4 * 60, 18 * 60));
    }

    private void Absent(SimulatedAgent agent, string state, Func<int> nextLoginId, TimeSpan since)
    {
        agent.Session = new AgentSession(nextLoginId(), start - since - _random.Between(1800, 7200));
        agent.Session.Resume(state, start - since, 0, 0, 0);
    }

    /// <summary>Calls that fit into the time: of the service team more than of the others.</summary>
    private (int Handled, long Talk, int Missed) Work(SimulatedAgent agent, double seconds)
    {
        var share = agent.TakesQueueCalls ? 0.7 : 0.3;
        var average = 90 + (30 * _random.NextDouble());
        var handled = (int)(seconds * share / average);
        return (handled, (long)(handled * average), _random.Next(0, 3));
    }
}
