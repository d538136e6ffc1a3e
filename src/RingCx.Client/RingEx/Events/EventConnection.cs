using System.Net.WebSockets;

namespace RingCx.Client.Events;

/// <summary>
/// One connection. A receive that was begun goes on when nobody waits for it any more and is there for the next who asks: a cancelled
/// receive costs the platform's WebSocket its connection. So there is one receive at a time, and one send.
/// </summary>
internal sealed class EventConnection(WebSocket socket, TimeProvider time) : IDisposable
{
    /// <summary>What is larger is not the service's: the largest events are a hundredth of it.</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>How long the service may be silent before it is asked for a sign of life (docs/service-notes.md).</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>How long that may take.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);

    private const string Broke = "It broke.";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly List<EventMessage> _early = [];
    private byte[] _buffer = new byte[8192];
    private Task<EventMessage>? _receiving;
    private Task? _sending;
    private long _readySince;

    /// <summary>Since when events come on it.</summary>
    public DateTimeOffset ReadyAt { get; private set; }

    /// <summary>For how long they have come.</summary>
    public TimeSpan Age => time.GetElapsedTime(_readySince);

    /// <summary>True when it goes on where another was lost, and what was missed is sent again.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>The number of the service's first word on it; null where it does not tell.</summary>
    public long? FirstSequence { get; private set; }

    /// <summary>How long after its loss it can be recovered.</summary>
    public TimeSpan RecoveryTimeout { get; set; }

    /// <summary>The most events that a recovery sends again.</summary>
    public int RecoveryBufferSize { get; set; }

    /// <summary>Where the service can go on from; null where it cannot.</summary>
    public string? RecoveryToken { get; private set; }

    /// <summary>The number of <see cref="RecoveryToken"/>, which grows from message to message; null where there is none.</summary>
    public long? Sequence { get; private set; }

    /// <summary>The next message; waits for as long as it takes.</summary>
    /// <exception cref="EventConnectionException">The connection is lost.</exception>
    public Task<EventMessage> ReceiveAsync(CancellationToken cancellationToken) =>
        ReceiveAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message of a living connection: after a while of silence the service is asked for a sign of life.</summary>
    /// <exception cref="EventConnectionException">The connection is lost, or does not live any more.</exception>
    public async Task<EventMessage> ReceiveAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReceiveAsync(Silence, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Asked below.
        }

        try
        {
            await SendAsync(EventRequests.Heartbeat(), SignOfLife, cancellationToken).ConfigureAwait(false);
            return await ReceiveAsync(SignOfLife, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new EventConnectionException(FormattableString.Invariant(
                $"The service gave no sign of life for {(Silence + SignOfLife).TotalSeconds:0} s."));
        }
    }

    /// <exception cref="EventConnectionException">The connection is lost.</exception>
    /// <exception cref="TimeoutException">It took too long; nothing more can be sent.</exception>
    public async Task SendAsync(ArraySegment<byte> message, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _sending = socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
            await _sending.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            _sending = null;
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new EventConnectionException(Broke);
        }
    }

    /// <summary>Events come on it from now on.</summary>
    public void MarkReady(bool recovered)
    {
        IsRecovered = recovered;
        ReadyAt = time.GetUtcNow();
        _readySince = time.GetTimestamp();
    }

    /// <summary>Keeps a message that came before its time.</summary>
    public void Keep(EventMessage message) => _early.Add(message);

    /// <summary>The messages that were kept, and keeps them no longer.</summary>
    public IReadOnlyList<EventMessage> TakeKept()
    {
        EventMessage[] kept = [.. _early];
        _early.Clear();
        return kept;
    }

    /// <summary>What happens after it is lost has to begin anew.</summary>
    public void ForgetRecovery() => RecoveryToken = null;

    /// <summary>Says good-bye, for a moment at the most, and ends it.</summary>
    public async Task CloseAsync()
    {
        try
        {
            // A send that nobody waits for any more may still be under way, and there is one at a time.
            if (_sending is null && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                _sending = socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                await _sending.WaitAsync(Moment, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is TimeoutException || IsLoss(e))
        {
            // It is over, either way.
        }

        Dispose();
    }

    public void Dispose()
    {
        _receiving?.Forget();
        _sending?.Forget();
        socket.Abort();
        socket.Dispose();
    }

    // What the platform's WebSocket throws when its connection ends, or has ended.
    private static bool IsLoss(Exception e) => e is WebSocketException or IOException or InvalidOperationException
        or OperationCanceledException { CancellationToken.CanBeCanceled: false };

    private async Task<EventMessage> ReceiveAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _receiving ??= ReceiveWholeAsync();
        var message = await _receiving.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        _receiving = null;
        if (message.RecoveryPoint is { Token.Length: > 0 } point
            && (message.Details is not null || Sequence is null || point.Sequence is null || point.Sequence > Sequence))
        {
            (RecoveryToken, Sequence) = (point.Token, point.Sequence ?? Sequence);
            FirstSequence ??= point.Sequence;
        }

        return message;
    }

    private async Task<EventMessage> ReceiveWholeAsync()
    {
        try
        {
            for (var length = 0; ;)
            {
                if (length == _buffer.Length)
                    Array.Resize(ref _buffer, length * 2);

                var rest = new ArraySegment<byte>(_buffer, length, _buffer.Length - length);
                var piece = await socket.ReceiveAsync(rest, CancellationToken.None).ConfigureAwait(false);
                if (piece.MessageType == WebSocketMessageType.Close)
                    throw new EventConnectionException("The service closed it.");

                length += piece.Count;
                if (length > LargestMessage)
                    throw new EventConnectionException("The service sent a message that is larger than any of its events.");

                if (piece.EndOfMessage)
                {
                    var now = time.GetUtcNow();
                    return piece.MessageType == WebSocketMessageType.Text
                        ? EventMessage.Parse(new ReadOnlyMemory<byte>(_buffer, 0, length), now)
                        : EventMessage.Foreign(now);
                }
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new EventConnectionException(Broke);
        }
    }
}
