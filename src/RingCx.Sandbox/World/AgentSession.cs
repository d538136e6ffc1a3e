namespace RingCx.Sandbox;

/// <summary>One login of an agent: the state that the agent is in, and what the agent has done since.</summary>
internal sealed class AgentSession(int loginId, DateTimeOffset loggedInAt)
{
    public const string Available = "AVAILABLE";
    public const string OnCall = "ON_CALL";
    public const string WrapUp = "WRAP_UP";

    /// <summary>Between a manual call's request and its place in the listing.</summary>
    public const string Dialing = "DIALING";

    private DateTimeOffset _chosenAt = loggedInAt;
    private DateTimeOffset _freeSince;
    private SandboxCall? _pending;
    private DateTimeOffset _pendingSince;
    private DateTimeOffset _pendingUntil;
    private bool _wrapsUp;

    public int LoginId => loginId;

    public DateTimeOffset LoggedInAt { get; } = loggedInAt;

    public string ChosenState { get; private set; } = Available;

    /// <summary>Whether the agent has chosen to take work; a call, or one that waits for its disposition, does not change it.</summary>
    public bool TakesWork => ChosenState == Available;

    public int CallsHandled { get; private set; }

    public int RingsNotAnswered { get; private set; }

    /// <summary>Of calls that are over, each in whole seconds.</summary>
    public long TalkSeconds { get; private set; }

    /// <summary>States what had been done before the sandbox started.</summary>
    public void Resume(string state, DateTimeOffset stateSince, int callsHandled, int ringsNotAnswered, long talkSeconds)
    {
        (ChosenState, _chosenAt) = (state, stateSince);
        (CallsHandled, RingsNotAnswered, TalkSeconds) = (callsHandled, ringsNotAnswered, talkSeconds);
    }

    /// <summary>Puts the agent into a state, which ends a wrap-up. The same state again goes on.</summary>
    public void Choose(string state, DateTimeOffset now)
    {
        if (state == ChosenState && !(_wrapsUp && IsPending(now)))
            return;

        (ChosenState, _chosenAt, _wrapsUp) = (state, now, false);
    }

    /// <summary>The next call: nobody waits for the last one's disposition any more.</summary>
    public void Take() => (_pending, _wrapsUp) = (null, false);

    public void Finish(SandboxCall call, DateTimeOffset now)
    {
        CallsHandled++;
        TalkSeconds += QueueCounters.WholeSeconds(now - call.DequeueTime!.Value);
        _freeSince = now;
    }

    public void AwaitDisposition(SandboxCall call, DateTimeOffset now, DateTimeOffset until) =>
        (_pending, _pendingSince, _pendingUntil, _wrapsUp) = (call, now, until, true);

    /// <summary>The disposition was set.</summary>
    public void Settle(SandboxCall call, DateTimeOffset now)
    {
        if (!ReferenceEquals(_pending, call))
            return;

        // A state that was chosen meanwhile goes on.
        if (_wrapsUp)
            _freeSince = now;

        Take();
    }

    /// <summary>How long a disposition has been waited for; null when none is.</summary>
    public TimeSpan? PendingFor(DateTimeOffset now) => IsPending(now) ? now - _pendingSince : null;

    /// <summary>The state that is shown: a call goes before a wrap-up, which goes before what was chosen.</summary>
    public (string State, DateTimeOffset Since) StateAt(SandboxCall? call, DateTimeOffset now)
    {
        if (call is not null)
            return (call.IsListed ? OnCall : Dialing, call.DequeueTime!.Value);

        if (_wrapsUp && IsPending(now))
            return (WrapUp, _pendingSince);

        var free = _wrapsUp ? _pendingUntil : _freeSince;
        return (ChosenState, _chosenAt > free ? _chosenAt : free);
    }

    private bool IsPending(DateTimeOffset now) => _pending is not null && now < _pendingUntil;
}
