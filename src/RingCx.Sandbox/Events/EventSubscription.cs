namespace RingCx.Sandbox;

/// <summary>A subscription that lives as long as its session.</summary>
internal sealed class EventSubscription
{
    public EventSubscription(string id, IReadOnlyList<EventFilter> filters)
    {
        Id = id;
        Filters = filters;
    }

    public string Id { get; }

    public IReadOnlyList<EventFilter> Filters { get; }
}
