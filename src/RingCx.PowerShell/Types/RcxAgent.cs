namespace RingCx;

/// <summary>An agent (OpenAPI: Agent). Pipe it into Start-RcxCall to dial from the agent's seat.</summary>
public sealed class RcxAgent
{
    internal RcxAgent(Agent agent, string accountId)
    {
        AgentId = agent.AgentId;
        Username = agent.Username;
        FirstName = agent.FirstName;
        LastName = agent.LastName;
        AgentGroupId = agent.AgentGroupId;
        GroupName = agent.GroupName;
        IsActive = agent.IsActive;
        AccountId = accountId;
    }

    /// <summary>The agent's id.</summary>
    public int AgentId { get; }

    /// <summary>The user name: what Start-RcxCall takes. Null where the service gives none.</summary>
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

    /// <summary>The agent's account.</summary>
    public string AccountId { get; }

    /// <summary>The user name.</summary>
    public override string ToString() => Username ?? string.Empty;
}
