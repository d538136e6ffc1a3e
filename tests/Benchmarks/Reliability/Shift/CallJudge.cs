using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>Compares the calls that the client follows, and what it tells of them, with the floor.</summary>
internal sealed class CallJudge(Findings findings)
{
    private Dictionary<string, string?> _before = [];

    public int Rows { get; private set; }

    public int Wrong { get; private set; }

    public void Judge(IReadOnlyList<RcxCallEvent> events, IReadOnlyCollection<RcxActiveCall> rows, FloorLook floor)
    {
        Rows += rows.Count;
        var truth = floor.Calls.ToDictionary(static c => c.Uii, static c => c.AgentUsername);
        var shown = rows.Select(static c => $"{c.Uii} {c.DequeueTime is not null}").ToHashSet();
        shown.SymmetricExceptWith(truth.Select(static c => $"{c.Key} {c.Value is not null}"));
        var expected = truth.Where(c => !_before.ContainsKey(c.Key)).Select(static c => $"{RcxCallEventKind.Started} {c.Key}")
            .Concat(truth.Where(c => _before.TryGetValue(c.Key, out var agent) && agent != c.Value).Select(static c => $"{RcxCallEventKind.Changed} {c.Key}"))
            .Concat(_before.Keys.Where(uii => !truth.ContainsKey(uii)).Select(static uii => $"{RcxCallEventKind.Ended} {uii}")).ToHashSet();
        expected.SymmetricExceptWith(events.Select(static e => $"{e.Event} {e.Uii}"));
        foreach (var difference in shown.Concat(expected))
        {
            Wrong++;
            findings.Add(Invariant($"{floor.At:HH:mm:ss.fff} the call {difference} is told of, and is not so, or the other way round."));
        }

        _before = truth;
    }
}
