namespace RingCx.Sandbox;

/// <summary>Makes the calls of an account. Nothing of them is planned, and nobody is on them.</summary>
internal sealed class CallMaker(SandboxOptions options, int index, AccountDirectory directory, SeededRandom random)
{
    private static readonly string?[] CallerNames =
        ["WIRELESS CALLER", null, "JORDAN LEE", null, null, "SAN MATEO CA", "ACME SUPPLY", null];

    private readonly int _uiiSalt = new SeededRandom(options.Seed, "uii").Next(0, 900_000) + index;
    private long _callCounter = random.Next(10_000, 100_000);
    private int _externalCounter = 1001;

    public SandboxCall Inbound(SimulatedGate gate, DateTimeOffset enqueued)
    {
        enqueued = WireFormat.Milliseconds(enqueued);
        return new SandboxCall
        {
            Uii = NextUii(enqueued),
            AccountId = directory.AccountId,
            Ani = WireFormat.FictionalNumber(random),
            Dnis = gate.Dnis,
            DnisE164 = WireFormat.ToE164(gate.Dnis),
            EnqueueTime = enqueued,
            Gate = gate,
            DestinationName = gate.Name,
            Cnam = CallerNames[random.Next(0, CallerNames.Length)],
            ExternalId = _externalCounter == 1001 || random.Chance(0.4)
                ? FormattableString.Invariant($"CRM-{_externalCounter++}")
                : null,
        };
    }

    public SandboxCall Outbound(string destination, string callerId, DateTimeOffset dialled) => new()
    {
        Uii = NextUii(dialled),
        AccountId = directory.AccountId,
        Ani = WireFormat.ToDigits(callerId),
        Dnis = WireFormat.ToDigits(destination),
        DnisE164 = WireFormat.ToE164(destination),
        EnqueueTime = dialled,
        CampaignId = directory.CampaignId,
        DestinationName = directory.CampaignName,
    };

    /// <summary>The queue that the next caller dials.</summary>
    public SimulatedGate AnyGate() => directory.AnyGate(random);

    private string NextUii(DateTimeOffset at) =>
        FormattableString.Invariant($"{(at + options.ClockSkew).UtcDateTime:yyyyMMddHHmmss}{_uiiSalt:000000}{++_callCounter:0000000000}");
}
