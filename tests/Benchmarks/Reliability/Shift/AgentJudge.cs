using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>Compares what the client tells of the agents, and of what became of them, with the floor.</summary>
internal sealed class AgentJudge(Findings findings)
{
    // From the floor: an agent and one login of the agent.
    private readonly Dictionary<(string Username, int Login), AgentShown> _before = [];
    private readonly Dictionary<(string Username, int Login), int> _handledBefore = [];
    private readonly Dictionary<string, (int Login, long Id)> _loginIds = [];
    private readonly HashSet<long> _idsSeen = [];
    private DateTimeOffset _lookedAt;

    public int Rows { get; private set; }

    /// <summary>Rows that are not as the floor was, that are missing, or that nobody stands behind.</summary>
    public int Wrong { get; private set; }

    /// <summary>What was told, by the kind of event.</summary>
    public Tally Told { get; } = new();

    /// <summary>Events that did not happen.</summary>
    public int False { get; private set; }

    /// <summary>What happened from one answer to the next, whichever came, and was not told.</summary>
    public int Missed { get; private set; }

    /// <summary>The longest time from one answer to the next.</summary>
    public TimeSpan LongestGap { get; private set; }

    public void Judge(IReadOnlyList<RcxAgentEvent> events, IReadOnlyCollection<RcxAgentState> rows, FloorLook floor)
    {
        var now = new Dictionary<(string Username, int Login), AgentShown>();
        foreach (var row in rows)
        {
            Rows++;
            if (row.Username is { } username && floor.Agents.TryGetValue(username, out var truth))
            {
                var isTwice = !now.TryAdd((username, truth.Login), new AgentShown(row));
                if ((isTwice ? "shown twice" : Difference(row, truth, floor.At)) is { } difference)
                {
                    Wrong++;
                    findings.Add(Invariant($"{floor.At:HH:mm:ss.fff} {username}: {difference}."));
                }
            }
            else
            {
                Wrong++;
                findings.Add(Invariant($"{floor.At:HH:mm:ss.fff} {row.Username} was shown, and is not there."));
            }
        }

        foreach (var missing in floor.Agents.Values.Where(truth => !now.ContainsKey((truth.Agent.Username, truth.Login))))
        {
            Wrong++;
            findings.Add(Invariant($"{floor.At:HH:mm:ss.fff} {missing.Agent.Username} was not shown, and is there."));
        }

        JudgeDialing(floor);
        JudgeEvents(events, now, floor.At);
        LongestGap = _before.Count > 0 && floor.At - _lookedAt > LongestGap ? floor.At - _lookedAt : LongestGap;
        _lookedAt = floor.At;
        _before.Clear();
        foreach (var (who, shown) in now)
        {
            _before.Add(who, shown);
        }
    }

    private static long WholeSeconds(TimeSpan time) => (long)time.TotalSeconds;

    /// <summary>What of a row is not as it was; null where all is.</summary>
    private string? Difference(RcxAgentState row, AgentTruth truth, DateTimeOffset at)
    {
        var isPending = row.PendingDisposition == true;
        var isDialing = row.State == FloorAgent.Dialing && truth.Agent.Dials && truth.Call is null && !isPending;
        var call = truth.Call;
        var loggedInFor = truth.LoggedInAt is { } since ? WholeSeconds(at - since) : (long?)null;
        return
            row.State != truth.State(isPending) && !isDialing ? $"{row.State}, and not {truth.State(isPending)}"
            : !isDialing && (isPending ? !truth.MayBePending : truth.MustBePending) ? $"the disposition is {(isPending ? "not " : "")}waited for"
            : (row.Uii, row.Ani, row.Dnis) != (call?.Uii, call?.Ani, call?.Dnis) ? $"the call {row.Uii}, and not {call?.Uii}"
            : (row.GateId, row.CampaignId) != (call?.GateId, call?.CampaignId) ? "a call of another queue"
            : call is not null && row.StateTime?.TotalSeconds != WholeSeconds(at - call.DequeueTime!.Value) ? $"on the call for {row.StateTime}"
            : row.IsOffHook != truth.IsOffHook ? $"off-hook {row.IsOffHook}"
            : !IsLogin(row, truth) ? $"the login {row.AgentLoginId}, which is another"
            : loggedInFor is { } seconds && row.LoginTime?.TotalSeconds != seconds ? $"logged in for {row.LoginTime}, and not {seconds} s"
            : row.CallsHandled != truth.Handled + HandledBefore(row, truth) ? $"{row.CallsHandled} calls handled"
            : row.At.ToUnixTimeSeconds() != at.ToUnixTimeSeconds() ? Invariant($"as of {row.At:HH:mm:ss}")
            : null;
    }

