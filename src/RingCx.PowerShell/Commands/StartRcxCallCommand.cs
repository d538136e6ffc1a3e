namespace RingCx.Commands;

/// <summary>Dials from an agent's seat: rings the agent, then the destination.</summary>
[Cmdlet(VerbsLifecycle.Start, "RcxCall", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Start-RcxCall.md")]
[OutputType(typeof(RcxManualCall), typeof(RcxActiveCall))]
public sealed class StartRcxCallCommand : AccountCommand, IActingCommand
{
    private const int LongestRing = 600;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ListingInterval = TimeSpan.FromSeconds(2);

    /// <summary>The agent who dials; must be logged in and free.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? Username { get; set; }

    /// <summary>The number to dial.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    /// <summary>The number that the callee sees.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    public string? CallerId { get; set; }

    /// <summary>How long the agent's phone rings: 1 to 600 seconds.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecondsTransformation]
    public int RingDuration { get; set; } = SecondsTransformationAttribute.DefaultRing;

    /// <summary>Follows the listing until the new call is in it, and emits that call.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// How long -Wait waits, from the first listing before the call is dialled; by default half a minute more than the phone rings.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Emits one object for each call, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.</summary>
    [Parameter]
    public SwitchParameter AsOutcome { get; set; }

    /// <summary>
    /// The item's name across runs: what the audit file of Connect-Rcx -AuditPath has as done under this name, account and action is not
    /// sent again, nor what it has as begun.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OnceKey { get; set; }

    /// <summary>What came from the pipe, as outcomes have it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Checks what holds for every call.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIf(
            Timeout <= TimeSpan.Zero || Timeout > LongestWait,
            "-Timeout is out of range. Give seconds, such as 90, or a TimeSpan; a day at the most.");
    }

    /// <summary>Checks everything, then dials.</summary>
    protected override void ProcessRecord() =>
        ActOn(Username is null || Username.Any(char.IsLetter) ? Username ?? string.Empty : Redaction.Phone(Username), null, Check);

    private void Check()
    {
        NameAction("Dial", null);
        if (Username is null or "")
        {
            const string Example = "Give the agent's user name, or pipe agents in: Get-RcxAgent -Name … | Start-RcxCall.";
            ReportError(ErrorRecords.MissingArgument(nameof(Username), Example));
            return;
        }

        var username = Username.Trim();
        if (username.Length is 0 or > 254 || username.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))
            || !username.Any(char.IsLetter))
        {
            // Digits here are a phone number that lost its quotes, or its place.
            ReportError(ErrorRecords.InvalidArgument(
                $"-Username '{Redaction.Phone(username)}' is not a user name, such as paco.vu@example.com; Get-RcxAgent shows them. "
                    + "Put a phone number with spaces or brackets in quotes: '(650) 555-0123'."));
        }
        else if (RingDuration is < 1 or > LongestRing)
        {
            ReportError(ErrorRecords.InvalidRingDuration(RingDuration, username));
        }
        else if (AccountOrError(username) is { } account
            && PhoneOrError(Destination, nameof(Destination), username) is { } destination
            && PhoneOrError(CallerId, nameof(CallerId), username) is { } callerId
            && IsConfirmed($"agent {username}", $"Dial {Redaction.Phone(destination)}"))
        {
            Dial(new RcxManualCall(account, username, destination, callerId, RingDuration));
        }
    }

    private void Dial(RcxManualCall call)
    {
        NameAction("Dial", call.AccountId);
        var end = Client.Clock.Now + Timeout;
        try
        {
            HashSet<string>? known = [];
            if (Wait)
                known = Await((progress, stop) => Within(end, token => UiisAsync(call.AccountId, progress, token), stop));

            if (known is null)
            {
                ReportError(ErrorRecords.WaitTimeout(
                    $"The calls could not be listed within {Timeout!.Value.TotalSeconds:0.#} s, so nothing was dialled from the seat of "
                        + $"{call.Username}.",
                    call.Username));
                return;
            }

            var dial = Client.ActiveCalls.CreateManualAgentCall(
                call.AccountId, call.Username, call.Destination, call.CallerId, call.RingDuration);
            if (!Await(dial.Once(OnceKey).PerformAsync))
            {
                ReportError(ErrorRecords.ActionRefused(
                    $"dial from the seat of {call.Username}",
                    call.Username,
                    (Explain(call) is { } why ? why + " " : null) + "An agent must be logged in, available, and free of other calls."));
            }
            else if (Wait)
            {
                Follow(call, known, end);
            }
            else
            {
                // Made anew, since it tells when the service had answered.
                Emit(new RcxManualCall(call.AccountId, call.Username, call.Destination, call.CallerId, call.RingDuration));
            }
        }
        catch (RingCxException e)
        {
            ReportFailure(e, failure => ErrorRecords.From(
                failure, $"dial from the seat of {call.Username}", call.Username, acts: true,
                hint: failure.Kind == FailureKind.Refused ? Explain(call) : null));
        }
    }

    // From here on the phone rings: whatever fails now must not sound as if it did not.
    private void Follow(RcxManualCall call, HashSet<string> known, TimeSpan? end)
    {
        var taken = $"The service took the order to dial from the seat of {call.Username}, but";
        const string LookFirst = "Look with Get-RcxActiveCall before you dial again.";
        try
        {
            end ??= Client.Clock.Now + TimeSpan.FromSeconds(call.RingDuration + 30);
            if (Await((progress, stop) => Within(end, token => FindAsync(call, known, progress, token), stop)) is { } found)
            {
                Emit(found);
                return;
            }

            var why = Explain(call);
            ReportError(ErrorRecords.WaitTimeout(
                $"{taken} no such call appeared in the listing. {(why is null ? null : why + " ")}{LookFirst}", call.Username));
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.WaitTimeout($"{taken} the call could not be followed. {e.Message} {LookFirst}", call.Username, e));
        }
    }

    // What the agent does now, for the error; null where nobody tells. Looked at once, and not for long: the error must come.
    private string? Explain(RcxManualCall call)
    {
        try
        {
            var agents = Await((progress, stop) => Within(
                Client.Clock.Now + LongestLook,
                token => Client.RealTime.GetAgentStatesAsync(call.AccountId, progress, token),
                stop));
            return agents is null ? null : AgentReadiness.Describe(agents, call.Username);
        }
        catch (RingCxException e)
        {
            WriteVerbose($"The agent's state could not be looked at. {e.Message}");
            return null;
        }
    }

    // Null when the time is over.
    private async Task<T?> Within<T>(TimeSpan? end, Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
        where T : class
    {
        var clock = Client.Clock;
        return (await clock.WithinAsync(end - clock.Now, start, cancellationToken).ConfigureAwait(false)).Result;
    }

    private async Task<HashSet<string>> UiisAsync(string account, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        var uiis = new HashSet<string>(StringComparer.Ordinal);
        using var reader = Listing(account);
        await reader.ReadToEndAsync(
            row =>
            {
                uiis.Add(row.Uii ?? string.Empty);
                return false;
            },
            progress,
            cancellationToken).ConfigureAwait(false);
        return uiis;
    }

    // The new call: not there before, and to the number dialled. The listing does not name users.
    private async Task<RcxActiveCall> FindAsync(
        RcxManualCall dialled, HashSet<string> known, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        RcxActiveCall? found = null;
        while (true)
        {
            using (var reader = Listing(dialled.AccountId))
            {
                // It is listed again and again anyway.
                reader.ReadsAgain = false;
                await reader.ReadToEndAsync(IsIt, progress, cancellationToken).ConfigureAwait(false);
                if (found is not null)
                    return found;
            }

            await Client.Clock.DelayAsync(ListingInterval, cancellationToken).ConfigureAwait(false);
        }

        bool IsIt(RcxActiveCall row)
        {
            if (row.Uii is { } uii && !known.Contains(uii)
                && (SameNumber(row.Dnis, dialled.Destination) || SameNumber(row.DnisE164, dialled.Destination)))
            {
                found = row;
            }

            return found is not null;
        }
    }

    private ActiveCallReader Listing(string account) => Client.ActiveCalls.List(account, ActiveCallQuery.ForAccount(account));

    // With and without the country code, since the service may drop or add it.
    private static bool SameNumber(string? listed, string dialled)
    {
        const int NationalLength = 10;
        var a = new string([.. (listed ?? string.Empty).Where(char.IsDigit)]);
        var b = new string([.. dialled.Where(char.IsDigit)]);
        return a == b || (a.Length >= NationalLength && b.Length >= NationalLength && Last(a) == Last(b));

        static string Last(string digits) => digits.Substring(digits.Length - NationalLength);
    }
}
