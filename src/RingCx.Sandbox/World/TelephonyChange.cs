namespace RingCx.Sandbox;

/// <summary>What has just happened in a telephony session. Read at once: the parties change further.</summary>
internal sealed class TelephonyChange
{
    public TelephonyChange(TelephonySessionState session, IReadOnlyList<PartyState> parties, int sequence, DateTimeOffset at)
    {
        Session = session;
        Parties = parties;
        Sequence = sequence;
        At = at;
    }

    public TelephonySessionState Session { get; }

    /// <summary>The parties that have changed.</summary>
    public IReadOnlyList<PartyState> Parties { get; }

    public int Sequence { get; }

    public DateTimeOffset At { get; }
}
