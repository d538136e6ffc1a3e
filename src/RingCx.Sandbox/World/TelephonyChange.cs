namespace RingCx.Sandbox;

/// <summary>What has just happened in a telephony session. Read at once: the parties change further.</summary>
internal sealed class TelephonyChange(TelephonySessionState session, IReadOnlyList<PartyState> parties, int sequence, DateTimeOffset at)
{
    public TelephonySessionState Session { get; } = session;

    /// <summary>The parties that have changed.</summary>
    public IReadOnlyList<PartyState> Parties { get; } = parties;

    public int Sequence { get; } = sequence;

    public DateTimeOffset At { get; } = at;
}
