using RingCx.Client.Csv;

namespace RingCx.Errors;

/// <summary>Makes every error record of the module: one place for ids, categories and words; RingEX's and the agents' beside it.</summary>
internal static partial class ErrorRecords
{
    /// <summary>What stands in place of an outcome where an object has none.</summary>
    public const string NoOutcome = "without an outcome";

    /// <summary>The id of a record, without the name of the command that PowerShell adds.</summary>
    public static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    private const string NothingDone = "Nothing was done.";
    private const string MaybeDone = "An attempt before it may have been carried out.";

    private const string HintOnAgent =
        "The agent must be logged in and off-hook, and is named by the Username that Get-RcxAgent gives, not by an office e-mail. ";

    private const string SomePermission =
        "a permission (for calls: the call control permissions, such as Monitor calls, Barge-in and Coaching)";

    public static ErrorRecord NotConnected() => Record(
        ErrorIds.NotConnected, null,
        "There is no connection. Run Connect-Rcx first (Connect-Rcx -Sandbox to try things out), or hand one over with -Connection.");

    public static ErrorRecord ConnectionClosed(object? target, Exception? cause = null) => Record(
        ErrorIds.NotConnected, target, "The connection was closed by Disconnect-Rcx. Run Connect-Rcx again.", cause);

    public static ErrorRecord WrongService(object target, bool isForRingEx) => Record(
        ErrorIds.NotConnected, target, isForRingEx
            ? "This connection has no RingCentral token, which RingEX takes: it was made with -Credential or -ApiToken. "
                + "Connect with a JWT (Connect-Rcx -ClientId … -ClientSecret … -Jwt …) or with -RingCentralToken."
            : "This connection is for RingEX alone (Connect-Rcx -RingExOnly). Run Connect-Rcx without -RingExOnly for RingCX's calls.");

    public static ErrorRecord CallNotFound(string uii, object? target, Exception? cause = null, string? soFar = null) => Record(
        ErrorIds.CallNotFound, target,
        $"Call {uii} has ended, or is not of this account: the service does not know it. {soFar ?? NothingDone} "
        + "Get-RcxActiveCall lists the calls that can be acted on.", cause);

    public static ErrorRecord MissingArgument(string parameter, string example, object? target = null) => Record(
        ErrorIds.MissingArgument, target, $"-{parameter} is missing. {example}");

    public static ErrorRecord InvalidArgument(string message, object? target = null) => Record(ErrorIds.InvalidArgument, target, message);

    public static ErrorRecord InvalidUii(string uii) => Record(
        ErrorIds.InvalidUii, uii,
        $"'{OffendingCharacter.Visible(Shorten(uii))}' is not a call's uii. {Identifier.ProblemOfUii(uii)} A uii is letters and digits, "
        + "such as 202005081040440132050000019657; Get-RcxActiveCall shows them. Put it in quotes, or PowerShell may read it as a number.");

    public static ErrorRecord InvalidAccountId(string accountId, object? target) => Record(
        ErrorIds.InvalidAccountId, target,
        $"'{Shorten(accountId)}' is not an account's id. An account id is digits, such as 12440011; Get-RcxAccount shows them.");

    public static ErrorRecord InvalidPhoneNumber(string? phone, string parameter, string problem, object? target) => Record(
        ErrorIds.InvalidPhoneNumber, target, phone is null or ""
            ? $"-{parameter} is empty. Give a phone number: 7 to 15 digits, such as 6505550123, or with a country code, such as "
                + "+16505550123."
            : $"-{parameter} '{OffendingCharacter.Visible(Redaction.Phone(Shorten(phone)))}' is not a phone number. "
                + $"{problem} Give 7 to 15 digits, such as 6505550123, or a country code after a plus sign, such as +16505550123. "
                + "Spaces, dashes and brackets do no harm in quotes, such as '(650) 555-0123'.");

    public static ErrorRecord NoSupervisorPhone(string parameter, object? target) => Record(
        ErrorIds.InvalidPhoneNumber, target,
        $"There is no number for the supervisor. Give -{parameter}, or connect with Connect-Rcx -SupervisorPhone.");

    public static ErrorRecord InvalidRingDuration(int seconds, object? target) => Record(
        ErrorIds.InvalidRingDuration, target, $"-RingDuration {seconds} is out of range. Give 1 to 600 seconds, such as 30.");

    public static ErrorRecord InvalidDisposition(object? target) => Record(
        ErrorIds.InvalidDisposition, target,
        "-Disposition is empty or holds control characters. Give the name of a disposition that exists in the account, such as SALE.");

    public static ErrorRecord InvalidUri(string parameter, string reason) => Record(
        ErrorIds.InvalidUri, null, $"-{parameter} {reason}");

