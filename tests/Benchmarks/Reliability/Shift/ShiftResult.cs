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
    MemorySample Before,
    IReadOnlyList<MemorySample> Memory,
    Findings Findings)
{
    // Beside the tenth that the heap may grow by: what the collector varies by. The agents of every look would be a hundred times as much.
    private const long Slack = 256 << 10;

    /// <summary>What of the heap is this run's: the client's, the sandbox's and what watches both.</summary>
    public long Heap(MemorySample sample) => sample.Managed - Before.Managed;

    public IReadOnlyList<string> Violations()
    {
        var violations = Findings.Kept.Concat(Traffic.Violations(Limits)).ToList();
        violations.AddRange(Memory.Skip(1).Select(later => MemorySample.Growth("heap", Heap(Memory[0]), Heap(later), Slack)).OfType<string>());
        return violations;
    }
}
