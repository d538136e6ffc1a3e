using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>How a supervisor's shift went.</summary>
internal sealed record ShiftResult(
    TimeSpan Duration,
    TimeSpan RealTime,
    int AgentsAtStart,
    int CallsAtStart,
    IReadOnlyDictionary<string, Tally> Looks,
    AgentJudge Agents,
    QueueJudge Queues,
    CallJudge Calls,
    ActionJudge Actions,
    Tally ActionOutcomes,
    Tally Moves,
    Traffic Traffic,
    SandboxOptions Limits,
    IReadOnlyList<MemorySample> Memory,
    Findings Findings)
{
    // Beside the tenth that memory may grow by: what the collector varies by. An agent's state of every look would be thirty times as much.
    private const long Slack = 256 << 10;

    public IReadOnlyList<string> Violations()
    {
        var violations = Findings.Kept.Concat(Traffic.Violations(Limits)).ToList();
        violations.AddRange(Memory.Skip(1).Select(later => MemorySample.Growth("managed memory", Memory[0].Managed, later.Managed, Slack)).OfType<string>());
        return violations;
    }
}
