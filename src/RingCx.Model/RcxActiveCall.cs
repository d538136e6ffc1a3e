namespace RingCx;

/// <summary>
/// A call in progress (docs/service-notes.md: getProductActiveCallsListRequest). Any property of the service's can be null.
/// </summary>
public sealed class RcxActiveCall
{
    internal RcxActiveCall() { }

    /// <summary>The Unique Interaction Identifier: what every action is keyed by.</summary>
    public string? Uii { get; internal set; }

    /// <summary>The account that owns the call.</summary>
    public string AccountId { get; internal set; } = null!;

    /// <summary>The calling party's number.</summary>
    public string? Ani { get; internal set; }

    /// <summary>The number the call was placed to.</summary>
    public string? Dnis { get; internal set; }

    /// <summary>The same in E.164 format.</summary>
    public string? DnisE164 { get; internal set; }

    /// <summary>When the call entered its queue.</summary>
    public DateTimeOffset? EnqueueTime { get; internal set; }

    /// <summary>When the call left its queue; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; internal set; }

    /// <summary>The state, such as <c>ACTIVE</c>.</summary>
    public string? CallState { get; internal set; }

    /// <summary>True once the call is read-only: it cannot be acted on any more.</summary>
    public bool? Archive { get; internal set; }

    /// <summary>The assigned agent's first name.</summary>
    public string? AgentFirstName { get; internal set; }

    /// <summary>The assigned agent's last name.</summary>
    public string? AgentLastName { get; internal set; }

    /// <summary>The queue's or campaign's name.</summary>
    public string? DestinationName { get; internal set; }

    /// <summary>A custom identifier set on the call.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>The caller's name as looked up.</summary>
    public string? Cnam { get; internal set; }

    /// <summary>The agent's first and last name; null while nobody has the call.</summary>
    public string? AgentName => $"{AgentFirstName} {AgentLastName}".Trim() is { Length: > 0 } name ? name : null;

    /// <summary>How long the call waited in its queue, or has waited so far; null where the service gives no time.</summary>
    public TimeSpan? QueueTime => Since(EnqueueTime, DequeueTime ?? At);

    /// <summary>How long the call has lasted when it was listed, its wait included; null where the service gives no time.</summary>
    public TimeSpan? Duration => Since(EnqueueTime, At);

    /// <summary>The service's time of the listing.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The call's uii.</summary>
    public override string ToString() => Uii ?? string.Empty;

    /// <summary>Adds what a row of the service's does not tell, or need not.</summary>
    internal void Complete(string accountId, DateTimeOffset at)
    {
        AccountId ??= accountId;
        At = at;
    }

    /// <summary>The same call as of another listing. Somebody may have this one already, to whom it must not change.</summary>
    internal RcxActiveCall AsOf(DateTimeOffset at)
    {
        var call = (RcxActiveCall)MemberwiseClone();
        call.At = at;
        return call;
    }

    // The service's clock ticks in whole seconds here, so a call may seem to start in the future.
    private static TimeSpan? Since(DateTimeOffset? start, DateTimeOffset end) =>
        start is { } known ? end > known ? end - known : TimeSpan.Zero : null;
}
