namespace RingCx.Sandbox;

/// <summary>What of an account does not change: its queues, agents, campaign and dispositions.</summary>
internal sealed class AccountDirectory
{
    public const string MainAccountId = "12440000";
    public const string MainAccountName = "Sandbox Main";

    /// <summary>The time zone of every account: eight hours behind UTC, all year.</summary>
    public static readonly TimeSpan UtcOffset = TimeSpan.FromHours(-8);

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

        SimulatedGate Gate(int number, string name, string description, int callersOfTen, params string[] dispositions)
        {
            var gateId = 40001 + (100 * index) + number;
            var dnis = TollFree[index % TollFree.Length] + "55501" + number.ToString("00", CultureInfo.InvariantCulture);
            return new SimulatedGate(gateId, name, description, name != "Overflow", dnis, SimulatedDisposition.List(gateId, dispositions))
            {
                CallersOfTen = callersOfTen,
            };
        }

        var sales = Gate(0, "Sales", "New orders", 4, "SALE", "NO_SALE", "CALLBACK", "FOLLOW_UP", "NO_ANSWER", "COMPLAINT", "SPRING_OFFER");
        var support = Gate(1, "Support", "Technical help", 3, "RESOLVED", "FOLLOW_UP", "CALLBACK", "ESCALATED", "OLD_TICKET");
        var billing = Gate(2, "Billing", "Invoices and payments", 2, "PAID", "FOLLOW_UP", "CALLBACK", "COMPLAINT", "CHEQUE");
        Sales = sales with { CloudProfileId = 60001 + index };
        Support = support with { VisualIvrId = 70001 + index };
        Billing = billing with { TracNumberId = 80001 + index };
        NightDesk = Gate(10, "Night desk", "Outside office hours", 1, "MESSAGE_TAKEN", "CALLBACK", "URGENT", "PAGER");
        var overflow = Gate(11, "Overflow", "Closed", 0, "TAKEN", "CALLBACK", "ESCALATED", "LOST") with { ScheduleOverride = "Closed" };
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

        // Beyond the ids of the others, however many these are.
        agentId = 290_001 + (100_000 * index);
        SimulatedAgent[] backOffice = [Agent("Iris", "Holm", false), Agent("Gil", "Soto", false)];
        AgentGroups =
        [
            new AgentGroup(301 + (10 * index), "Service team", "INBOUND", "All queues", service),
            new AgentGroup(302 + (10 * index), "Outbound team", "OUTBOUND", "Outbound", outbound),
            new AgentGroup(303 + (10 * index), "Back office", "INBOUND", "Back office", backOffice),
        ];
        _agents = service.Concat(outbound).Concat(backOffice).ToDictionary(agent => agent.Username, StringComparer.Ordinal);
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

    /// <summary>The agents who neither take nor place calls by themselves.</summary>
    public IReadOnlyList<SimulatedAgent> BackOffice => AgentGroups[2].Agents;

    public int CampaignId { get; }

    public string CampaignName { get; } = "Manual outbound";

    public int DialGroupId { get; }

    public string DialGroupName { get; } = "Outbound";

    public IReadOnlyList<SimulatedDisposition> CampaignDispositions { get; }

    private IEnumerable<SimulatedGate> Gates => GateGroups.SelectMany(group => group.Gates);

    /// <summary>The midnight in the account's time zone that a day began with.</summary>
    public static DateTimeOffset MidnightBefore(DateTimeOffset time) => time - time.ToOffset(UtcOffset).TimeOfDay;

    /// <summary>The queue that the next caller dials.</summary>
    public SimulatedGate AnyGate(SeededRandom random)
    {
        var caller = random.Next(0, 10);
        return Gates.First(gate => (caller -= gate.CallersOfTen) < 0);
    }

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

    /// <summary>Whether a queue counts a disposition as a success. The account's own have no such mark.</summary>
    public static bool IsSuccess(SimulatedGate gate, string name) =>
        gate.Dispositions.Any(disposition => disposition.Name == name && disposition.IsSuccess);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
