namespace RingCx.Client.Json;

/// <summary>A queue group with its queues (OpenAPI: getGateGroupListWithChildren).</summary>
internal sealed class GateGroupAnswer
{
    public long? GateGroupId { get; set; }

    public string? GroupName { get; set; }

    public List<GateAnswer?>? Gates { get; set; }

    /// <summary>What other endpoints of the same API call the id.</summary>
    public long? Id { get; set; }

    /// <summary>What other endpoints of the same API call the name.</summary>
    public string? Description { get; set; }
}

/// <summary>A queue (OpenAPI: Gate).</summary>
internal sealed class GateAnswer
{
    public long? GateId { get; set; }

    public string? GateName { get; set; }

    public bool? IsActive { get; set; }

    /// <summary>What other endpoints of the same API call the id.</summary>
    public long? Id { get; set; }

    /// <summary>What other endpoints of the same API call the name.</summary>
    public string? Description { get; set; }
}

/// <summary>An agent group (OpenAPI: getAgentGroupList).</summary>
internal sealed class AgentGroupAnswer
{
    public long? AgentGroupId { get; set; }

    public string? GroupName { get; set; }

    /// <summary>What other endpoints of the same API call the id.</summary>
    public long? Id { get; set; }

    /// <summary>What other endpoints of the same API call the name.</summary>
    public string? Description { get; set; }
}

/// <summary>An agent (OpenAPI: getAgentList).</summary>
internal sealed class AgentAnswer
{
    public long? AgentId { get; set; }

    public string? Username { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public bool? IsActive { get; set; }

    /// <summary>What other endpoints of the same API call the id.</summary>
    public long? Id { get; set; }
}

/// <summary>A disposition of a queue or a campaign (OpenAPI: GateDisposition).</summary>
internal sealed class DispositionAnswer
{
    public long? GateDispositionId { get; set; }

    public long? CampaignDispositionId { get; set; }

    public long? Id { get; set; }

    public string? Disposition { get; set; }

    public string? Description { get; set; }

    public bool? IsDisabled { get; set; }

    public bool? IsDefault { get; set; }

    public bool? IsSuccess { get; set; }

    public bool? RequireNote { get; set; }
}

/// <summary>The answer of the preroute checks (OpenAPI: PrerouteCheckStatus).</summary>
internal sealed class PrerouteCheckAnswer
{
    public bool? Status { get; set; }

    public string? Reason { get; set; }
}

/// <summary>How a queue stands (docs/service-notes.md: queues/availability).</summary>
internal sealed class QueueAvailabilityAnswer
{
    public TimeSpan? LongestWaitingTimeInSeconds { get; set; }

    [JsonConverter(typeof(LenientInt32Converter))]
    public int? NumberOfWaitingInteractions { get; set; }

    [JsonConverter(typeof(LenientInt32Converter))]
    public int? NumberOfAgentsAvailable { get; set; }

    [JsonConverter(typeof(LenientInt32Converter))]
    public int? NumberOfAgentsLoggedIn { get; set; }

    public bool? IsQueueOpen { get; set; }
}

/// <summary>RingCentral's token (docs/service-notes.md: getRingCentralToken).</summary>
internal sealed class RingCentralTokenAnswer : ITokenAnswer
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public string? ExpiresIn { get; set; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; set; }

    /// <summary>The id of the extension that signed in.</summary>
    [JsonPropertyName("owner_id")]
    public string? OwnerId { get; set; }
}

/// <summary>RingCX's token (docs/service-notes.md: exchangeRingCentralToken).</summary>
internal sealed class RingCxTokenAnswer : ITokenAnswer
{
    public string? AccessToken { get; set; }

    public string? RefreshToken { get; set; }

    /// <summary>Seconds; the documents do not promise it.</summary>
    public string? ExpiresIn { get; set; }

    public string? MainAccountId { get; set; }

    public List<AgentDetailsAnswer?>? AgentDetails { get; set; }

    /// <summary>The RingCentral user: all there is of an administrator who is no agent.</summary>
    public RingCentralUserAnswer? RcUser { get; set; }

    /// <summary>Who signed in; null where nothing tells.</summary>
    /// <param name="knownName">The user's name where the answer does not tell it; null where it is not known.</param>
    public SignedInUser? ToUser(string? knownName)
    {
        var agent = AgentDetails is { Count: > 0 } details ? details[0] : null;
        return SignedInUser.From(agent?.Username ?? agent?.Email ?? RcUser?.Name ?? knownName, MainAccountId);
    }
}

/// <summary>One of the user's agents (the exchange's <c>agentDetails</c>).</summary>
internal sealed class AgentDetailsAnswer
{
    public string? Username { get; set; }

    public string? Email { get; set; }
}

/// <summary>The RingCentral user of the exchange's answer (<c>rcUser</c>).</summary>
internal sealed class RingCentralUserAnswer
{
    public string? Email { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    /// <summary>What names the user best; null where nothing does.</summary>
    [JsonIgnore]
    public string? Name => Email is { Length: > 0 } ? Email : $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : null;
}

/// <summary>The services' error bodies in one: RingCX's, RingEX's and OAuth's.</summary>
internal sealed class ErrorAnswer
{
    public string? ErrorCode { get; set; }

    public string? Error { get; set; }

    /// <summary>What the service says of it (RingCX).</summary>
    public string? Details { get; set; }

    /// <summary>The permission that is lacking (RingEX).</summary>
    public string? PermissionName { get; set; }

    /// <summary>The parameter that is wrong (RingEX).</summary>
    public string? ParameterName { get; set; }

    public List<ErrorAnswer?>? Errors { get; set; }
}
