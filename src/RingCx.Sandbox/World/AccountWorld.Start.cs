namespace RingCx.Sandbox;

/// <content>The calls that there are at the start.</content>
internal sealed partial class AccountWorld
{
    private void Populate(int count)
    {
        var team = Directory.ServiceTeam;
        // The first twelve are arranged, so that whoever tries a command meets every state a call can have.
        Action[] arranged =
        [
            () => AddConnected(Directory.Support, team[0], 200, 20, 360).Cnam = "WIRELESS CALLER",
            () => AddWaiting(Directory.Sales, 15),
            () => AddWaiting(Directory.Support, 70),
            () => AddWaiting(Directory.Billing, 240),
            () => AddConnected(Directory.Sales, team[1], 150, 12, 180).IsOnHold = true,
            () => AddOutbound(Directory.OutboundTeam[0], 45, 150),
            () => AddConnected(Directory.Support, team[2], 95, 30, 120),
            () => AddConnected(Directory.Billing, team[3], 310, 44, 60),
            () => AddWaiting(Directory.Sales, 35),
            () => AddConnected(Directory.Sales, team[4], 60, 6, 240),
            () => AddWaiting(Directory.Support, 120),
            () => AddWaiting(Directory.NightDesk, 8),
        ];
        foreach (var arrange in arranged.Take(count))
            arrange();

        for (var i = BaseCalls; i < count; i++)
            PopulateFurther(i - BaseCalls);
    }

    private void PopulateFurther(int number)
    {
        double Seconds(double least, double most) => _random.Between(least, most).TotalSeconds;
        var gate = _maker.AnyGate();
        var age = Seconds(5, 300);
        if (number % 2 == 0)
            AddConnected(gate, Directory.ServiceTeam[6 + (number / 2)], age, Math.Min(age, Seconds(2, 60)), Seconds(10, 300));
        else
            AddWaiting(gate, age);
    }

    private void AddWaiting(SimulatedGate gate, double waitedSeconds) => Wait(_maker.Inbound(gate, Ago(waitedSeconds)));

    private SandboxCall AddConnected(SimulatedGate gate, SimulatedAgent agent, double ageSeconds, double waitedSeconds, double lastsSeconds)
    {
        var call = _maker.Inbound(gate, Ago(ageSeconds));
        Enter(call);
        Occupy(call, agent, WireFormat.Milliseconds(Ago(ageSeconds) + TimeSpan.FromSeconds(waitedSeconds)));
        PlanEnd(call, TimeSpan.FromSeconds(lastsSeconds));
        return call;
    }

    private void AddOutbound(SimulatedAgent agent, double ageSeconds, double lastsSeconds)
    {
        var call = _maker.Outbound(WireFormat.FictionalNumber(_random), Directory.Sales.Dnis, Ago(ageSeconds));
        Enter(call);
        Occupy(call, agent, Ago(ageSeconds));
        PlanEnd(call, TimeSpan.FromSeconds(lastsSeconds));
    }

    private DateTimeOffset Ago(double seconds) => Now - TimeSpan.FromSeconds(seconds);
}
