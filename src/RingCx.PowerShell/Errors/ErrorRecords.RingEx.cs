namespace RingCx.Errors;

/// <summary>The records of RingEX, RingCentral's own platform.</summary>
internal static partial class ErrorRecords
{
    public static ErrorRecord InvalidTelephonyId(string id, string parameter, object? target) => Record(
        ErrorIds.InvalidTelephonyId, target ?? id,
        $"-{parameter} '{Redaction.Phone(Shorten(id))}' is not an id of RingEX. It is letters, digits, - and _, such as "
        + "s-a6abd24ca6774373a8120a3390d3cbe8 for a session and p-a6abd24ca6774373a8120a3390d3cbe8-2 for a party; "
        + "Get-RingExActiveCall and Get-RingExCallSession show them.");

    /// <summary>The record for a request that RingEX did not serve.</summary>
    /// <param name="what">What was asked for, as in "park the call".</param>
    /// <param name="target">What it was asked for: a session's id, where there is one.</param>
    /// <param name="permission">The permission it takes, as RingCentral calls it, where the answer does not name it.</param>
    /// <param name="session">The session; null where it was about none.</param>
    /// <param name="hint">Why the state might not allow it, and what to do then; null where it cannot be.</param>
    public static ErrorRecord FromRingEx(
        RingCxException error, string what, object? target, string? permission, string? session, string? hint = null, bool acts = false)
    {
        var soFar = !acts ? string.Empty : " " + (error.MayBeDone ? MaybeDone : NothingDone);
        var look = $"Look with {(session is null ? "Get-RingExActiveCall" : "Get-RingExCallSession " + session)} before you try again.";
        var scope = acts || session is not null
            ? "; sessions take the app's scope 'Call Control', which RingCentral grants on request"
            : string.Empty;
        var lacking = (error.Permission ?? permission) is { } name ? $"the permission '{name}'" : "a permission";
        return error.Kind switch
        {
            FailureKind.NotFound when session is not null => Is(
                ErrorIds.CallNotFound,
                $"Could not {what}: session {session} has ended, the party has left it, or it is not one of this account.{soFar} "
                + "Get-RingExActiveCall lists the calls, and Get-RingExCallSession a call's parties."),
            FailureKind.NotFound => Is(
                ErrorIds.ServiceError,
                $"Could not {what}: the service does not know it. Check the ids that were given, and the host (Get-RcxConnection).",
                ErrorCategory.ObjectNotFound),
            FailureKind.Refused => Is(
                ErrorIds.ActionRefused,
                $"The service refused to {what}{(session is null ? string.Empty : $" ({session})")}: "
                + $"the state of the call does not allow it. {hint}"),
            FailureKind.PermissionDenied => Is(
                ErrorIds.PermissionDenied,
                $"Could not {what}: the user, or the app, lacks {lacking}. The user's is set in the RingCentral Admin Portal under Users > "
                + $"Roles, the app's in the developer portal under Security{scope}.{soFar}{CodeOf(error)}"),
            FailureKind.InvalidRequest => Is(ErrorIds.InvalidArgument, $"Could not {what}. {error.Message}"),
            FailureKind.OutcomeUnknown => Is(
                ErrorIds.OutcomeUnknown, $"Nobody knows whether the service did {what}: {LowerFirst(error.Message)} {look}"),
            FailureKind.BadResponse when acts && !error.IsSignIn => Is(
                ErrorIds.BadResponse, $"Nobody knows whether the service did {what}. {error.Message} {look}"),
            _ => From(error, what, target, acts: acts),
        };

        ErrorRecord Is(string id, string message, ErrorCategory? category = null) => Record(id, target, message, error, category);
    }
}
