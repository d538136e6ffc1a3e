namespace RingCx.Sandbox;

/// <summary>What of an account does not change: its queues, agents, campaign and dispositions.</summary>
internal sealed class AccountDirectory
{
    public const string MainAccountId = "12440000";
    public const string MainAccountName = "Sandbox Main";

    /// <summary>The names of getSystemDispositions in the OpenAPI document.</summary>
    public static readonly IReadOnlyList<string> SystemDispositions =
    [
        "ANSWER", "NOANSWER", "BUSY", "MACHINE", "INTERCEPT", "DISCONNECT", "ABANDON", "CONGESTION", "MANUAL_PASS",
        "INBOUND_CALLBACK", "APP_DNC", "APP_REQUEUE", "APP_REQUEUE_COMPLETE", "APP_REQUEUE_ABANDON", "INBOUND_ABANDON",
        "API_BLOCKED", "API_ERROR",
    ];

    private static readonly string[] OwnDispositions = ["SALE", "NO_ANSWER", "NO_SALE", "CALLBACK", "FOLLOW_UP"];

    private static readonly string[] TollFree = ["800", "888", "877", "866", "855", "844", "833"];

    private static readonly string[] FirstNames =
    [
        "Ada", "Bruno", "Chloe", "Diego", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mina", "Noor",
        "Oskar", "Petra", "Quinn", "Rosa", "Sven", "Tara",
    ];

    private static readonly string[] LastNames =
    [
        "Adler", "Bello", "Costa", "Dunn", "Evans", "Fischer", "Garcia", "Haas", "Ito", "Jensen", "Kaya", "Lund", "Moreau",
        "Novak", "Ortiz", "Park", "Reyes", "Sato", "Tran", "Weber",
    ];

    private readonly Dictionary<string, SimulatedAgent> _agents;

    public AccountDirectory(int index, int furtherAgents)
    {
        AccountId = Number(12440011 + index);
        AccountName = "Sandbox Contact Center" + (index == 0 ? "" : " " + Number(index + 1));
        CampaignId = 50001 + index;
        DialGroupId = 5001 + (10 * index);
        CampaignDispositions = SimulatedDisposition.List(CampaignId, "SALE", "NO_ANSWER", "NO_SALE", "CALLBACK", "DO_NOT_CALL", "OLD_LIST");

        SimulatedGate Gate(int number, string name, string description, params string[] dispositions)
        {
            var gateId = 40001 + (100 * index) + number;
            var dnis = TollFree[index % TollFree.Length] + "55501" + number.ToString("00", CultureInfo.InvariantCulture);
            return new SimulatedGate(gateId, name, description, name != "Overflow", dnis, SimulatedDisposition.List(gateId, dispositions));
        }

        var sales = Gate(0, "Sales", "New orders", "SALE", "NO_SALE", "CALLBACK", "FOLLOW_UP", "NO_ANSWER", "COMPLAINT", "SPRING_OFFER");
        var support = Gate(1, "Support", "Technical help", "RESOLVED", "FOLLOW_UP", "CALLBACK", "ESCALATED", "OLD_TICKET");
        var billing = Gate(2, "Billing", "Invoices and payments", "PAID", "FOLLOW_UP", "CALLBACK", "COMPLAINT", "CHEQUE");
        Sales = sales with { CloudProfileId = 60001 + index };
        Support = support with { VisualIvrId = 70001 + index };
        Billing = billing with { TracNumberId = 80001 + index };
        NightDesk = Gate(10, "Night desk", "Outside office hours", "MESSAGE_TAKEN", "CALLBACK", "URGENT", "PAGER");
        var overflow = Gate(11, "Overflow", "Closed", "TAKEN", "CALLBACK", "ESCALATED", "LOST");
        GateGroups =
        [
            new GateGroup(4001 + (10 * index), "Service", [Sales, Support, Billing]),
            new GateGroup(4002 + (10 * index), "After hours", [NightDesk, overflow]),
        ];

        var agentId = 200001 + (100_000 * index);
        // User names are the platform's, not the account's: further accounts have other ones.
        var suffix = (index == 0 ? "" : "." + Number(index + 1)) + "@sandbox.example";
        SimulatedAgent Agent(string first, string last, bool takesQueueCalls = true, string number = "") =>
            new(agentId++, first, last, SimulatedAgent.NameOf(first, last) + number + suffix, takesQueueCalls);

        List<SimulatedAgent> service =
        [
            Agent("Paco", "Vu"), Agent("Amara", "Okafor"), Agent("Lena", "Brandt"),
            Agent("Marco", "Silva"), Agent("Priya", "Nair"), Agent("Tom", "Becker"),
        ];
        SimulatedAgent[] outbound = [Agent("Yuki", "Tanaka", false), Agent("Sam", "Rivera", false)];
        for (var i = 0; i < furtherAgents; i++)
            service.Add(Agent(FirstNames[i % FirstNames.Length], LastNames[i / FirstNames.Length % LastNames.Length], true, Number(i + 9)));

        AgentGroups =
        [
            new AgentGroup(301 + (10 * index), "Service team", service),
            new AgentGroup(302 + (10 * index), "Outbound team", outbound),
        ];
        _agents = service.Concat(outbound).ToDictionary(agent => agent.Username, StringComparer.Ordinal);
    }

    public string AccountId { get; }

    public string AccountName { get; }

    public SimulatedGate Sales { get; }

    public SimulatedGate Support { get; }

    public SimulatedGate Billing { get; }

    public SimulatedGate NightDesk { get; }

    public IReadOnlyList<GateGroup> GateGroups { get; }

    public IReadOnlyList<AgentGroup> AgentGroups { get; }

    /// <summary>The agents who take the queues' calls.</summary>
    public IReadOnlyList<SimulatedAgent> ServiceTeam => AgentGroups[0].Agents;

    /// <summary>The agents who only place calls.</summary>
    public IReadOnlyList<SimulatedAgent> OutboundTeam => AgentGroups[1].Agents;

    public int CampaignId { get; }

    public string CampaignName { get; } = "Manual outbound";

    public int DialGroupId { get; }

    public string DialGroupName { get; } = "Outbound";

    public IReadOnlyList<SimulatedDisposition> CampaignDispositions { get; }

    private IEnumerable<SimulatedGate> Gates => GateGroups.SelectMany(group => group.Gates);

    public SimulatedGate? FindGate(int gateId) => Gates.FirstOrDefault(gate => gate.GateId == gateId);

    public SimulatedGate? FindGateByNumber(string phone) => Gates.FirstOrDefault(gate => WireFormat.IsSamePhone(gate.Dnis, phone));

    public SimulatedAgent? FindAgent(string username) => _agents.TryGetValue(username, out var agent) ? agent : null;

    /// <summary>
    /// Whether a call can be given a disposition: one of its queue or campaign, or one that the account or the system has.
    /// </summary>
    public bool TakesDisposition(SandboxCall call, string name, bool hasNotes) =>
        (call.Gate?.Dispositions ?? CampaignDispositions).FirstOrDefault(disposition => disposition.Name == name) is { } known
            ? !known.IsDisabled && (hasNotes || !known.RequiresNote)
            : OwnDispositions.Contains(name) || SystemDispositions.Contains(name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
