using System;

namespace RingCx.Sandbox;

/// <summary>An agent, and the call that keeps the agent busy.</summary>
internal sealed class Agent
{
    public Agent(int agentId, string firstName, string lastName, string username, bool takesQueueCalls)
    {
        AgentId = agentId;
        FirstName = firstName;
        LastName = lastName;
        Username = username;
        TakesQueueCalls = takesQueueCalls;
    }

    public int AgentId { get; }

    public string FirstName { get; }

    public string LastName { get; }

    public string Username { get; }

    /// <summary>False for the outbound team, which only places calls.</summary>
    public bool TakesQueueCalls { get; }

    /// <summary>The call that the agent is on, or is about to be; null when available.</summary>
    public CallState? Call { get; set; }

    public bool IsAvailable => Call is null;

    /// <summary>Since when available: the one who waited longest takes the next call.</summary>
    public DateTimeOffset IdleSince { get; set; }
}
