namespace RingCx.Commands;

/// <summary>Asks whether a queue would take a call now.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RcxQueue", DefaultParameterSetName = ByCalls, HelpUri = HelpPages.Root + "Test-RcxQueue.md")]
[OutputType(typeof(RcxQueueCheck))]
public sealed class TestRcxQueueCommand : AccountCommand
{
    private const string ByCalls = "MaxCallsQueued";
    private const string ByTime = "MaxQueueTime";

    /// <summary>A number that is assigned to the queue.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Dnis")]
    public string? DestinationNumber { get; set; }

    /// <summary>The queue takes the call while nobody has waited longer; 0 asks whether an agent is available.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByTime)]
    [DurationTransformation]
    public TimeSpan MaxQueueTime { get; set; }

    /// <summary>The queue takes the call while fewer wait; without it the service's own default holds.</summary>
    [Parameter(ParameterSetName = ByCalls)]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxCallsQueued { get; set; }

    /// <summary>Asks.</summary>
    protected override void ProcessRecord()
    {
        RejectIf(
            MaxQueueTime < TimeSpan.Zero || MaxQueueTime.TotalSeconds > int.MaxValue,
            "-MaxQueueTime is out of range. Give seconds, such as 60, or a TimeSpan; 0 asks whether an agent is available.");
        var target = DestinationNumber is null ? null : Redaction.Phone(DestinationNumber);
        if (AccountOrError(DestinationNumber) is not { } account
            || PhoneOrError(DestinationNumber, nameof(DestinationNumber), target) is not { } number)
        {
            return;
        }

        var calls = Client.ActiveCalls;
        var wasChecked = TryAwait(
            (progress, cancellationToken) => ParameterSetName == ByTime
                ? calls.CheckQueueStatusAsync(account, number, (int)Math.Ceiling(MaxQueueTime.TotalSeconds), progress, cancellationToken)
                : calls.CheckQueueThresholdAsync(account, number, MaxCallsQueued, progress, cancellationToken),
            e => e.Kind == FailureKind.NotFound
                ? ErrorRecords.NoQueueForNumber(number, e)
                : ErrorRecords.From(e, "check the queue", Redaction.Phone(number)),
            out var check);
        if (wasChecked)
            WriteObject(check);
    }
}
