namespace RingCx.Sandbox;

/// <summary>A subscription that lives as long as its session.</summary>
internal sealed class EventSubscription(string id, IReadOnlyList<EventFilter> filters)
{
    public string Id { get; } = id;

    public IReadOnlyList<EventFilter> Filters { get; } = filters;
}
