namespace RingCx.Actions;

/// <summary>An action on a call with its words, the same wherever it is asked for: as a command or at the board.</summary>
/// <param name="name">What the emitted object calls it.</param>
/// <param name="what">What is done, as in "put the call on hold"; phone numbers masked.</param>
/// <param name="hint">Why the service might refuse and what to do then.</param>
/// <param name="on">The request, given an account and a call of it.</param>
/// <param name="detail">How it is done, as the emitted object says it; null where there is nothing to say.</param>
/// <param name="permission">The permission that it takes, as RingCX Admin calls it; null where the documents name none.</param>
internal sealed class CallAction(
    string name,
    string what,
    string hint,
    Func<ActiveCallsApi, string, string, ServiceAction<bool>> on,
    string? detail = null,
    string? permission = null)
{
    private const string NotOnTheCall = "The party is not on the call, or has left it.";

    public static readonly CallAction HangUp = new(
        "HangUp",
        "hang up",
        "The call may have ended already. See Get-RcxActiveCall.",
        static (calls, account, uii) => calls.HangUp(account, uii));

    public static readonly CallAction Ping = new(
        "Ping",
        "keep the call from being archived",
        "The call may be archived already.",
        static (calls, account, uii) => calls.Ping(account, uii));

    public string Name { get; } = name;
    public string What { get; } = what;
    public string Hint { get; } = hint;
    public string? Detail { get; } = detail;
    public string? Permission { get; } = permission;

    public static CallAction Hold(bool on) => new(
        "Hold",
        on ? "put the call on hold" : "take the call off hold",
        on ? "The call may be on hold already, or still wait in a queue." : "The call may not be on hold now.",
        (calls, account, uii) => calls.SetHold(account, uii, on),
        on ? "On" : "Off");

    public static CallAction Record(bool on) => new(
        "Recording",
        on ? "start recording" : "stop recording",
        on ? "The call may be recorded already." : "The call may not be recorded now.",
        (calls, account, uii) => calls.SetRecording(account, uii, on),
        on ? "On" : "Off");

    public static CallAction Requeue(int gateId) => new(
        "Requeue",
        "send the call to queue " + gateId.ToString(CultureInfo.InvariantCulture),
        "The queue may not exist: see Get-RcxQueue.",
        (calls, account, uii) => calls.Requeue(account, uii, gateId),
        gateId.ToString(CultureInfo.InvariantCulture));

    public static CallAction Join(RcxSessionType type, string phone) => new(
        "AddSession",
        $"add a {type} session for {Redaction.Phone(phone)}",
        "The call may still wait in a queue, or the number is on it already. See Get-RcxActiveCall.",
        (calls, account, uii) => calls.AddSession(account, uii, phone, type),
        permission: type switch { RcxSessionType.Coaching => "Coaching", RcxSessionType.BargeIn => "Barge-in", _ => "Monitor calls" });

    public static CallAction Remove(string phone) => new(
        "RemoveSession",
        $"remove the session of {Redaction.Phone(phone)}",
        NotOnTheCall,
        (calls, account, uii) => calls.HangUpSession(account, uii, phone),
        Redaction.Phone(phone));

    public static CallAction RemoveById(string sessionId) => new(
        "RemoveSession",
        $"remove session {sessionId}",
        NotOnTheCall,
        (calls, account, uii) => calls.HangUpSessionById(account, uii, sessionId),
        sessionId);

    public static CallAction SetDisposition(string disposition, DateTime? callback, string? notes)
    {
        var detail = disposition + callback?.ToString("', call back' yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new(
            "Disposition",
            $"set the disposition {detail}",
            "The call's queue or campaign may not have the disposition, or it takes -Notes, or is disabled: see Get-RcxDisposition.",
            (calls, account, uii) => calls.SetDisposition(account, uii, disposition, callback, notes),
            detail);
    }

    /// <summary>What is sent to do it to a call.</summary>
    public ServiceAction<bool> On(ActiveCallsApi calls, string account, string uii) => on(calls, account, uii);
}
