namespace RingCx.Commands;

/// <summary>Asks whether a queue would take a call now.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RcxQueue", DefaultParameterSetName = ByCalls, HelpUri = HelpPages.Root + "Test-RcxQueue.md")]
[OutputType(typeof(RcxQueueCheck))]
public sealed class TestRcxQueueCommand : AccountCommand
{
    private const string ByCalls = "MaxCallsQueued";
    private const string ByTime = "MaxQueueTime";

    // A field of the enum's own type would have the model loaded with the command, at import.
    private object? _channel;

    /// <summary>A number that is assigned to the queue.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Dnis")]
    [QueueNumberTransformation]
    public string? DestinationNumber { get; set; }

    /// <summary>
    /// The queue's id, in place of a number: by the queue's availability, which takes the app's scope CX Routing, or by
    /// Get-RcxQueueState, which takes reporting rights. The Tab key completes it from the queue's name.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>Whether the id is that of a voice queue, as by default, or of a chat queue.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public RcxQueueChannel Channel { get => (RcxQueueChannel)(_channel ?? RcxQueueChannel.Voice); set => _channel = value; }

    /// <summary>The queue takes the call while nobody has waited longer; 0 asks whether an agent is available.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByTime)]
    [DurationTransformation]
    public TimeSpan? MaxQueueTime { get; set; }

    /// <summary>
    /// The queue takes the call while fewer wait. Without it the service's own default holds; for a queue by its id an agent must be
    /// available then.
    /// </summary>
    [Parameter(ParameterSetName = ByCalls)]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxCallsQueued { get; set; }

    /// <summary>Asks.</summary>
    protected override void ProcessRecord()
    {
        RejectIf(
            MaxQueueTime < TimeSpan.Zero || MaxQueueTime?.TotalSeconds > int.MaxValue,
            "-MaxQueueTime is out of range. Give seconds, such as 60, or a TimeSpan; 0 asks whether an agent is available.");
        RejectIf(
            IsTyped(nameof(DestinationNumber)) && GateId is not null,
            "-DestinationNumber and -GateId are both given, and each of them says which queue is meant. Leave one out.");
        if (GateId is { } id)
            CheckById(id);
        else
            CheckByNumber();
    }

    private void CheckByNumber()
    {
        if (DestinationNumber is null)
        {
            const string Example =
                "Give a number that is assigned to the queue, such as 8005550100, or the queue's id with -GateId, or pipe queues in.";
            ReportError(ErrorRecords.MissingArgument(nameof(DestinationNumber), Example));
            return;
        }

        var target = Redaction.Phone(DestinationNumber);
        if (AccountOrError(DestinationNumber) is not { } account
            || PhoneOrError(DestinationNumber, nameof(DestinationNumber), target) is not { } number)
        {
            return;
        }

        var calls = Client.ActiveCalls;
        var wasChecked = TryAwait(
            (progress, cancellationToken) => MaxQueueTime is { } time
                ? calls.CheckQueueStatusAsync(account, number, (int)Math.Ceiling(time.TotalSeconds), progress, cancellationToken)
                : calls.CheckQueueThresholdAsync(account, number, MaxCallsQueued, progress, cancellationToken),
            e => e.Kind == FailureKind.NotFound
                ? ErrorRecords.NoQueueForNumber(number, e)
                : ErrorRecords.From(e, "check the queue", Redaction.Phone(number)),
            out var check);
        if (wasChecked)
            WriteObject(check);
    }

    private void CheckById(int id)
    {
        if (AccountOrError(id) is not { } account)
            return;

        try
        {
            WriteObject(Judge(Await((progress, token) =>
                Client.RealTime.GetQueueAvailabilityAsync(account, id, Channel, progress, token)), "its availability"));
        }
        catch (RingCxException e) when (e.Kind == FailureKind.PermissionDenied)
        {
            WriteVerbose("The app lacks the scope 'CX Routing'; looking at the queues as they are now.");
            CheckByState(account, id);
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.NoAvailability(e, id, isSecond: false));
        }
    }

    // The same figures by another right.
    private void CheckByState(string account, int id)
    {
        var wasServed = TryAwait(
            (progress, token) => Client.RealTime.GetQueueStatesAsync(account, Channel, progress, token),
            e => ErrorRecords.NoAvailability(e, id, isSecond: true),
            out var queues);
        if (!wasServed)
            return;

        if (queues.FirstOrDefault(queue => queue.GateId == id) is not { } queue)
        {
            ReportError(ErrorRecords.NoQueueOfId(id));
            return;
        }

        WriteObject(Judge(
            new RcxQueueCheck(account, id, Channel)
            {
                Waiting = queue.InQueue,
                LongestWait = queue.LongestInQueue,
                AgentsAvailable = queue.Available,
                AgentsLoggedIn = queue.Staffed,
                IsOpen = queue.IsOpen,
            },
            "Get-RcxQueueState, since the app lacks the scope 'CX Routing'"));
    }

    // Nobody who is not there takes a call, and a closed queue takes none.
    private PSObject Judge(RcxQueueCheck check, string by)
    {
        var (waiting, available) = (check.Waiting ?? 0, check.AgentsAvailable ?? 0);
        var longest = check.LongestWait ?? TimeSpan.Zero;
        var mayWait = MaxQueueTime is { } time ? time > TimeSpan.Zero && longest <= time : waiting < MaxCallsQueued;
        check.Available = check.IsOpen != false && (available > 0 || (mayWait && check.AgentsLoggedIn is not 0));
        var state = check.IsOpen == false ? "closed"
            : FormattableString.Invariant($"{(check.IsOpen == true ? "open, " : string.Empty)}{waiting} waiting")
                + (waiting > 0 ? FormattableString.Invariant($", the longest for {longest.TotalSeconds:0} s") : string.Empty)
                + FormattableString.Invariant($", {available} of {check.AgentsLoggedIn ?? 0} agents available");
        check.Message = $"By {by}: {state}.";

        // Has a table of its own.
        var shown = PSObject.AsPSObject(check);
        shown.TypeNames.Insert(0, typeof(RcxQueueCheck).FullName + "#" + nameof(GateId));
        return shown;
    }
}
