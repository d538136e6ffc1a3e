namespace RingCx.Client;

/// <summary>An agent (OpenAPI: Agent, in its AgentGroup).</summary>
public sealed class Agent
{
    internal Agent(int agentId, string? username, string? firstName, string? lastName, int? agentGroupId, string? groupName, bool? isActive)
    {
        AgentId = agentId;
        Username = username;
        FirstName = firstName;
        LastName = lastName;
        AgentGroupId = agentGroupId;
        GroupName = groupName;
        IsActive = isActive;
    }

    /// <summary>The agent's id.</summary>
    public int AgentId { get; }

    /// <summary>The user name that dialling takes; null where the service gives none.</summary>
    public string? Username { get; }

    /// <summary>The first name; null where the service gives none.</summary>
    public string? FirstName { get; }

    /// <summary>The last name; null where the service gives none.</summary>
    public string? LastName { get; }

    /// <summary>The group's id; null where the service gives none.</summary>
    public int? AgentGroupId { get; }

    /// <summary>The group's name; null where the service gives none.</summary>
    public string? GroupName { get; }

    /// <summary>Whether the agent is in use; null where the service does not say.</summary>
    public bool? IsActive { get; }
}
