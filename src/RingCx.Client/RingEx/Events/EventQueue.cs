using System.Runtime.ExceptionServices;

namespace RingCx.Client.Events;

/// <summary>
/// What was read and not yet asked for, in its order: events and gaps, and in between what happened on the way, which is told to whoever
/// asks next. One side posts, one takes.
/// </summary>
internal sealed class EventQueue : IProgress<RequestEvent>
{
    /// <summary>How much is kept for a reader who is slow; then nothing more is received until there is room again.</summary>
    public const int Capacity = 5000;

    private readonly object _gate = new();
    private readonly Queue<object> _entries = new();
    private TaskCompletionSource<bool>? _arrival;
    private TaskCompletionSource<bool>? _room;
    private bool _ended;
    private Exception? _failure;

    public void Post(TelephonyEventItem item) => Add(item, always: true);

    /// <summary>Adds what happened on the way. What nobody hears is not kept for ever.</summary>
    public void Report(RequestEvent value) => Add(value, always: false);

    /// <summary>Nothing follows any more.</summary>
    /// <param name="failure">Thrown to whoever asks for more; null when nobody will.</param>
    public void End(Exception? failure)
    {
        lock (_gate)
        {
            _ended = true;
            _failure = failure;
            _arrival?.TrySetResult(true);
        }
    }

    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_gate)
        {
            if (_entries.Count < Capacity)
                return;

            room = Renew(ref _room);
        }

        await room.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next entry; null when nothing follows.</summary>
    public async Task<object?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_entries.Count > 0)
                {
                    _room?.TrySetResult(true);
                    return _entries.Dequeue();
                }

                if (_ended)
                    break;

                arrival = Renew(ref _arrival);
            }

            await arrival.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        if (_failure is { } failure)
            ExceptionDispatchInfo.Capture(failure).Throw();

        return null;
    }

    // Each side waits for the other alone, so one is enough.
    private static Task<bool> Renew(ref TaskCompletionSource<bool>? signal) =>
        (signal = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Add(object entry, bool always)
    {
        lock (_gate)
        {
            if (!_ended && (always || _entries.Count < Capacity))
            {
                _entries.Enqueue(entry);
                _arrival?.TrySetResult(true);
            }
        }
    }
}
