namespace RingCx.Sandbox;

/// <summary>How busy a queue is: those with an agent, those that wait, and how long the first of these has.</summary>
internal readonly record struct QueueLoad(int Active, int Waiting, TimeSpan Longest)
{
    /// <summary>Counts the calls of every queue in one pass.</summary>
    /// <param name="listing">The calls in the order in which they came.</param>
    public static Dictionary<int, QueueLoad> Of(SandboxCall[] listing, DateTimeOffset now)
    {
        var loads = new Dictionary<int, QueueLoad>();
        foreach (var call in listing)
        {
            if (call.Gate is not { } gate)
                continue;

            loads.TryGetValue(gate.GateId, out var load);
            loads[gate.GateId] = call.Agent is not null ? load with { Active = load.Active + 1 }
                : load.Waiting > 0 ? load with { Waiting = load.Waiting + 1 }
                : load with { Waiting = 1, Longest = now - call.EnqueueTime };
        }

        return loads;
    }
}

/// <summary>Who is there for a queue.</summary>
internal readonly record struct QueueStaff(int LoggedIn, int Available);
