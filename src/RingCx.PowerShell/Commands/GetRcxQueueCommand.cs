namespace RingCx.Commands;

/// <summary>Lists the account's queues, which the service calls gates.</summary>
[Cmdlet(VerbsCommon.Get, "RcxQueue", HelpUri = HelpPages.Root + "Get-RcxQueue.md")]
[OutputType(typeof(RcxQueue))]
public sealed class GetRcxQueueCommand : LookupCommand
{
    /// <summary>Lists.</summary>
    protected override void ProcessRecord() => List<RcxQueue>(
        "the queues",
        async (account, progress, cancellationToken) =>
            [.. (await Client.Directory.GetQueuesAsync(account, progress, cancellationToken).ConfigureAwait(false)).Select(queue => new RcxQueue(queue, account))],
        static queue => [queue.GateName]);
}
