namespace RingCx.Sandbox;

/// <content>What its queues have, and what they have counted.</content>
internal sealed partial class AccountWorld
{
    /// <summary>What a queue has counted today.</summary>
    public QueueCounters Counters(SimulatedGate gate) => _counters[gate.GateId];

    /// <summary>How busy every queue is that has calls.</summary>
    public Dictionary<int, QueueLoad> Loads() => QueueLoad.Of(Listing, Now);

    public QueueLoad LoadOf(SimulatedGate gate) => Loads().TryGetValue(gate.GateId, out var load) ? load : default;

    private static void TurnAway(QueueCounters counters)
    {
        counters.Present();
        counters.Deflect(TimeSpan.Zero);
    }

    private void PlanMidnight() => _time.Plan(AccountDirectory.MidnightBefore(Now).AddDays(1) - Now, () =>
    {
        var loads = Loads();
        foreach (var queue in _counters)
            queue.Value.StartDay(loads.TryGetValue(queue.Key, out var load) ? load.Waiting : 0);

        Chat.StartDay();
        PlanMidnight();
    });
}
