namespace RingCx.Reliability.Shift;

/// <summary>The floor as it really was at one moment; of the agents those who were logged in, by user name.</summary>
internal sealed record FloorLook(
    DateTimeOffset At, IReadOnlyList<SandboxCall> Calls, IReadOnlyDictionary<string, AgentTruth> Agents, IReadOnlyDictionary<int, QueueTally> Queues);

/// <summary>A request as the service had it, and the floor just after it was served.</summary>
internal sealed record Served(SandboxExchange Exchange, FloorLook Floor);
