using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Support;

/// <summary>Keeps every event it is told.</summary>
internal sealed class EventRecorder : IProgress<RequestEvent>
{
    private readonly ConcurrentQueue<RequestEvent> _events = new();

    public IReadOnlyList<RequestEvent> Events => [.. _events];

    /// <summary>All messages, line by line.</summary>
    public string Text => string.Join('\n', _events.Select(static e => e.Message));

    public void Report(RequestEvent value) => _events.Enqueue(value);
}
