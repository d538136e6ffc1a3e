namespace RingCx.Sandbox;

/// <summary>What has just happened in a telephony session. Read at once: the parties change further.</summary>
/// <param name="Parties">Those that have changed.</param>
internal sealed record TelephonyChange(
    SandboxTelephonySession Session, IReadOnlyList<SandboxTelephonyParty> Parties, int Sequence, DateTimeOffset At);