    public static ErrorRecord InvalidPath(string path) => Record(
        // What stands behind a question mark may be anybody's number or note.
        ErrorIds.InvalidPath, path.Split('?')[0],
        "-Path is not a path of the voice API. Give one below its root, such as /v1/admin/accounts/{accountId}/activeCalls/list, with the "
        + "parameters in -Query.");

    public static ErrorRecord ActionRefused(string what, string uii, string hint) => Record(
        ErrorIds.ActionRefused, uii, $"The service refused to {what} ({uii}). {hint}");

    public static ErrorRecord AccountNotChosen(IReadOnlyList<RcxAccount> accounts) => Record(
        ErrorIds.AccountNotChosen, null, accounts.Count == 0
            ? "The user sees no account. Give -AccountId, or have the user added to an account in RingCX Admin."
            : $"The user sees {accounts.Count} accounts. Say which with -AccountId: "
                + $"{string.Join(", ", accounts.Take(20))}{(accounts.Count > 20 ? ", …" : string.Empty)}.");

    public static ErrorRecord NoQueueForNumber(string number, Exception cause) => Record(
        ErrorIds.NameNotFound, Redaction.Phone(number),
        $"No queue of the account has the number {Redaction.Phone(number)}. See RingCX Admin for the numbers that are assigned "
        + "to queues.", cause);

    public static ErrorRecord NoQueueOfId(int gateId, Exception? cause = null) => Record(
        ErrorIds.NameNotFound, gateId,
        $"The account has no queue with the id {gateId}, or not in the group that is given. Get-RcxQueue shows the queues.", cause);

    public static ErrorRecord NoGroupOfQueue(int gateId, string? name) => Record(
        ErrorIds.BadResponse, gateId,
        $"The service does not say which group queue {(name is null ? string.Empty : $"'{Shorten(name)}' ")}({gateId}) is in, and its "
        + "dispositions are found by that. Give -GateGroupId: RingCX Admin shows it.");

    public static ErrorRecord NoCampaign(int campaignId, int dialGroupId, Exception cause) => Record(
        ErrorIds.NameNotFound, campaignId,
        $"The account has no campaign {campaignId} in a dial group {dialGroupId}. See RingCX Admin for the ids.", cause);

    public static ErrorRecord HalfACampaign(string missing) => MissingArgument(
        missing, "A campaign is found by both ids, such as -CampaignId 50001 -DialGroupId 5001; RingCX Admin shows them.");

    public static ErrorRecord PipedAndGiven(string parameter) => InvalidArgument(
        $"-{parameter} is given, and input comes from the pipe as well: it is not clear which is meant, so nothing is done. "
        + $"Leave one of them out. A value behind the command's own is taken for -{parameter}.");

    public static ErrorRecord NameNotFound(string what, string name) => Record(
        ErrorIds.NameNotFound, name, $"None of {what} is named '{Shorten(name)}'. Wildcards are allowed: '*{Shorten(name)}*'.");

    public static ErrorRecord UnclosedBracket(string parameter, string name) => InvalidArgument(
        $"-{parameter} '{Shorten(name)}' has a bracket that is never closed, and nothing is named so. "
        + "In a wildcard '[ab]' is one of these characters; a bracket of a name is written '`['.", name);

    public static ErrorRecord WaitTimeout(string message, object? target, Exception? cause = null) =>
        Record(ErrorIds.WaitTimeout, target, message, cause);

    public static ErrorRecord RecordingNotResumed(string uii, RingCxException? cause, Exception? blockError) => Record(
        ErrorIds.RecordingNotResumed, uii,
        $"THE RECORDING OF CALL {uii} MAY STILL BE OFF. {cause?.Message} Start it now: Set-RcxCallRecording -Uii {uii} -State "
        + $"On.{(blockError is null ? string.Empty : $" The script block failed as well: {blockError.Message}")}", cause);

    public static ErrorRecord NoTerminal() => Record(
        ErrorIds.NoTerminal, null,
        "There is no terminal to show the board on: input or output is redirected, or this is a job or a remote session. "
        + "Watch-RcxActiveCall follows the calls as objects, Export-RcxCallBoard writes the board to a file.");

    public static ErrorRecord FileNotWritten(string path, string reason, Exception? cause = null) => Record(
        ErrorIds.FileNotWritten, path,
        $"The file {path} was not written. {reason} Give another with -Path, or see that its folder exists and may be written to.", cause);

