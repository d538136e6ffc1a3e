namespace RingCx;

/// <summary>A call in progress (docs/service-notes.md: getProductActiveCallsListRequest). Any property of the service's can be null.</summary>
public sealed class RcxActiveCall
{
    internal RcxActiveCall(ActiveCall call, string accountId, DateTimeOffset serviceTime)
    {
        Uii = call.Uii;
        AccountId = call.AccountId ?? accountId;
        Ani = call.Ani;
        Dnis = call.Dnis;
        DnisE164 = call.DnisE164;
        EnqueueTime = call.EnqueueTime;
        DequeueTime = call.DequeueTime;
        CallState = call.CallState;
        Archive = call.Archive;
        AgentFirstName = call.AgentFirstName;
        AgentLastName = call.AgentLastName;
        DestinationName = call.DestinationName;
        ExternalId = call.ExternalId;
        Cnam = call.Cnam;
        At = serviceTime;
    }

    /// <summary>The Unique Interaction Identifier: what every action is keyed by.</summary>
    public string? Uii { get; }

    /// <summary>The account that owns the call.</summary>
    public string AccountId { get; }

    /// <summary>The calling party's number.</summary>
    public string? Ani { get; }

    /// <summary>The number the call was placed to.</summary>
    public string? Dnis { get; }

    /// <summary>The same in E.164 format.</summary>
    public string? DnisE164 { get; }

    /// <summary>When the call entered its queue.</summary>
    public DateTimeOffset? EnqueueTime { get; }

    /// <summary>When the call left its queue; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; }

    /// <summary>The state, such as <c>ACTIVE</c>.</summary>
    public string? CallState { get; }

    /// <summary>True once the call is read-only: it cannot be acted on any more.</summary>
    public bool? Archive { get; }

    /// <summary>The assigned agent's first name.</summary>
    public string? AgentFirstName { get; }

    /// <summary>The assigned agent's last name.</summary>
    public string? AgentLastName { get; }

    /// <summary>The queue's or campaign's name.</summary>
    public string? DestinationName { get; }

    /// <summary>A custom identifier set on the call.</summary>
    public string? ExternalId { get; }

    /// <summary>The caller's name as looked up.</summary>
    public string? Cnam { get; }

    /// <summary>The agent's first and last name; null while nobody has the call.</summary>
    public string? AgentName => $"{AgentFirstName} {AgentLastName}".Trim() is { Length: > 0 } name ? name : null;

    /// <summary>How long the call waited in its queue, or has waited so far; null where the service gives no time.</summary>
    public TimeSpan? QueueTime => Since(EnqueueTime, DequeueTime ?? At);

    /// <summary>How long the call has lasted when it was listed, its wait included; null where the service gives no time.</summary>
    public TimeSpan? Duration => Since(EnqueueTime, At);

    /// <summary>The service's time of the listing.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The call's uii.</summary>
    public override string ToString() => Uii ?? string.Empty;

    // The service's clock ticks in whole seconds here, so a call may seem to start in the future.
    private static TimeSpan? Since(DateTimeOffset? start, DateTimeOffset end) =>
        start is { } known ? end > known ? end - known : TimeSpan.Zero : null;
}
