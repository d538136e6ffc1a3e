namespace RingCx.Foundation;

/// <summary>The base of the commands that use RingEX, RingCentral's own platform.</summary>
public abstract class RingExCommand : RcxCommand
{
    private protected RingExCommand() { }

    /// <summary>The connection to use; by default the one that Connect-Rcx made in this runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public RcxConnection? Connection { get; set; }

    /// <summary>Chooses the connection.</summary>
    protected override void BeginProcessing() => UseConnection(Connection, forRingEx: true);

    /// <summary>A telephony session as it is now; null after a record was written.</summary>
    private protected RingExCallSession? SessionOrError(string session) => TryAwait(
        (progress, token) => Client.RingEx.GetSessionAsync(session, progress, token),
        e => ErrorRecords.FromRingEx(e, "read the session", session, null, session),
        out var answer) ? answer : null;

    /// <summary>A party as it is now; null after a record was written.</summary>
    private protected RingExCallParty? PartyOrError(string session, string party) => TryAwait(
        (progress, token) => Client.RingEx.GetPartyAsync(session, party, progress, token),
        e => ErrorRecords.FromRingEx(e, "read the party", session, null, session),
        out var answer) ? answer : null;

    /// <summary>Acts on each session whose id is good; for the others there is a record, and the pipeline goes on.</summary>
    private protected void ActOnSessions(string[]? given, Action<string> act)
    {
        const string Parameter = "TelephonySessionId";
        const string Example = "Give a session's id, or pipe calls in: Get-RingExActiveCall | …";
        if (given is not { Length: > 0 })
            ActOn(string.Empty, null, () => ReportError(ErrorRecords.MissingArgument(Parameter, Example)));

        foreach (var one in given ?? [])
        {
            ActOn(one, null, () =>
            {
                if (TelephonyIdOrError(one, Parameter, Example, one) is { } session)
                    act(session);
            });
        }
    }

    /// <summary>The same for a party of each session.</summary>
    private protected void ActOnParties(string[]? sessions, string? given, Action<string, string> act) => ActOnSessions(sessions, session =>
    {
        const string Example = "Give a party's id, or pipe parties in: (Get-RingExCallSession …).Parties | …";
        if (TelephonyIdOrError(given, "PartyId", Example, session) is { } party)
            act(session, party);
    });

    /// <summary>An id of a session or a party as it is sent; null after a record was written.</summary>
    private protected string? TelephonyIdOrError(string? given, string parameter, string example, object? target = null)
    {
        var id = given?.Trim();
        if (Identifier.IsTelephonyId(id))
            return id;

        ReportError(id is null or ""
            ? ErrorRecords.MissingArgument(parameter, example, target)
            : ErrorRecords.InvalidTelephonyId(id, parameter, target));
        return null;
    }

    /// <summary>An extension's or a device's id as it is sent; null after a record was written.</summary>
    private protected string? DigitsOrError(string? given, string parameter, string example, object? target)
    {
        var id = given?.Trim();
        if (Identifier.IsExtensionId(id))
            return id;

        ReportError(id is null or ""
            ? ErrorRecords.MissingArgument(parameter, example, target)
            : ErrorRecords.InvalidArgument($"-{parameter} '{Redaction.Phone(id)}' is not right: it is digits. {example}", target));
        return null;
    }

    /// <summary>An extension's short number, or a park orbit's, as it is sent; null after a record was written.</summary>
    private protected string? ExtensionNumberOrError(string? given, string parameter, object? target)
    {
        const int LongestExtension = 8;
        var number = (given ?? string.Empty).Trim();
        if (number.Length is > 0 and <= LongestExtension && number.All(static c => c is (>= '0' and <= '9') or '*'))
            return number;

        ReportError(ErrorRecords.InvalidArgument(
            $"-{parameter} '{Redaction.Phone(number)}' is not a short number, such as 102 or *801. For a phone number there is"
                + " -PhoneNumber.",
            target));
        return null;
    }

    /// <summary>Asks, if it must, then does it, then writes what came of it: an object, where the service gives one.</summary>
    /// <param name="session">The session that it is done to; null where it makes one.</param>
    /// <param name="target">What it is done to, for the question.</param>
    /// <param name="what">What is done, as in "park the call"; phone numbers masked.</param>
    /// <param name="hint">Why the state might not allow it and what to do then.</param>
    /// <param name="result">Makes the object to emit of the answer; null where nothing is emitted.</param>
    /// <param name="subject">What an error is about where that is no session.</param>
    /// <param name="permission">The permission that it takes; null where the service alone tells.</param>
    /// <returns>Whether it was done.</returns>
    private protected bool Perform<T>(
        string? session,
        string target,
        string what,
        string hint,
        ServiceAction<T?> action,
        Func<T, object>? result = null,
        object? subject = null,
        string? permission = null)
        where T : class
    {
        NameAction(action.Name, null);
        ErrorRecord Explain(RingCxException e) =>
            ErrorRecords.FromRingEx(e, what, subject ?? session, permission, session, hint, acts: true);
        if (!TryPerform(target, what, action, Explain, out var answer))
            return false;

        if (answer is not null && result is not null)
            Emit(result(answer));

        return true;
    }
}
