using System.Net.WebSockets;

namespace RingCx.Sandbox;

/// <summary>One client's WebSocket: hears what the client says and sends what its session has, whatever transport is below.</summary>
internal sealed class SimulatedEventConnection(Stream stream, SandboxEngine engine, SimulatedEventSession session) : IDisposable
{
    private const int MostMessageBytes = 1_048_576;

    // Real time: so often the sandbox's clock is looked at, by which things happen without anybody asking.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket = WebSocketProtocol.CreateFromStream(stream, true, null, TimeSpan.Zero);
    private readonly SemaphoreSlim _wake = new(0);
    private bool _isClosed;

    public void Dispose()
    {
        _socket.Dispose();
        stream.Dispose();
        _wake.Dispose();
    }

    /// <summary>Lets what is new be sent at once.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Abort()
    {
        _socket.Abort();
        stream.Dispose();
    }

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        engine.Attach(session, this);
        var receiving = ReceiveAsync(ending.Token);
        try
        {
            await SendAsync(receiving, ending.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (IsGone(error))
        {
            // The client has gone, or the connection was dropped: the session stays for a while.
        }
        finally
        {
            engine.Leave(session, this, _isClosed);
            Abort();
            ending.Cancel();
            await receiving.ConfigureAwait(false);
        }
    }

    private static bool IsGone(Exception error) =>
        error is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException;

    private async Task SendAsync(Task receiving, CancellationToken cancellationToken)
    {
        var messages = new List<byte[]>();
        while (!receiving.IsCompleted)
        {
            var goesOn = engine.Take(session, this, messages);
            foreach (var message in messages)
                await _socket.SendAsync(new(message), WebSocketMessageType.Text, true, cancellationToken).ConfigureAwait(false);

            messages.Clear();
            if (goesOn is null)
                return;

            if (goesOn is false)
                break;

            await _wake.WaitAsync(Poll, cancellationToken).ConfigureAwait(false);
        }

        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(receiving, Task.Delay(Farewell, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArraySegment<byte>(new byte[8192]);
        try
        {
            using var message = new MemoryStream();
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    _isClosed = true;
                    break;
                }

                message.Write(buffer.Array!, 0, received.Count);
                if (message.Length > MostMessageBytes)
                    break;

                if (received.EndOfMessage)
                {
                    engine.Receive(session, this, Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception error) when (IsGone(error))
        {
            // As in sending.
        }

        Wake();
    }
}
