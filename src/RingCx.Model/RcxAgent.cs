namespace RingCx;

/// <summary>An agent (OpenAPI: Agent). Pipe it into Start-RcxCall to dial from the agent's seat.</summary>
public sealed class RcxAgent
{
    internal RcxAgent(string accountId) => AccountId = accountId;

    /// <summary>The agent's id.</summary>
    public int AgentId { get; internal set; }

    /// <summary>The user name: what Start-RcxCall takes. Null where the service gives none.</summary>
    public string? Username { get; internal set; }

    /// <summary>The first name; null where the service gives none.</summary>
    public string? FirstName { get; internal set; }

    /// <summary>The last name; null where the service gives none.</summary>
    public string? LastName { get; internal set; }

    /// <summary>The group's id; null where the service gives none.</summary>
    public int? AgentGroupId { get; internal set; }

    /// <summary>The group's name; null where the service gives none.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>Whether the agent is in use; null where the service does not say.</summary>
    public bool? IsActive { get; internal set; }

    /// <summary>The agent's account.</summary>
    public string AccountId { get; }

    /// <summary>The user name.</summary>
    public override string ToString() => Username ?? string.Empty;
}
