using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>Compares the queues' figures with the calls and the agents of the floor; those of chats, which nobody else tells of, with each other.</summary>
internal sealed class QueueJudge(Findings findings)
{
    // Of the sandbox: those of before the run are the longest.
    private static readonly TimeSpan ShortestChat = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestChat = TimeSpan.FromMinutes(12);

    // What was counted before the run, by queue; of a chat queue the counters of the answer before.
    private readonly Dictionary<int, QueueTally> _earlier = [];
    private readonly Dictionary<int, RcxQueueState> _before = [];

    public int Rows { get; private set; }

    public int Wrong { get; private set; }

    public void Judge(IReadOnlyList<RcxQueueState> rows, FloorLook floor)
    {
        var team = floor.Agents.Values.Where(static a => a.Agent.IsInService).ToList();
        foreach (var row in rows)
        {
            Rows++;
            var difference = row.Staffed != team.Count ? $"{row.Staffed} agents, and not {team.Count}"
                : row.Presented != row.Accepted + row.Abandoned + row.Deflected + row.InQueue ? "the counters do not add up"
                : row.At.ToUnixTimeSeconds() != floor.At.ToUnixTimeSeconds() ? Invariant($"as of {row.At:HH:mm:ss}")
                : row.Channel == RcxQueueChannel.Chat ? ChatDifference(row, team)
                : VoiceDifference(row, floor, team);
            if (difference is not null)
            {
                Wrong++;
                findings.Add(Invariant($"{floor.At:HH:mm:ss.fff} {row.GateName}: {difference}."));
            }
        }
    }

    private string? VoiceDifference(RcxQueueState row, FloorLook floor, List<AgentTruth> team)
    {
        var calls = floor.Calls.Where(c => c.GateId == row.GateId).ToList();
        var waiting = calls.Where(static c => c.AgentUsername is null).ToList();
        var longest = waiting.Count == 0 ? 0 : (long)(floor.At - waiting.Min(static c => c.EnqueueTime)).TotalSeconds;
        var tally = floor.Queues.GetValueOrDefault(row.GateId!.Value);
        var earlier = new QueueTally(row.Presented!.Value - row.Deflected!.Value - tally.Came, row.Accepted!.Value - tally.Answered, row.Abandoned!.Value - tally.GivenUp);
        _earlier.TryAdd(row.GateId.Value, earlier);
        return
            row.Active != calls.Count - waiting.Count ? $"{row.Active} calls with agents, and not {calls.Count - waiting.Count}"
            : row.InQueue != waiting.Count ? $"{row.InQueue} calls wait, and not {waiting.Count}"
            : row.LongestInQueue?.TotalSeconds != longest ? $"the longest waits for {row.LongestInQueue}, and not {longest} s"
            : row.Available < team.Count(static a => a.Available.Must) || row.Available > team.Count(static a => a.Available.May) ? $"{row.Available} are available"
            : _earlier[row.GateId.Value] != earlier ? $"it counts other calls than came: {earlier}, and not {_earlier[row.GateId.Value]}"
            : null;
    }

    private string? ChatDifference(RcxQueueState row, List<AgentTruth> team)
    {
        var before = _before.GetValueOrDefault(row.GateId!.Value) ?? row;
        _before[row.GateId.Value] = row;
        return
            row.Available > team.Count(static a => a.Chosen == FloorAgent.Available) ? $"{row.Available} take chats"
            : row.Presented < before.Presented || row.Accepted < before.Accepted || row.Abandoned < before.Abandoned ? "a counter went back"
            // What was accepted is with an agent, or over.
            : Over(row) - Over(before) is var over && over < 0 ? "a chat that was over is not any more"
            : row.TotalTalkTime - before.TotalTalkTime is var time && (time < over * ShortestChat || time > over * LongestChat) ? $"{over} chats lasted {time}"
            : null;

        static int? Over(RcxQueueState queue) => queue.Accepted - queue.Active;
    }
}
