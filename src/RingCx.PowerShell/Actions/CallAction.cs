namespace RingCx.Actions;

/// <summary>An action on a call with its words, the same wherever it is asked for: as a command or at the board.</summary>
internal sealed class CallAction
{
    private readonly Func<ActiveCallsApi, (string Account, string Uii), IProgress<RequestEvent>, CancellationToken, Task<bool>> _send;

    private CallAction(
        string what, string hint, Func<ActiveCallsApi, (string Account, string Uii), IProgress<RequestEvent>, CancellationToken, Task<bool>> send, string? permission = null)
    {
        What = what;
        Hint = hint;
        Permission = permission;
        _send = send;
    }

    /// <summary>What is done, as in "put the call on hold"; phone numbers masked.</summary>
    public string What { get; }

    /// <summary>Why the service might refuse and what to do then.</summary>
    public string Hint { get; }

    /// <summary>The permission that it takes, as RingCX Admin calls it; null where the documents name none.</summary>
    public string? Permission { get; }

    public static CallAction HangUp() => new(
        "hang up",
        "The call may have ended already. See Get-RcxActiveCall.",
        static (calls, call, progress, cancellationToken) => calls.HangUpAsync(call.Account, call.Uii, progress, cancellationToken));

    public static CallAction Hold(bool on) => new(
        on ? "put the call on hold" : "take the call off hold",
        on ? "The call may be on hold already, or still wait in a queue." : "The call may not be on hold now.",
        (calls, call, progress, cancellationToken) => calls.SetHoldAsync(call.Account, call.Uii, on, progress, cancellationToken));

    public static CallAction Requeue(int gateId) => new(
        "send the call to queue " + gateId.ToString(CultureInfo.InvariantCulture),
        "The queue may not exist: see Get-RcxQueue.",
        (calls, call, progress, cancellationToken) => calls.RequeueAsync(call.Account, call.Uii, gateId, progress, cancellationToken));

    public static CallAction Join(RcxSessionType type, string phone) => new(
        $"add a {type} session for {Redaction.Phone(phone)}",
        "The call may still wait in a queue, or the number is on it already. See Get-RcxActiveCall.",
        (calls, call, progress, cancellationToken) => calls.AddSessionAsync(call.Account, call.Uii, phone, (SessionType)type, progress, cancellationToken),
        type switch { RcxSessionType.Coaching => "Coaching", RcxSessionType.BargeIn => "Barge-in", _ => "Monitor calls" });

    /// <summary>Does it; false where the service refused.</summary>
    public Task<bool> SendAsync(ActiveCallsApi calls, string account, string uii, IProgress<RequestEvent> progress, CancellationToken cancellationToken) =>
        _send(calls, (account, uii), progress, cancellationToken);
}
