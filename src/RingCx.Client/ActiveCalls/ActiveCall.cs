namespace RingCx.Client;

/// <summary>A call in progress, as the listing gives it (docs/service-notes.md: getProductActiveCallsListRequest). Any property can be null.</summary>
public sealed class ActiveCall
{
    /// <summary>The Unique Interaction Identifier: what every action is keyed by.</summary>
    public string? Uii { get; set; }

    /// <summary>The sub-account that owns the call.</summary>
    public string? AccountId { get; set; }

    /// <summary>The calling party's number.</summary>
    public string? Ani { get; set; }

    /// <summary>The number the call was placed to.</summary>
    public string? Dnis { get; set; }

    /// <summary>The same in E.164 format.</summary>
    public string? DnisE164 { get; set; }

    /// <summary>When the call entered its queue.</summary>
    public DateTimeOffset? EnqueueTime { get; set; }

    /// <summary>When the call left its queue; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; set; }

    /// <summary>The state, such as <c>ACTIVE</c>.</summary>
    public string? CallState { get; set; }

    /// <summary>True once the call is read-only.</summary>
    public bool? Archive { get; set; }

    /// <summary>The assigned agent's first name.</summary>
    public string? AgentFirstName { get; set; }

    /// <summary>The assigned agent's last name.</summary>
    public string? AgentLastName { get; set; }

    /// <summary>The queue's or campaign's name.</summary>
    public string? DestinationName { get; set; }

    /// <summary>A custom identifier set on the call.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The caller's name as looked up.</summary>
    public string? Cnam { get; set; }
}
