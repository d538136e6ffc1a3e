namespace RingCx.Commands;

/// <summary>
/// Lets a job fail when something in it has failed. Passes outcomes on as they come, and ends with one error where any is not as it should
/// be.
/// </summary>
[Cmdlet(VerbsLifecycle.Assert, "RcxOutcome", HelpUri = HelpPages.Root + "Assert-RcxOutcome.md")]
[OutputType(typeof(RcxOutcome))]
public sealed class AssertRcxOutcomeCommand : RcxCommand
{
    private readonly List<PSObject> _failed = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>The outcomes, as -AsOutcome makes them; what a job or a file has kept of them will do.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The outcomes that may be; by default all but Failed and Unknown.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public RcxOutcomeKind[] Allow { get; set; } =
    [
        RcxOutcomeKind.Done, RcxOutcomeKind.AlreadyDone, RcxOutcomeKind.Refused, RcxOutcomeKind.Ended, RcxOutcomeKind.Skipped,
        RcxOutcomeKind.WhatIf,
    ];

    /// <summary>Passes one on.</summary>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;

        _all++;
        var isOutcome = LanguagePrimitives.TryConvertTo(InputObject.Properties["Outcome"]?.Value, out RcxOutcomeKind outcome);
        if (!isOutcome || !Allow.Contains(outcome))
        {
            // Only told at the end: an error now would keep what comes before in the pipeline from acting on the rest.
            _failed.Add(InputObject);
            var name = isOutcome ? outcome.ToString() : ErrorRecords.NoOutcome;
            _counts[name] = _counts.TryGetValue(name, out var count) ? count + 1 : 1;
        }

        WriteObject(InputObject);
    }

    /// <summary>Ends with an error where any was not allowed.</summary>
    protected override void EndProcessing()
    {
        if (_failed.Count > 0)
            ThrowTerminatingError(ErrorRecords.OutcomesFailed(_failed, _counts, _all));
    }
}
