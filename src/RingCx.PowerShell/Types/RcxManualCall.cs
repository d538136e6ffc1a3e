namespace RingCx;

/// <summary>A call that an agent's seat was told to dial.</summary>
public sealed class RcxManualCall
{
    internal RcxManualCall(string accountId, string username, string destination, string callerId, int ringDuration)
    {
        AccountId = accountId;
        Username = username;
        Destination = destination;
        CallerId = callerId;
        RingDuration = ringDuration;
    }

    /// <summary>The agent's account.</summary>
    public string AccountId { get; }

    /// <summary>The agent.</summary>
    public string Username { get; }

    /// <summary>The number to dial.</summary>
    public string Destination { get; }

    /// <summary>The number to present.</summary>
    public string CallerId { get; }

    /// <summary>How long the agent's phone rings, in seconds.</summary>
    public int RingDuration { get; }

    /// <summary>When the service had answered, by this machine's clock.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.Now;
}
