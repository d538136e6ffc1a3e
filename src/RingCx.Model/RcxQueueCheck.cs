namespace RingCx;

/// <summary>Whether a queue takes calls (OpenAPI: PrerouteCheckStatus).</summary>
public sealed class RcxQueueCheck
{
    internal RcxQueueCheck(string accountId, string destinationNumber, bool available, string? message)
    {
        AccountId = accountId;
        DestinationNumber = destinationNumber;
        Available = available;
        Message = message;
    }

    /// <summary>The queue's account.</summary>
    public string AccountId { get; }

    /// <summary>The number assigned to the queue.</summary>
    public string DestinationNumber { get; }

    /// <summary>True when the queue takes the call.</summary>
    public bool Available { get; }

    /// <summary>The service's words; null where it says nothing.</summary>
    public string? Message { get; }
}