    public static ErrorRecord OutcomesFailed(IReadOnlyList<PSObject> failed, IReadOnlyDictionary<string, int> counts, int all)
    {
        const int Shown = 10;
        var reasons = failed.Take(Shown).Select(
            static item => "\n" + $"{item.Properties["Target"]?.Value}: {item.Properties["Reason"]?.Value}".Trim(':', ' '));
        var kinds = string.Join(", ", counts.Select(static pair => $"{pair.Value} {pair.Key}"));
        var hint = counts.ContainsKey(NoOutcome) ? " That comes from a command without -AsOutcome." : string.Empty;
        return Record(
            ErrorIds.OutcomesFailed, failed,
            $"{failed.Count} of {all} {(all == 1 ? "item is" : "items are")} not as they should be: {kinds}.{hint}"
            + string.Concat(reasons) + (failed.Count > Shown ? "\n…" : string.Empty));
    }

    public static ErrorRecord CommandNotThere(string command, string module, CommandNotFoundException cause)
    {
        var isBroken = cause.ErrorRecord.FullyQualifiedErrorId.StartsWith("CouldNotAutoload", StringComparison.OrdinalIgnoreCase);
        return Record(
            ErrorIds.CommandNotThere, command,
            $"There is no command {command} here{(isBroken ? ", since its module cannot be loaded (Import-Module says why)" : "")}. "
            + $"It comes with the module {module}: install it (Install-PSResource {module}), or sign in another way, such as with "
            + "-ClientId, -ClientSecret and -Jwt.",
            cause);
    }

    public static ErrorRecord CredentialsNotRead(string origin, string what, ErrorRecord? cause) => Record(
        ErrorIds.CredentialsNotRead, origin,
        $"Nobody could be signed in with what is kept in {origin}. {what}"
        + $"{(cause is null ? string.Empty : " " + cause.Exception.Message.TrimEnd('.') + ".")} docs/sign-in.md says what is looked for, "
        + "and -SecretPrefix names what the names begin with.",
        cause?.Exception);

    public static ErrorRecord FileNotRead(string path, Exception cause) => Record(
        ErrorIds.FileNotRead, path,
        $"The file {path} cannot be read. {cause.Message.TrimEnd('.')}. "
        + "Give a file that is there with -Path; wildcards are not looked for.",
        cause,
        cause is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError);

    public static ErrorRecord InvalidCsv(string path, IReadOnlyList<CsvProblem> problems)
    {
        // Each line by its words while a person would read on, the others by their numbers: none is left out.
        const int Explained = 50;
        var lines = problems.Select(static problem => problem.Line).Distinct().ToList();
        var words = problems.Take(Explained)
            .Select(static problem => problem.Line == 0 ? problem.Text : $"Line {problem.Line}: {problem.Text}").ToList();
        if (problems.Count > Explained)
            words.Add($"And lines {string.Join(", ", problems.Skip(Explained).Select(static problem => problem.Line).Distinct())}.");

        var count = lines.Count > 1 ? $"{lines.Count} lines are" : lines.Contains(0) ? "the file as a whole is" : "one line is";
        return Record(
            ErrorIds.InvalidCsv, path, $"The file {path} is not taken, and no row came out: {count} wrong.\n{string.Join("\n", words)}");
    }

    public static ErrorRecord SandboxNotStarted(int port, Exception cause) => Record(
        ErrorIds.SandboxNotStarted, port,
        $"Port {port} cannot be listened on. Choose another with -Port, or leave it out and a free one is taken.", cause);

    /// <summary>The record for a sign-in that did not succeed.</summary>
    public static ErrorRecord SignInFailed(RingCxException error, Uri baseUri, Uri ringCentralUri)
    {
        var record = From(error, "sign in", baseUri);
        return error.Kind is FailureKind.AuthenticationFailed or FailureKind.TokenCacheUnavailable
            ? record
            : Record(
                record.FullyQualifiedErrorId, baseUri,
                $"Could not sign in. {error.Message} Check the network and the addresses: RingCX at {baseUri}, RingCentral at "
                + $"{ringCentralUri}.", error, record.CategoryInfo.Category);
    }

