using System.Collections.Concurrent;

namespace RingCx.Reliability.Support;

/// <summary>Keeps what the client reports, and tells somebody at once where it is asked to.</summary>
internal sealed class MessageRecorder(Action<RequestEvent>? told = null) : IProgress<RequestEvent>
{
    private readonly ConcurrentQueue<RequestEvent> _events = new();

    public IEnumerable<RequestEvent> Events => _events;

    public void Report(RequestEvent value)
    {
        _events.Enqueue(value);
        told?.Invoke(value);
    }
}
