namespace RingCx.Sandbox;

/// <summary>An agent, and the call that keeps the agent busy.</summary>
/// <param name="TakesQueueCalls">False for those who take no queue's calls: they only place some.</param>
internal sealed record SimulatedAgent(int AgentId, string FirstName, string LastName, string Username, bool TakesQueueCalls)
{
    /// <summary>How many chats an agent has at once, beside a call.</summary>
    public const int MostChats = 2;

    /// <summary>The address that people write to, which is not the user name.</summary>
    public string Email => NameOf(FirstName, LastName) + "@office.example";

    /// <summary>The telephone that the agent's calls reach, digits.</summary>
    public string Phone => WireFormat.FictionalNumber(AgentId);

    /// <summary>The login; null for one who has gone home, and from whom no call can be made.</summary>
    public AgentSession? Session { get; set; }

    public bool IsLoggedIn => Session is not null;

    /// <summary>False: the agent's telephone is not connected to the service, so that nothing reaches it.</summary>
    public bool IsOffHook { get; set; } = true;

    /// <summary>The call that the agent is on, or is about to be; null when there is none.</summary>
    public SandboxCall? Call { get; set; }

    /// <summary>The chats that the agent has.</summary>
    public int Chats { get; set; }

    /// <summary>Whether a call can be made from here, whatever state the agent has chosen.</summary>
    public bool CanCall => Call is null && IsLoggedIn && IsOffHook;

    /// <summary>Whether a queue's call can come here. A wrap-up does not keep it away.</summary>
    public bool IsAvailable => CanCall && Session!.TakesWork;

    public bool TakesChats => Session is { TakesWork: true } && Chats < MostChats;

    /// <summary>Since when available: the one who waited longest takes the next call.</summary>
    public DateTimeOffset IdleSince { get; set; }

    /// <summary>Whether the agent is shown as available: logged in and off-hook, without a call and without a wrap-up.</summary>
    public bool IsShownAvailable(DateTimeOffset now) => IsAvailable && Session!.StateAt(null, now).State == AgentSession.Available;

#pragma warning disable CA1308 // An address is lower case; nothing is compared by it.
    public static string NameOf(string firstName, string lastName) => (firstName + "." + lastName).ToLowerInvariant();
#pragma warning restore CA1308
}

/// <summary>Agents, and what the service says of their logins.</summary>
/// <param name="LoginType">What their logins are for.</param>
/// <param name="ProfileName">The skill profile that they log in with.</param>
internal sealed record AgentGroup(
    int AgentGroupId, string Name, string LoginType, string ProfileName, IReadOnlyList<SimulatedAgent> Agents);
