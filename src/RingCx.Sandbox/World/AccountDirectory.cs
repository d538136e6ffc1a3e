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

    /// <summary>The dispositions that the account itself has set up.</summary>
    public static readonly IReadOnlyList<string> OwnDispositions = ["SALE", "NO_ANSWER", "NO_SALE", "CALLBACK", "FOLLOW_UP"];

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

    private readonly Dictionary<int, SimulatedGate> _gates;
    private readonly Dictionary<string, SimulatedAgent> _agents;

    public AccountDirectory(int index, int furtherAgents)
    {
        AccountId = (12440011 + index).ToString(CultureInfo.InvariantCulture);
        AccountName = index == 0 ? "Sandbox Contact Center" : "Sandbox Contact Center " + (index + 1).ToString(CultureInfo.InvariantCulture);
        CampaignId = 50001 + index;
        DialGroupId = 5001 + (10 * index);
        CampaignDispositions = SimulatedDisposition.List(CampaignId, "SALE", "NO_ANSWER", "NO_SALE", "CALLBACK", "DO_NOT_CALL", "OLD_LIST");

        var prefix = TollFree[index % TollFree.Length] + "55501";
        var gateId = 40001 + (100 * index);
        Sales = new SimulatedGate(gateId, "Sales", "New orders", true, prefix + "00", "SALE", "NO_SALE", "CALLBACK", "FOLLOW_UP", "NO_ANSWER", "COMPLAINT", "SPRING_OFFER") { CloudProfileId = 60001 + index };
        Support = new SimulatedGate(gateId + 1, "Support", "Technical help", true, prefix + "01", "RESOLVED", "FOLLOW_UP", "CALLBACK", "ESCALATED", "OLD_TICKET") { VisualIvrId = 70001 + index };
        Billing = new SimulatedGate(gateId + 2, "Billing", "Invoices and payments", true, prefix + "02", "PAID", "FOLLOW_UP", "CALLBACK", "COMPLAINT", "CHEQUE") { TracNumberId = 80001 + index };
        NightDesk = new SimulatedGate(gateId + 10, "Night desk", "Outside office hours", true, prefix + "10", "MESSAGE_TAKEN", "CALLBACK", "URGENT", "PAGER");
        var overflow = new SimulatedGate(gateId + 11, "Overflow", "Closed", false, prefix + "11", "TAKEN", "CALLBACK", "ESCALATED", "LOST");
        GateGroups =
        [
            new GateGroup(4001 + (10 * index), "Service", [Sales, Support, Billing]),
            new GateGroup(4002 + (10 * index), "After hours", [NightDesk, overflow]),
        ];
        _gates = GateGroups.SelectMany(group => group.Gates).ToDictionary(gate => gate.GateId);

        // User names are the platform's, not the account's: further accounts have other ones.
        var suffix = (index == 0 ? "" : "." + (index + 1).ToString(CultureInfo.InvariantCulture)) + "@sandbox.example";
        var agentId = 200001 + (100_000 * index);
        var service = new List<SimulatedAgent>
        {
            new(agentId, "Paco", "Vu", "paco.vu" + suffix, true),
            new(agentId + 1, "Amara", "Okafor", "amara.okafor" + suffix, true),
            new(agentId + 2, "Lena", "Brandt", "lena.brandt" + suffix, true),
            new(agentId + 3, "Marco", "Silva", "marco.silva" + suffix, true),
            new(agentId + 4, "Priya", "Nair", "priya.nair" + suffix, true),
            new(agentId + 5, "Tom", "Becker", "tom.becker" + suffix, true),
        };
        var outbound = new List<SimulatedAgent>
        {
            new(agentId + 6, "Yuki", "Tanaka", "yuki.tanaka" + suffix, false),
            new(agentId + 7, "Sam", "Rivera", "sam.rivera" + suffix, false),
        };
        for (var i = 0; i < furtherAgents; i++)
        {
            var first = FirstNames[i % FirstNames.Length];
            var last = LastNames[i / FirstNames.Length % LastNames.Length];
#pragma warning disable CA1308 // A user name is lower case; nothing is compared by it.
            var name = (first + "." + last).ToLowerInvariant();
#pragma warning restore CA1308
            service.Add(new SimulatedAgent(agentId + 8 + i, first, last, name + (i + 9).ToString(CultureInfo.InvariantCulture) + suffix, true));
        }

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

    /// <summary>The group of campaigns that the campaign is in.</summary>
    public int DialGroupId { get; }

    public string DialGroupName { get; } = "Outbound";

    public IReadOnlyList<SimulatedDisposition> CampaignDispositions { get; }

    public SimulatedGate? FindGate(int gateId) => _gates.TryGetValue(gateId, out var gate) ? gate : null;

    public SimulatedGate? FindGateByNumber(string phone) => _gates.Values.FirstOrDefault(gate => WireFormat.IsSamePhone(gate.Dnis, phone));

    public SimulatedAgent? FindAgent(string username) => _agents.TryGetValue(username, out var agent) ? agent : null;

    /// <summary>Whether a call can be given a disposition: one of its queue or campaign, or one that the account or the system has.</summary>
    public bool TakesDisposition(CallState call, string name, bool hasNotes)
    {
        var own = call.Gate?.Dispositions ?? CampaignDispositions;
        if (own.FirstOrDefault(disposition => string.Equals(disposition.Name, name, StringComparison.Ordinal)) is { } known)
            return !known.IsDisabled && (hasNotes || !known.RequiresNote);

        return OwnDispositions.Contains(name, StringComparer.Ordinal) || SystemDispositions.Contains(name, StringComparer.Ordinal);
    }
}
