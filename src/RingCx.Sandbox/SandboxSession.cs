namespace RingCx.Sandbox;

/// <summary>A supervisor's leg on a call, added by <c>addSessionToCall</c>.</summary>
public sealed class SandboxSession
{
    internal SandboxSession(string sessionId, string phone, string type)
    {
        SessionId = sessionId;
        Phone = phone;
        Type = type;
    }

    /// <summary>The service's own id of the session, for <c>hangupSessionById</c>. Unique within the account.</summary>
    public string SessionId { get; }

    /// <summary>The phone number, as the client gave it.</summary>
    public string Phone { get; }

    /// <summary><c>MONITOR</c>, <c>COACHING</c> or <c>BARGEIN</c>.</summary>
    public string Type { get; }
}
