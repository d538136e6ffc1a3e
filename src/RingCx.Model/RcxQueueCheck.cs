namespace RingCx;

/// <summary>
/// Whether a queue takes calls: by a number of it (OpenAPI: PrerouteCheckStatus) or by its id (docs/service-notes.md: queues/availability).
/// </summary>
public sealed class RcxQueueCheck
{
    internal RcxQueueCheck(string accountId, string destinationNumber, bool available, string? message)
    {
        AccountId = accountId;
        DestinationNumber = destinationNumber;
        Available = available;
        Message = message;
    }

    internal RcxQueueCheck(string accountId, int gateId, RcxQueueChannel channel)
    {
        AccountId = accountId;
        GateId = gateId;
        Channel = channel;
    }

    /// <summary>The queue's account.</summary>
    public string AccountId { get; }

    /// <summary>The number assigned to the queue; null where it was asked for by its id.</summary>
    public string? DestinationNumber { get; }

    /// <summary>The queue's id; null where it was asked for by a number.</summary>
    public int? GateId { get; }

    /// <summary>Whether calls or chats wait in it.</summary>
    public RcxQueueChannel Channel { get; }

    /// <summary>True when the queue takes the call.</summary>
    public bool Available { get; internal set; }

    /// <summary>The service's words, or by what it was judged; null where the service says nothing.</summary>
    public string? Message { get; internal set; }

    /// <summary>How many wait; null where it was asked for by a number.</summary>
    public int? Waiting { get; internal set; }

    /// <summary>How long the one that has waited longest has waited; null where it was asked for by a number.</summary>
    public TimeSpan? LongestWait { get; internal set; }

    /// <summary>Agents who could take a call at once; null where it was asked for by a number.</summary>
    public int? AgentsAvailable { get; internal set; }

    /// <summary>Agents who are logged in for the queue; null where it was asked for by a number.</summary>
    public int? AgentsLoggedIn { get; internal set; }

    /// <summary>Whether the queue is open; null where it was asked for by a number, and where the service does not say.</summary>
    public bool? IsOpen { get; internal set; }
}