    /// <summary>Whether the id is the login's: the same as before, or, of a new login, one that no other had.</summary>
    private bool IsLogin(RcxAgentState row, AgentTruth truth)
    {
        if (row.AgentLoginId is not { } id)
        {
            return false;
        }

        if (_loginIds.TryGetValue(truth.Agent.Username, out var known) && known.Login == truth.Login)
        {
            return known.Id == id;
        }

        _loginIds[truth.Agent.Username] = (truth.Login, id);
        return _idsSeen.Add(id);
    }

    // Of a login of before the run nobody knows; the first answer says it.
    private int HandledBefore(RcxAgentState row, AgentTruth truth)
    {
        if (truth.LoggedInAt is not null)
        {
            return 0;
        }

        var who = (truth.Agent.Username, truth.Login);
        if (!_handledBefore.TryGetValue(who, out var before))
        {
            _handledBefore[who] = before = row.CallsHandled.GetValueOrDefault() - truth.Handled;
        }

        return before;
    }

    /// <summary>Whether those who dialled at the last answer, and they alone, were shown so: their calls are there by now.</summary>
    private void JudgeDialing(FloorLook floor)
    {
        foreach (var ((username, login), shown) in _before)
        {
            if (floor.Agents.TryGetValue(username, out var truth) && truth.Login == login && shown.Uii is null
                && truth.Agent.WasDialing(_lookedAt) != (shown.State == FloorAgent.Dialing))
            {
                Wrong++;
                findings.Add(Invariant($"{_lookedAt:HH:mm:ss.fff} {username}: {shown.State}, but the agent {(shown.State == FloorAgent.Dialing ? "did not dial" : "dialled")}."));
            }
        }
    }

    private void JudgeEvents(IReadOnlyList<RcxAgentEvent> events, Dictionary<(string Username, int Login), AgentShown> now, DateTimeOffset at)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (who, shown) in now)
        {
            if (!_before.TryGetValue(who, out var before))
            {
                expected.Add($"LoggedIn {who.Username} {shown}");
            }
            else if (before != shown)
            {
                expected.Add($"Changed {who.Username} {before} to {shown}");
            }
        }

        foreach (var (who, before) in _before.Where(b => !now.ContainsKey(b.Key)))
        {
            expected.Add($"LoggedOut {who.Username} {before}");
        }

        foreach (var told in events)
        {
            Told.Add(told.Event.ToString());
            if (!expected.Remove(Description(told)) || told.At.ToUnixTimeSeconds() != at.ToUnixTimeSeconds())
            {
                False++;
                findings.Add(Invariant($"{at:HH:mm:ss.fff} was told and did not happen, or not so: {Description(told)}."));
            }
        }

        Missed += expected.Count;
        foreach (var untold in expected)
        {
            findings.Add(Invariant($"{at:HH:mm:ss.fff} was not told: {untold}."));
        }
    }

    private string Description(RcxAgentEvent told) => told.Event == RcxAgentEventKind.Changed
        ? $"Changed {told.Username} {BeforeOf(told)} to {new AgentShown(told.Agent)}"
        : $"{told.Event} {told.Username} {new AgentShown(told.Agent)}";

    // As far as the event tells it, the rest from the answer before.
    private AgentShown? BeforeOf(RcxAgentEvent told)
    {
        var before = _before.Values.FirstOrDefault(b => b.LoginId == told.Agent.AgentLoginId);
        return before is null ? null : before with
        {
            State = Changes(nameof(RcxAgentState.State)) ? told.Previous : told.Agent.State,
            Uii = Changes(nameof(RcxAgentState.Uii)) ? before.Uii : told.Agent.Uii,
            IsPending = Changes(nameof(RcxAgentState.PendingDisposition)) ? before.IsPending : told.Agent.PendingDisposition,
            IsOffHook = Changes(nameof(RcxAgentState.IsOffHook)) ? before.IsOffHook : told.Agent.IsOffHook,
            Handled = Changes(nameof(RcxAgentState.CallsHandled)) ? before.Handled : told.Agent.CallsHandled,
        };

        bool Changes(string property) => told.Changed.Contains(property);
    }

    /// <summary>What of an agent an event can be about: whatever else an answer tells follows from it, or runs on by itself.</summary>
    private sealed record AgentShown(long? LoginId, string? State, string? Uii, bool? IsPending, bool? IsOffHook, int? Handled)
    {
        public AgentShown(RcxAgentState row)
            : this(row.AgentLoginId, row.State, row.Uii, row.PendingDisposition, row.IsOffHook, row.CallsHandled)
        {
        }

        public override string ToString() => $"({LoginId} {State} {Uii} {IsPending} {IsOffHook} {Handled})";
    }
}
