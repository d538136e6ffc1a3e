namespace RingCx.Reliability.Shift;

/// <summary>One agent as the run knows them: what the agent was told to do, and the calls that the service says the agent has.</summary>
internal sealed class FloorAgent(string username, int groupId)
{
    /// <summary>The team that takes the queues' calls and chats.</summary>
    public const int ServiceTeam = 301;

    /// <summary>The team that places calls.</summary>
    public const int OutboundTeam = 302;

    public const string Available = "AVAILABLE";
    public const string OnCall = "ON_CALL";
    public const string WrapUp = "WRAP_UP";
    public const string Dialing = "DIALING";

    // Of the sandbox.
    private static readonly TimeSpan DispositionWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DialTime = TimeSpan.FromSeconds(1);

    private readonly Queue<DateTimeOffset> _dialled = [];
    private (int Login, DateTimeOffset From, DateTimeOffset Until)? _loginBefore;
    private DateTimeOffset _loggedInAt = DateTimeOffset.MinValue;
    private int _logins = 1;
    private SandboxCall? _call;
    private int _handled;
    private bool _wrapsUp;

    // The end of a call is known to lie between two looks at the calls, and so is the end of what follows it.
    private (DateTimeOffset From, DateTimeOffset Until)? _pendingUntil;

    public string Username => username;

    public bool IsInService => groupId == ServiceTeam;

    public bool Dials => groupId == OutboundTeam;

    /// <summary>Counts the logins; null while logged out.</summary>
    public int? Login { get; private set; } = 1;

    public string Chosen { get; private set; } = Available;

    public bool IsOffHook { get; private set; } = true;

    public void LogIn(DateTimeOffset now)
    {
        (Login, _loggedInAt, Chosen) = (++_logins, now, Available);
        (_handled, _wrapsUp, _pendingUntil) = (0, false, null);
    }

    public void LogOut(DateTimeOffset now)
    {
        _loginBefore = (Login!.Value, _loggedInAt, now);
        Login = null;
    }

    public void Hook(bool isOffHook) => IsOffHook = isOffHook;

    public void Choose(string state) => (Chosen, _wrapsUp) = (state, false);

    /// <summary>The agent has a call, or still has it.</summary>
    public void Hold(SandboxCall call) => _call = call;

    /// <summary>The agent takes a call.</summary>
    /// <returns>The login that took it, which need not be the one of now; null for none.</returns>
    public int? Take(SandboxCall call)
    {
        var at = call.DequeueTime!.Value;
        var login = Login is not null && _loggedInAt <= at ? Login
            : _loginBefore is { } before && before.From <= at && at <= before.Until ? before.Login
            : null;
        if (login is not null && login == Login)
        {
            (_wrapsUp, _pendingUntil) = (false, null);
        }

        if (call.GateId is null)
        {
            _dialled.Enqueue(call.EnqueueTime);
            // More than there can be between two answers that came.
            if (_dialled.Count > 16)
            {
                _dialled.Dequeue();
            }
        }

        return login;
    }

    /// <summary>A call of the agent's, which a login took, has ended by itself between two times.</summary>
    public void Finish(int? login, DateTimeOffset from, DateTimeOffset until)
    {
        _call = null;
        if (login is not null && login == Login)
        {
            _handled++;
            _wrapsUp = true;
            _pendingUntil = (from + DispositionWait, until + DispositionWait);
        }
    }

    /// <summary>Whether the agent was dialling, as it turned out when the call was there.</summary>
    public bool WasDialing(DateTimeOffset at) => _dialled.Any(dialled => dialled <= at && at < dialled + DialTime);

    /// <summary>The agent at a moment; null for one who is not there.</summary>
    public AgentTruth? At(DateTimeOffset now) => Login is not { } login ? null : new AgentTruth(
        this,
        login,
        _loggedInAt == DateTimeOffset.MinValue ? null : _loggedInAt,
        Chosen,
        IsOffHook,
        _call,
        _handled,
        _wrapsUp,
        MayBePending: _call is null && _pendingUntil is { } most && now < most.Until,
        MustBePending: _call is null && _pendingUntil is { } least && now <= least.From);
}