    /// <summary>The record for a request that the service did not serve.</summary>
    /// <param name="what">What was asked for, as in "list the calls".</param>
    /// <param name="target">What it was asked for: a uii, where there is one.</param>
    /// <param name="permission">The permission it takes, as RingCX Admin calls it; null where none has a name.</param>
    /// <param name="uii">The call; null where it was about none.</param>
    /// <param name="acts">Whether it would have changed something: an answer that nobody understands leaves open whether it did.</param>
    /// <param name="hint">Why the service might have refused it; null where nothing is known.</param>
    public static ErrorRecord From(
        RingCxException error,
        string what,
        object? target,
        string? permission = null,
        string? uii = null,
        bool acts = false,
        string? hint = null)
    {
        // A safe action is repeated after a lost answer, and what refuses the repetition says nothing of the first attempt.
        var soFar = acts && error.MayBeDone ? MaybeDone : NothingDone;
        var failed = $"Could not {what}. {error.Message}";
        var look = $"Look with Get-RcxActiveCall{(uii is null ? string.Empty : " -Uii " + uii)} before you try again.";
        return error.Kind switch
        {
            FailureKind.NotFound when uii is not null => CallNotFound(uii, target, error, soFar),
            FailureKind.NotFound => Is(
                ErrorIds.ServiceError,
                $"Could not {what}: the service does not know the address. Check the account's id (Get-RcxAccount) and the host "
                + "(Get-RcxConnection).",
                ErrorCategory.ObjectNotFound),
            FailureKind.Closed => ConnectionClosed(target, error),
            FailureKind.Refused when error.ServiceErrorCode?.StartsWith("active.calls.", StringComparison.Ordinal) == true => Is(
                ErrorIds.ActionRefused,
                $"The service refused to {what}. {error.Message} "
                + $"{(hint is not null ? hint + " " : error.ServiceErrorCode.Contains(".agent.") ? HintOnAgent : string.Empty)}{soFar}"),
            FailureKind.Refused => Is(
                ErrorIds.ActionRefused, $"The service refused to {what}: the state of the call does not allow it. {soFar}"),
            FailureKind.PermissionDenied => Is(
                ErrorIds.PermissionDenied,
                $"Could not {what}: the user lacks {(permission is null ? SomePermission : $"the permission '{permission}'")}. "
                + $"Set it in RingCX Admin under Users > Administrators, then try again. {soFar}{CodeOf(error)}"),
            FailureKind.AuthenticationFailed => Is(ErrorIds.AuthenticationFailed, failed),
            FailureKind.RateLimited => Is(
                ErrorIds.RateLimited,
                $"Could not {what}: the service allows no more requests for now. {error.Message} {soFar} Try again later, and see what "
                + "else uses this user's token."),
            FailureKind.OutcomeUnknown => Is(
                ErrorIds.OutcomeUnknown, $"Nobody knows whether the service did {what}: {LowerFirst(error.Message)} {look}"),
            FailureKind.AuditNotWritten => Is(
                ErrorIds.AuditNotWritten,
                $"{failed} See that its folder exists, has room and may be written to, or give another file: Connect-Rcx -AuditPath."),
            FailureKind.BadResponse when acts && !error.IsSignIn => Is(
                ErrorIds.BadResponse, $"Nobody knows whether the service did {what}. {error.Message} {look}"),
            FailureKind.BadResponse => Is(ErrorIds.BadResponse, failed),
            FailureKind.TokenCacheUnavailable => Is(ErrorIds.TokenCacheUnavailable, failed),
            FailureKind.InvalidRequest => Is(ErrorIds.InvalidArgument, failed),
            _ => Is(ErrorIds.ServiceError, failed),
        };

        ErrorRecord Is(string id, string message, ErrorCategory? category = null) => Record(id, target, message, error, category);
    }

    private static ErrorRecord Record(string id, object? target, string message, Exception? cause = null, ErrorCategory? category = null) =>
        new(new RcxException(message, cause), id, category ?? CategoryOf(id), target);

    private static ErrorCategory CategoryOf(string id) => id switch
    {
        ErrorIds.ActionRefused => ErrorCategory.InvalidOperation,
        ErrorIds.AuditNotWritten or ErrorIds.FileNotWritten => ErrorCategory.WriteError,
        ErrorIds.AuthenticationFailed => ErrorCategory.AuthenticationError,
        ErrorIds.BadResponse or ErrorIds.InvalidCsv => ErrorCategory.InvalidData,
        ErrorIds.AgentNotOnCall or ErrorIds.CallNotFound or ErrorIds.CredentialsNotRead or ErrorIds.NameNotFound =>
            ErrorCategory.ObjectNotFound,
        ErrorIds.CommandNotThere => ErrorCategory.NotInstalled,
        ErrorIds.NotConnected => ErrorCategory.ConnectionError,
        ErrorIds.OutcomeUnknown or ErrorIds.WaitTimeout => ErrorCategory.OperationTimeout,
        ErrorIds.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorIds.RateLimited => ErrorCategory.LimitsExceeded,
        ErrorIds.OutcomesFailed or ErrorIds.RecordingNotResumed => ErrorCategory.InvalidResult,
        ErrorIds.NoTerminal or ErrorIds.SandboxNotStarted or ErrorIds.ServiceError or ErrorIds.TokenCacheUnavailable =>
            ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidArgument,
    };

    private static string CodeOf(RingCxException error) =>
        error.ServiceErrorCode is { } code ? $" The service says: {code}." : string.Empty;

    private static string Shorten(string text) => text.Length <= 64 ? text : text.Substring(0, 64) + "…";

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);
}
