namespace RingCx;

/// <summary>An action on a call that the service carried out.</summary>
public sealed class RcxCallAction
{
    internal RcxCallAction(string uii, string accountId, string action, string? detail)
    {
        Uii = uii;
        AccountId = accountId;
        Action = action;
        Detail = detail;
    }

    /// <summary>The call.</summary>
    public string Uii { get; }

    /// <summary>The call's account.</summary>
    public string AccountId { get; }

    /// <summary>What was done: HangUp, RemoveSession, Recording, Hold, Disposition, Requeue or Ping.</summary>
    public string Action { get; }

    /// <summary>True: an action that failed is an error, not an object.</summary>
    public bool Succeeded { get; } = true;

    /// <summary>How it was done, such as <c>On</c> or a queue's id; null where there is nothing to say.</summary>
    public string? Detail { get; }

    /// <summary>When the service had answered, by this machine's clock.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.Now;
}
