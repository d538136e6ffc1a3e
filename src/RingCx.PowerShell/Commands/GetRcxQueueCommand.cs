namespace RingCx.Commands;

/// <summary>Lists the account's queues, which the service calls gates.</summary>
[Cmdlet(VerbsCommon.Get, "RcxQueue", HelpUri = HelpPages.Root + "Get-RcxQueue.md")]
[OutputType(typeof(RcxQueue))]
public sealed class GetRcxQueueCommand : LookupCommand
{
    /// <summary>Lists.</summary>
    protected override void ProcessRecord() => List<RcxQueue>(
        "the queues",
        (account, progress, cancellationToken) => Client.Directory.GetQueuesAsync(account, progress, cancellationToken),
        static queue => [queue.GateName]);
}
