namespace RingCx;

/// <summary>A supervisor's session on a call. Pipe it into Remove-RcxCallSession to end it.</summary>
public sealed class RcxCallSession
{
    internal RcxCallSession(string uii, string accountId, RcxSessionType type, string phone)
    {
        Uii = uii;
        AccountId = accountId;
        Type = type;
        Phone = phone;
    }

    /// <summary>The call.</summary>
    public string Uii { get; }

    /// <summary>The call's account.</summary>
    public string AccountId { get; }

    /// <summary>How the supervisor joined.</summary>
    public RcxSessionType Type { get; }

    /// <summary>The number that was added.</summary>
    public string Phone { get; }

    /// <summary>When the service had answered, by this machine's clock.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.Now;
}
