namespace RingCx.Errors;

/// <summary>The ids of this module's errors: part of its contract, so scripts may depend on them.</summary>
internal static class ErrorIds
{
    public const string ActionRefused = nameof(ActionRefused);
    public const string AccountNotChosen = nameof(AccountNotChosen);
    public const string AgentNotOnCall = nameof(AgentNotOnCall);
    public const string AuditNotWritten = nameof(AuditNotWritten);
    public const string AuthenticationFailed = nameof(AuthenticationFailed);
    public const string BadResponse = nameof(BadResponse);
    public const string CallNotFound = nameof(CallNotFound);
    public const string CommandNotThere = nameof(CommandNotThere);
    public const string CredentialsNotRead = nameof(CredentialsNotRead);
    public const string FileNotRead = nameof(FileNotRead);
    public const string FileNotWritten = nameof(FileNotWritten);
    public const string InvalidAccountId = nameof(InvalidAccountId);
    public const string InvalidArgument = nameof(InvalidArgument);
    public const string InvalidCsv = nameof(InvalidCsv);
    public const string InvalidDisposition = nameof(InvalidDisposition);
    public const string InvalidPath = nameof(InvalidPath);
    public const string InvalidPhoneNumber = nameof(InvalidPhoneNumber);
    public const string InvalidRingDuration = nameof(InvalidRingDuration);
    public const string InvalidTelephonyId = nameof(InvalidTelephonyId);
    public const string InvalidUii = nameof(InvalidUii);
    public const string InvalidUri = nameof(InvalidUri);
    public const string MissingArgument = nameof(MissingArgument);
    public const string NameNotFound = nameof(NameNotFound);
    public const string NoTerminal = nameof(NoTerminal);
    public const string NotConnected = nameof(NotConnected);
    public const string OutcomeUnknown = nameof(OutcomeUnknown);
    public const string OutcomesFailed = nameof(OutcomesFailed);
    public const string PermissionDenied = nameof(PermissionDenied);
    public const string RateLimited = nameof(RateLimited);
    public const string RecordingNotResumed = nameof(RecordingNotResumed);
    public const string SandboxNotStarted = nameof(SandboxNotStarted);
    public const string ServiceError = nameof(ServiceError);
    public const string TokenCacheUnavailable = nameof(TokenCacheUnavailable);
    public const string WaitTimeout = nameof(WaitTimeout);
}
