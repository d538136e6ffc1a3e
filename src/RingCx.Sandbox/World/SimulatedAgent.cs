namespace RingCx.Sandbox;

/// <summary>An agent, and the call that keeps the agent busy.</summary>
/// <param name="TakesQueueCalls">False for the outbound team, which only places calls.</param>
internal sealed record SimulatedAgent(int AgentId, string FirstName, string LastName, string Username, bool TakesQueueCalls)
{
    /// <summary>The address that people write to, which is not the user name.</summary>
    public string Email => NameOf(FirstName, LastName) + "@office.example";

    /// <summary>False: the agent has gone home, and no call can be made from there.</summary>
    public bool IsLoggedIn { get; set; } = true;

    /// <summary>False: the agent's telephone is not connected to the service, so that nothing reaches it.</summary>
    public bool IsOffHook { get; set; } = true;

    /// <summary>The call that the agent is on, or is about to be; null when available.</summary>
    public SandboxCall? Call { get; set; }

    public bool IsAvailable => Call is null && IsLoggedIn && IsOffHook;

    /// <summary>Since when available: the one who waited longest takes the next call.</summary>
    public DateTimeOffset IdleSince { get; set; }

#pragma warning disable CA1308 // An address is lower case; nothing is compared by it.
    public static string NameOf(string firstName, string lastName) => (firstName + "." + lastName).ToLowerInvariant();
#pragma warning restore CA1308
}

internal sealed record AgentGroup(int AgentGroupId, string Name, IReadOnlyList<SimulatedAgent> Agents);
