using System.Net.Sockets;

namespace RingCx.Sandbox;

/// <summary>One client's connection: HTTP/1.1, one request after another.</summary>
internal sealed class HttpConnection(Socket socket, SandboxEngine engine) : IDisposable
{
    private const int MostHeadBytes = 65_536;
    private const int MostBodyBytes = 1_048_576;
    private const int MostLineBytes = 1024;

    private static readonly byte[] EndOfLine = [(byte)'\r', (byte)'\n'];
    private static readonly byte[] EndOfHead = [.. EndOfLine, .. EndOfLine];
    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private Stream _stream = Stream.Null;
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    public void Dispose() => socket.Dispose();

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            _stream = new NetworkStream(socket, true);
            var keepAlive = true;
            while (keepAlive && !cancellationToken.IsCancellationRequested)
            {
                try
                {
                    keepAlive = await ServeOneAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (BadHttpException error)
                {
                    keepAlive = false;
                    await WriteAsync(Answer.Text(error.StatusCode, error.Message), false, false, cancellationToken).ConfigureAwait(false);
                }
            }

            // Says that nothing more comes, so that what was sent is not lost to a reset. After one it fails, rightly.
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (IsGone(error))
        {
            // The client has gone, or the server is being disposed: nobody is left to answer.
        }
    }

    /// <summary>Reads and answers one request. False when the connection is to end.</summary>
    private async Task<bool> ServeOneAsync(CancellationToken cancellationToken)
    {
        // UTF-8, so that a character that should have been encoded is seen as such and refused by name.
        var text = await ReadToAsync(EndOfHead, MostHeadBytes, 431, "The headers are too large.", cancellationToken).ConfigureAwait(false);
        if (text is null)
            return false;

        var head = new HttpHead(text);
        if (head.ExpectsContinue)
            await _stream.WriteAsync(Continue, 0, Continue.Length, cancellationToken).ConfigureAwait(false);

        var body = head.IsChunked
            ? await ReadChunksAsync(cancellationToken).ConfigureAwait(false)
            : await ReadBodyAsync(head.ContentLength, cancellationToken).ConfigureAwait(false);
        var request = new SandboxRequest(head.Method, head.Target, head.Headers, body);
        var response = await engine.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Silent)
        {
            // The client gives up by closing; what else it says is not listened to.
            while (await FillAsync(cancellationToken).ConfigureAwait(false))
                _start = _end;

            return false;
        }

        if (response.Reset)
        {
            // Zero linger makes a reset of the close.
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        if (response.Drop)
            return false;

        var keepAlive = head.KeepAlive && response.TruncateAt is null && response.Filler == 0 && response.Session is null;
        await WriteAsync(response, head.Method == "HEAD", keepAlive, cancellationToken).ConfigureAwait(false);
        if (response.Session is not null)
            await engine.ServeAsync(_stream, response.Session, cancellationToken).ConfigureAwait(false);

        return keepAlive;
    }

    private async Task WriteAsync(SandboxResponse response, bool headOnly, bool keepAlive, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {response.StatusCode} {Reason(response.StatusCode)}\r\n"));
        foreach (var header in response.Headers)
            text.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");

        // Neither has a length (RFC 9110, section 8.6).
        if (response.Filler == 0 && response.StatusCode is not (101 or 204))
            text.Append(FormattableString.Invariant($"Content-Length: {response.Body.Length}\r\n"));

        if (!response.Headers.ContainsKey("Connection"))
            text.Append(keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n");

        var head = Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
        var body = headOnly ? [] : response.Body.Slice(0, response.TruncateAt ?? response.Body.Length).ToArray();
        if (response.BytesPerDelay > 0)
        {
            var piece = response.HeadInPieces ? response.BytesPerDelay : head.Length;
            await WriteAsync(head, piece, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            await WriteAsync(body, response.BytesPerDelay, response.Pause, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // One packet instead of two for the many small answers.
            await WriteAsync([.. head, .. body], head.Length + body.Length, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        var letters = Encoding.ASCII.GetBytes(new string('x', (int)Math.Min(response.Filler, 65_536)));
        for (var left = headOnly ? 0 : response.Filler; left > 0; left -= letters.Length)
            await _stream.WriteAsync(letters, 0, (int)Math.Min(left, letters.Length), cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(byte[] bytes, int piece, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < bytes.Length; sent += piece)
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            await _stream.WriteAsync(bytes, sent, Math.Min(piece, bytes.Length - sent), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> ReadBodyAsync(long length, CancellationToken cancellationToken)
    {
        if (length > MostBodyBytes)
            throw new BadHttpException(413, "The body is too large.");

        var body = await ReadAsync((int)length, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count);
    }

    private async Task<string?> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            var digits = line.Split(';')[0].Trim();
            if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                throw new BadHttpException(400, "A chunk has no valid size.");

            if (body.Length + size > MostBodyBytes)
                throw new BadHttpException(413, "The body is too large.");

            if (size == 0)
                break;

            var chunk = await ReadAsync(size + EndOfLine.Length, cancellationToken).ConfigureAwait(false);
            if (!chunk.Skip(size).SequenceEqual(EndOfLine))
                throw new BadHttpException(400, "A chunk does not end where it says.");

            body.Write(chunk.Array!, chunk.Offset, size);
        }

        // Trailers end with an empty line.
        while ((await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
        {
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await ReadToAsync(EndOfLine, MostLineBytes, 400, "A line between chunks is too long.", cancellationToken).ConfigureAwait(false)
            ?? throw new EndOfStreamException();

    /// <summary>Reads what comes before an end, and the end. Null when the client has closed the connection and said nothing.</summary>
    private async Task<string?> ReadToAsync(
        byte[] end, int most, int statusIfLonger, string messageIfLonger, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf(end);
            if ((length < 0 ? _end - _start : length) >= most)
                throw new BadHttpException(statusIfLonger, messageIfLonger);

            if (length >= 0)
            {
                var text = Encoding.UTF8.GetString(_buffer, _start, length);
                _start += length + end.Length;
                return text;
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return _end == _start ? null : throw new EndOfStreamException();
        }
    }

    /// <summary>Reads so many bytes. They stay in the buffer until something else is read.</summary>
    private async Task<ArraySegment<byte>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                throw new EndOfStreamException();
        }

        _start += count;
        return new ArraySegment<byte>(_buffer, _start - count, count);
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
            _start = _end = 0;

        if (_end == _buffer.Length && _start == 0)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        if (_end == _buffer.Length)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        var read = await _stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private static bool IsGone(Exception error) =>
        error is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

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
