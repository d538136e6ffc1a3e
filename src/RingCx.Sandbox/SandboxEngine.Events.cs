using System;
using System.Collections.Generic;
using System.IO;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Sandbox;

/// <content>The WebSocket of RingEX.</content>
public sealed partial class SandboxEngine
{
    // The handshake needs a key, which within the process proves nothing (RFC 6455, section 1.3).
    private static readonly KeyValuePair<string, string>[] UpgradeHeaders =
    [
        new("Connection", "Upgrade"), new("Upgrade", "websocket"), new("Sec-WebSocket-Version", "13"), new("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    /// <summary>Opens a WebSocket within the process, as a client of <see cref="SandboxServer"/> opens one over the network.</summary>
    /// <param name="uri">
    /// The <c>uri</c> that <c>/restapi/oauth/wstoken</c> has given, with <c>access_token</c> and, to recover a session, <c>wsc</c> in
    /// its query. Scheme and host do not matter.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The client's end. Dispose it.</returns>
    /// <exception cref="WebSocketException">The service refused the connection, or a fault dropped it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<WebSocket> ConnectWebSocketAsync(Uri uri, CancellationToken cancellationToken = default)
    {
        if (uri is null)
        {
            throw new ArgumentNullException(nameof(uri));
        }

        var response = await SendAsync(new SandboxRequest("GET", uri.PathAndQuery, UpgradeHeaders), cancellationToken).ConfigureAwait(false);
        if (response.Silent)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        if (response.Drop)
        {
            throw new WebSocketException("The connection could not be opened.", new IOException("The connection was reset."));
        }

        if (response.Session is null)
        {
            throw new WebSocketException(FormattableString.Invariant($"The service answered {response.StatusCode} where 101 was expected."));
        }

        var (near, far) = DuplexStream.Connect();
        _ = ServeAsync(far, response.Session, CancellationToken.None);
        return WebSocketProtocol.CreateFromStream(near, false, null, TimeSpan.Zero);
    }

    /// <summary>Kills every open WebSocket without a close frame. Their sessions can be recovered for 180 seconds of the sandbox's time.</summary>
    public void DropWebSockets()
    {
        IReadOnlyList<EventConnection> dropped;
        lock (_lock)
        {
            dropped = _events.DetachAll(Now());
        }

        foreach (var connection in dropped)
        {
            connection.Abort();
        }
    }

    /// <summary>Lets no WebSocket session be recovered that there is now: an attempt opens a new one, with the recovery failed.</summary>
    public void ForgetWebSocketSessions()
    {
        lock (_lock)
        {
            _events.Forget();
        }
    }

    /// <summary>
    /// Lets the WebSockets say nothing, not even to a heartbeat, or speak again. What is asked meanwhile is never answered;
    /// of the events the most recent 100 come later.
    /// </summary>
    /// <param name="isSilent">True to be silent, false to speak.</param>
    public void SilenceWebSockets(bool isSilent)
    {
        lock (_lock)
        {
            _events.IsSilent = isSilent;
        }
    }

    /// <summary>Serves one client's WebSocket on a stream that has been upgraded.</summary>
    internal async Task ServeAsync(Stream stream, EventSession session, CancellationToken cancellationToken)
    {
        using var connection = new EventConnection(stream, this, session);
        await connection.ServeAsync(cancellationToken).ConfigureAwait(false);
    }

    internal void Attach(EventSession session, EventConnection connection)
    {
        lock (_lock)
        {
            session.Attach(connection);
        }
    }

    internal bool? Take(EventSession session, EventConnection connection, List<byte[]> messages)
    {
        lock (_lock)
        {
            _telephony.AdvanceTo(Now());
            return _events.Take(session, connection, messages, Now());
        }
    }

    internal void Receive(EventSession session, EventConnection connection, string text)
    {
        lock (_lock)
        {
            _telephony.AdvanceTo(Now());
            _events.Receive(session, connection, text, Now());
        }
    }

    internal void Leave(EventSession session, EventConnection connection, bool isClosed)
    {
        lock (_lock)
        {
            _events.Leave(session, connection, isClosed, Now());
        }
    }
}
