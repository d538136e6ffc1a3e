using System.Net.Sockets;

namespace RingCx.Sandbox;

/// <summary>One client's connection: HTTP/1.1, one request after another.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int MostHeadBytes = 65_536;

    private const int MostBodyBytes = 1_048_576;

    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly SandboxEngine _engine;
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    public HttpConnection(Socket socket, SandboxEngine engine)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, true);
        _engine = engine;
    }

    public void Dispose() => _stream.Dispose();

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var keepAlive = true;
            while (keepAlive && !cancellationToken.IsCancellationRequested)
                keepAlive = await ServeOneAsync(cancellationToken).ConfigureAwait(false);

            // Says that nothing more comes, so that what was sent is not lost to a reset. After one it fails, rightly.
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (BadHttpException error)
        {
            await TryRefuseAsync(error, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone, or the server is being disposed: nobody is left to answer.
        }
    }

    /// <summary>Reads and answers one request. False when the connection is to end.</summary>
    private async Task<bool> ServeOneAsync(CancellationToken cancellationToken)
    {
        var headLength = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (headLength == 0)
            return false;

        var head = HttpHead.Parse(_buffer, _start, headLength);
        _start += headLength;
        if (head.ExpectsContinue)
            await _stream.WriteAsync(Continue, 0, Continue.Length, cancellationToken).ConfigureAwait(false);

        var body = head.IsChunked
            ? await ReadChunksAsync(cancellationToken).ConfigureAwait(false)
            : await ReadBodyAsync(head.ContentLength, cancellationToken).ConfigureAwait(false);
        var request = new SandboxRequest(head.Method, head.Target, head.Headers, body);
        var response = await _engine.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Silent)
        {
            // The client gives up by closing; what else it says is not listened to.
            while (await FillAsync(cancellationToken).ConfigureAwait(false))
                _start = _end;

            return false;
        }

        if (response.Drop)
        {
            if (response.Reset)
            {
                // Zero linger makes a reset of the close.
                _socket.LingerState = new LingerOption(true, 0);
                _socket.Close();
            }

            return false;
        }

        if (response.Session is not null)
        {
            await WriteAsync(response, false, false, cancellationToken).ConfigureAwait(false);
            await _engine.ServeAsync(_stream, response.Session, cancellationToken).ConfigureAwait(false);
            return false;
        }

        var keepAlive = head.KeepAlive && response.TruncateAt is null && response.Filler == 0;
        await WriteAsync(response, head.Method == "HEAD", keepAlive, cancellationToken).ConfigureAwait(false);
        return keepAlive;
    }

    private async Task WriteAsync(SandboxResponse response, bool headOnly, bool keepAlive, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(256);
        text.Append("HTTP/1.1 ").Append(response.StatusCode.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Reason(response.StatusCode)).Append("\r\n");
        foreach (var header in response.Headers)
            text.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");

        // Neither has a length (RFC 9110, section 8.6).
        if (response.Filler == 0 && response.StatusCode is not (101 or 204))
            text.Append("Content-Length: ").Append(response.Body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");

        if (!response.Headers.ContainsKey("Connection"))
            text.Append(keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n");

        text.Append("\r\n");
        var head = Encoding.ASCII.GetBytes(text.ToString());

        var length = headOnly ? 0 : response.TruncateAt ?? response.Body.Length;
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(response.Body, out var body);
        if (response.BytesPerDelay > 0)
        {
            await WriteInPiecesAsync(new ArraySegment<byte>(head), response.HeadInPieces ? response.BytesPerDelay : head.Length, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            await WriteInPiecesAsync(new ArraySegment<byte>(body.Array ?? [], body.Offset, length), response.BytesPerDelay, response.Pause, cancellationToken).ConfigureAwait(false);
        }
        else if (length <= 16_384)
        {
            // One packet instead of two for the many small answers.
            var all = new byte[head.Length + length];
            head.CopyTo(all, 0);
            response.Body.Span.Slice(0, length).CopyTo(all.AsSpan(head.Length));
            await _stream.WriteAsync(all, 0, all.Length, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _stream.WriteAsync(head, 0, head.Length, cancellationToken).ConfigureAwait(false);
            await _stream.WriteAsync(body.Array!, body.Offset, length, cancellationToken).ConfigureAwait(false);
        }

        await WriteFillerAsync(headOnly ? 0 : response.Filler, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteInPiecesAsync(ArraySegment<byte> bytes, int piece, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < bytes.Count; sent += piece)
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            await _stream.WriteAsync(bytes.Array!, bytes.Offset + sent, Math.Min(piece, bytes.Count - sent), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteFillerAsync(long count, CancellationToken cancellationToken)
    {
        var letters = new byte[(int)Math.Min(count, 65_536)];
        letters.AsSpan().Fill((byte)'x');
        for (var left = count; left > 0; left -= letters.Length)
            await _stream.WriteAsync(letters, 0, (int)Math.Min(left, letters.Length), cancellationToken).ConfigureAwait(false);
    }

    private async Task TryRefuseAsync(BadHttpException error, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(Answer.Text(error.StatusCode, error.Message), false, false, cancellationToken).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client did not wait for it.
        }
    }

    /// <summary>Reads up to the empty line. 0 when the client has closed the connection between requests.</summary>
    private async Task<int> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            for (var i = _start + searched; i + 3 < _end; i++)
            {
                if (_buffer[i] == '\r' && _buffer[i + 1] == '\n' && _buffer[i + 2] == '\r' && _buffer[i + 3] == '\n')
                    return i + 4 - _start;
            }

            searched = Math.Max(0, _end - _start - 3);
            if (_end - _start >= MostHeadBytes)
                throw new BadHttpException(431, "The headers are too large.");

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return _end == _start ? 0 : throw new EndOfStreamException();
        }
    }

    private async Task<string?> ReadBodyAsync(long length, CancellationToken cancellationToken)
    {
        if (length == 0)
            return null;

        if (length > MostBodyBytes)
            throw new BadHttpException(413, "The body is too large.");

        await NeedAsync((int)length, cancellationToken).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(_buffer, _start, (int)length);
        _start += (int)length;
        return text;
    }

    private async Task<string?> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            var semicolon = line.IndexOf(';');
            var digits = (semicolon < 0 ? line : line.Substring(0, semicolon)).Trim();
            if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                throw new BadHttpException(400, "A chunk has no valid size.");

            if (body.Length + size > MostBodyBytes)
                throw new BadHttpException(413, "The body is too large.");

            if (size == 0)
            {
                // Trailers end with an empty line.
                while ((await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
                {
                }

                return body.Length == 0 ? null : Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
            }

            await NeedAsync(size + 2, cancellationToken).ConfigureAwait(false);
            body.Write(_buffer, _start, size);
            _start += size;
            if (_buffer[_start] != '\r' || _buffer[_start + 1] != '\n')
                throw new BadHttpException(400, "A chunk does not end where it says.");

            _start += 2;
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            await NeedAsync(length + 2, cancellationToken).ConfigureAwait(false);
            if (_buffer[_start + length] == '\r' && _buffer[_start + length + 1] == '\n')
            {
                var line = Encoding.ASCII.GetString(_buffer, _start, length);
                _start += length + 2;
                return line;
            }

            length++;
            if (length > 1024)
                throw new BadHttpException(400, "A line between chunks is too long.");
        }
    }

    /// <summary>Reads until so many bytes lie in the buffer.</summary>
    private async Task NeedAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                throw new EndOfStreamException();
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
            _start = _end = 0;

        if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
                _end -= _start;
                _start = 0;
            }
            else
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        var read = await _stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private static string Reason(int statusCode) => statusCode switch
    {
        101 => "Switching Protocols",
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Payload Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "Status",
    };
}
