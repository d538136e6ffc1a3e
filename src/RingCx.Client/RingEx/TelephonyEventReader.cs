using System.Net.WebSockets;
using RingCx.Client.Events;

namespace RingCx.Client;

/// <summary>
/// Reads the events of RingEX's telephony sessions from its WebSocket (docs/service-notes.md: subscribe), for as long as it is not disposed
/// of. Once started it reads by itself, whether or not somebody asks: it sees to it that the connection lives, takes it up again when it is
/// lost, and tells when events may be missing. Each event is given once, in the order in which the service sends them. Not for two readers
/// at once: wait for one call before the next, except for <see cref="Dispose"/>.
/// </summary>
public sealed class TelephonyEventReader : IDisposable
{
    // Saying good-bye has a limit of its own; this one is for a connection that pays no heed to it.
    private static readonly TimeSpan LongestDispose = TimeSpan.FromSeconds(2);

    private readonly EventSession _session;
    private readonly EventQueue _queue = new();
    private readonly TimeProvider _time;
    private readonly CancellationToken _clientClosed;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenRegistration _closing;
    private bool _isDisposed;
    private Task? _pump;

    /// <param name="eventFilters">The paths of what the events are to be about.</param>
    /// <param name="getToken">Asks for the address and a token for one connection, as the rate budget allows.</param>
    /// <param name="connect">Makes the connection, such as <see cref="EventSockets.ConnectAsync"/>.</param>
    /// <param name="options">The limits of tries and time, and the clock.</param>
    /// <param name="clientClosed">Ends the reading: the client has forgotten its tokens, and what they opened ends with them.</param>
    internal TelephonyEventReader(
        IReadOnlyList<string> eventFilters,
        Func<IProgress<RequestEvent>?, CancellationToken, Task<WebSocketTokenAnswer>> getToken,
        Func<Uri, CancellationToken, Task<WebSocket>> connect,
        RingCxClientOptions options,
        CancellationToken clientClosed = default)
    {
        _clientClosed = clientClosed;
        _closing = clientClosed.Register(_closed.Cancel);
        _session = new EventSession(eventFilters, getToken, connect, options);
        _time = options.TimeProvider;
    }

    /// <summary>Connects and subscribes now, so that a missing permission shows at once. Does nothing where that was done.</summary>
    /// <param name="cancellationToken">Gives up at once; it can be started again.</param>
    /// <exception cref="RingCxException">
    /// There is no token (its own failure), its address is not a safe one (<see cref="FailureKind.BadResponse"/>), the connection could not
    /// be made or the subscription was refused (<see cref="FailureKind.ServiceError"/>), or the user lacks a permission
    /// (<see cref="FailureKind.PermissionDenied"/>). It can be started again.
    /// </exception>
    public async Task StartAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        if (_pump is not null)
            return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            var connection = await _session.StartAsync(progress, either.Token).ConfigureAwait(false);
            _pump = Task.Run(() => new EventPump(_session, _queue, _time).RunAsync(connection, _closed.Token), CancellationToken.None);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RingCxException.Closed(e);
        }
    }

    /// <summary>Waits for the next event, or the next gap; starts the reading where <see cref="StartAsync"/> has not.</summary>
    /// <param name="progress">Told what has happened since the last call and meanwhile, such as a lost connection; null for nobody.</param>
    /// <param name="cancellationToken">Gives up waiting at once; nothing is lost by it, and the next call goes on.</param>
    /// <returns>What comes next; null when the reader is disposed of, and only then.</returns>
    /// <exception cref="RingCxException">
    /// The reading could not be started, or could not go on: there is no token for a new connection
    /// (<see cref="FailureKind.AuthenticationFailed"/>, <see cref="FailureKind.PermissionDenied"/>), the client was closed
    /// (<see cref="FailureKind.Closed"/>), or the permission is gone. Then every further call throws it too.
    /// </exception>
    public async Task<TelephonyEventItem?> ReadAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(progress, cancellationToken).ConfigureAwait(false);
            while (!_closed.IsCancellationRequested)
            {
                switch (await _queue.TakeAsync(cancellationToken).ConfigureAwait(false))
                {
                    case RequestEvent happened:
                        progress?.Report(happened);
                        break;
                    case TelephonyEventItem item:
                        return item;
                    default:
                        return Nothing();
                }
            }
        }
        catch (RingCxException e) when (e.Kind == FailureKind.Closed && _closed.IsCancellationRequested)
        {
            // Disposed of.
        }

        return Nothing();
    }

    // To whoever has not disposed of it, an end is news.
    private TelephonyEventItem? Nothing() => _clientClosed.IsCancellationRequested && !_isDisposed ? throw RingCxException.Closed() : null;

    /// <summary>Ends the reading, also one that is waited for, and closes the connection: politely, for a moment at the most.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _closing.Dispose();
        _closed.Cancel();
        if (_pump is { } pump)
            Task.WaitAny([pump], LongestDispose);
    }
}
