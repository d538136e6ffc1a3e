using System.Net.WebSockets;
using System.Threading.Channels;

namespace RingCx.Client.Tests.Support;

/// <summary>The client's end of a connection whose other end is a test. Two sends or two receives at once fail, as the platform does not allow them.</summary>
internal sealed class ScriptedWebSocket : WebSocket
{
    private readonly Channel<Piece> _toClient = Channel.CreateUnbounded<Piece>();
    private readonly Lock _gate = new();
    private readonly List<string> _sent = [];
    private readonly CancellationTokenSource _aborted = new();
    private WebSocketState _state = WebSocketState.Open;
    private Piece? _rest;
    private int _sending;
    private int _receiving;

    /// <summary>Told every text that the client sends.</summary>
    public Action<string> OnSent { get; set; } = static _ => { };

    /// <summary>Awaited before a send, or the good-bye, is done.</summary>
    public Task SendGate { get; set; } = Task.CompletedTask;

    /// <summary>Each text that the client has sent.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The frames that the client has not received yet.</summary>
    public int Waiting => _toClient.Reader.Count;

    /// <summary>Whether a send is under way.</summary>
    public bool IsSending => Volatile.Read(ref _sending) > 0;

    /// <summary>Whether the client has said good-bye.</summary>
    public bool SaidGoodbye { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Whether two sends, or two receives, were under way at once.</summary>
    public bool WasUsedTwiceAtOnce { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    /// <summary>Sends the client a message.</summary>
    public void Say(string text) => SayPieces(WebSocketMessageType.Text, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends the client a message in several frames.</summary>
    public void SayPieces(WebSocketMessageType type, params byte[][] pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            _toClient.Writer.TryWrite(new Piece(type, pieces[i], i == pieces.Length - 1));
        }
    }

    /// <summary>Closes the connection as a server does.</summary>
    public void CloseByServer() => _toClient.Writer.TryWrite(new Piece(WebSocketMessageType.Close, [], true));

    /// <summary>Breaks the connection.</summary>
    public void Break() => _toClient.Writer.TryComplete(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        Enter(ref _receiving);
        var piece = _rest;
        try
        {
            piece ??= await _toClient.Reader.ReadAsync(_aborted.Token);
        }
        catch (OperationCanceledException)
        {
            throw new WebSocketException(WebSocketError.InvalidState);
        }
        catch (ChannelClosedException e)
        {
            _state = WebSocketState.Aborted;
            throw e.InnerException!;
        }
        finally
        {
            Interlocked.Decrement(ref _receiving);
        }

        if (piece.Type == WebSocketMessageType.Close)
        {
            _state = WebSocketState.CloseReceived;
        }

        var count = Math.Min(buffer.Count, piece.Bytes.Length);
        piece.Bytes.AsSpan(0, count).CopyTo(buffer);
        _rest = count < piece.Bytes.Length ? piece with { Bytes = piece.Bytes[count..] } : null;
        return new WebSocketReceiveResult(count, piece.Type, piece.IsLast && _rest is null);
    }

    public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(buffer);
        await SendAsync(() =>
        {
            lock (_gate)
            {
                _sent.Add(text);
            }

            OnSent(text);
        });
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => SendAsync(() =>
    {
        SaidGoodbye = true;
        _state = WebSocketState.CloseSent;
    });

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException("It receives as well, while another receive is under way.");

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _aborted.Cancel();
    }

    public override void Dispose() => IsDisposed = true;

    private async Task SendAsync(Action send)
    {
        Enter(ref _sending);
        try
        {
            await SendGate.WaitAsync(_aborted.Token);
            send();
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    private void Enter(ref int users)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_state is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            throw new WebSocketException(WebSocketError.InvalidState);
        }

        if (Interlocked.Increment(ref users) > 1)
        {
            WasUsedTwiceAtOnce = true;
            throw new InvalidOperationException("There is already one under way.");
        }
    }

    private sealed record Piece(WebSocketMessageType Type, byte[] Bytes, bool IsLast);
}
