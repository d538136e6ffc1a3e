namespace RingCx.Commands;

/// <summary>Sends a call back into a queue.</summary>
[Cmdlet(VerbsCommon.Move, "RcxCall", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Move-RcxCall.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class MoveRcxCallCommand : CallCommand
{
    /// <summary>The queue's id; the Tab key completes it from the queue's name.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    private protected override void Act(string account, string uii)
    {
        if (GateId is { } gateId && !IsAgentsOwn(nameof(GateId), InputObject))
            Perform(account, uii, CallAction.Requeue(gateId));
        else
            ReportError(ErrorRecords.MissingArgument(nameof(GateId), "Give the queue's id; Get-RcxQueue shows them."));
    }
}
