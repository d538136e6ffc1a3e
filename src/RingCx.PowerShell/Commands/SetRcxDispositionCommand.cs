namespace RingCx.Commands;

/// <summary>Tags a call with a disposition, and with a time to call back where there is one; releases the agent.</summary>
[Cmdlet(VerbsCommon.Set, "RcxDisposition", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-RcxDisposition.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxDispositionCommand : CallCommand
{
    // A warning is worth no longer wait: the agent waits for the disposition.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Enough to find the right one, and a message that still can be read.
    private const int NamesShown = 20;

    private readonly Dictionary<string, IReadOnlyList<RcxDisposition>?> _offered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubts = new(StringComparer.Ordinal);
    private bool _hasGivenUp;

    /// <summary>The disposition's name, as the call's queue or campaign has it; the Tab key completes it.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DispositionCompleter))]
    public string? Disposition { get; set; }

    /// <summary>When to call back, in the account's time zone: sent as it is written. Without it no callback is asked for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CallbackTimeTransformation]
    public DateTime? CallbackTime { get; set; }

    /// <summary>Free text that is kept with the disposition. Never logged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Notes { get; set; }

    /// <summary>The name of the call's queue, which calls from the pipe have: for the Tab key and the warnings alone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("QueueName")]
    [ArgumentCompleter(typeof(QueueNameCompleter))]
    public string? DestinationName { get; set; }

    /// <summary>The id of the call's queue, in place of its name: for the Tab key and the warnings alone.</summary>
    [Parameter]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>The id of the call's campaign, with -DialGroupId, in place of a queue: for the Tab key and the warnings alone.</summary>
    [Parameter]
    [CampaignIdTransformation]
    public int? CampaignId { get; set; }

    /// <summary>The id of the dial group that the campaign is in.</summary>
    [Parameter]
    [DialGroupIdTransformation]
    public int? DialGroupId { get; set; }

    /// <summary>Checks what can be checked before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (CampaignId is null != DialGroupId is null)
            ThrowTerminatingError(ErrorRecords.HalfACampaign(CampaignId is null ? nameof(CampaignId) : nameof(DialGroupId)));
    }

    private protected override void Act(string account, string uii)
    {
        var disposition = Disposition?.Trim();
        if (disposition is null)
        {
            const string Example = "Give the name of a disposition that exists in the account, such as SALE.";
            ReportError(ErrorRecords.MissingArgument(nameof(Disposition), Example, uii));
            return;
        }

        if (disposition.Length == 0 || disposition.Any(char.IsControl))
        {
            ReportError(ErrorRecords.InvalidDisposition(uii));
            return;
        }

        var notes = Notes is null or "" ? null : Notes;
        WarnOfDoubts(account, uii, disposition, notes is not null);
        Perform(account, uii, CallAction.SetDisposition(disposition, CallbackTime, notes));
    }

    // The service decides, and takes more than a queue offers. So this only warns; once, however many calls there are.
    private void WarnOfDoubts(string account, string uii, string disposition, bool hasNotes)
    {
        if (_hasGivenUp || IsWhatIf || !WarningsAreSeen
            || CallOwner.Of(ActiveConnection, uii, GateId, DestinationName, CampaignId, DialGroupId) is not { } owner)
        {
            return;
        }

        var key = account + " " + owner;
        if (!_offered.TryGetValue(key, out var offered))
        {
            offered = LookUp(account, owner);
            _offered.Add(key, offered);
        }

        if (offered is { Count: > 0 } && Doubt(offered, owner, disposition, hasNotes) is { } doubt && _doubts.Add(account + doubt))
            WriteWarning(doubt);
    }

    private static string? Doubt(IReadOnlyList<RcxDisposition> offered, CallOwner owner, string name, bool hasNotes)
    {
        var found = offered.FirstOrDefault(disposition => disposition.Disposition == name);
        if (found is null)
        {
            var names = offered.Where(static d => d.IsDisabled != true).Select(static d => d.Disposition).ToList();
            return $"The disposition {name} is not among those of {owner}, so the service may refuse it. Its agents see: "
                + $"{string.Join(", ", names.Take(NamesShown))}{(names.Count > NamesShown ? ", …" : string.Empty)}.";
        }

        if (found.IsDisabled == true)
            return $"The disposition {name} of {owner} is disabled, so the service may refuse it. Get-RcxDisposition shows the others.";

        return found.RequiresNote == true && !hasNotes
            ? $"The disposition {name} of {owner} requires a note, so the service may refuse it without -Notes."
            : null;
    }

    // Null where it is not known, whatever the reason: no look-up is worth a disposition that is not set. After one that failed there is no
    // other.
    private IReadOnlyList<RcxDisposition>? LookUp(string account, CallOwner owner)
    {
        try
        {
            return Await((progress, cancellationToken) => LookUpAsync(account, owner, progress, cancellationToken));
        }
        catch (RingCxException e)
        {
            _hasGivenUp = true;
            WriteVerbose($"The dispositions of {owner} could not be read, so nothing is compared with them. {e.Message}");
            return null;
        }
    }

    private async Task<IReadOnlyList<RcxDisposition>?> LookUpAsync(
        string account, CallOwner owner, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await owner.DispositionsAsync(ActiveConnection.Directory, account, progress, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RingCxException(
                FailureKind.ServiceError,
                $"The service took longer than {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.");
        }
    }

    // Who has switched warnings off is not to pay for them.
    private bool WarningsAreSeen => MyInvocation.BoundParameters.ContainsKey("WarningVariable")
        || !LanguagePrimitives.TryConvertTo(
            MyInvocation.BoundParameters.TryGetValue("WarningAction", out var given) ? given : GetVariableValue("WarningPreference"),
            out ActionPreference preference)
        || preference is not (ActionPreference.Ignore or ActionPreference.SilentlyContinue);
}
