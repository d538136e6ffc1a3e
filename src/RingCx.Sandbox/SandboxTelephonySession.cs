namespace RingCx.Sandbox;

/// <summary>
/// A telephony session of RingEX as it was when <see cref="SandboxEngine.TelephonySessions"/> was read. Times are those
/// of the sandbox's clock, without skew.
/// </summary>
public sealed class SandboxTelephonySession
{
    internal SandboxTelephonySession(TelephonySessionState session)
    {
        TelephonySessionId = session.TelephonySessionId;
        SessionId = session.SessionId;
        Origin = session.Origin;
        CreationTime = session.CreationTime;
        Parties = [.. session.Parties.Select(party => new SandboxTelephonyParty(party))];
    }

    /// <summary>The id for call control: <c>s-</c> and 32 hexadecimal digits.</summary>
    public string TelephonySessionId { get; }

    /// <summary>The id that active calls and events give beside it, digits.</summary>
    public string SessionId { get; }

    /// <summary><c>Call</c>, <c>CallOut</c> or <c>Conference</c>.</summary>
    public string Origin { get; }

    /// <summary>When the call began.</summary>
    public DateTimeOffset CreationTime { get; }

    /// <summary>The parties in the order in which they came, those that have left included.</summary>
    public IReadOnlyList<SandboxTelephonyParty> Parties { get; }
}
