namespace RingCx.Sandbox;

/// <summary>The body of an answer as a client reads it from a connection: it can trickle, and it can break off.</summary>
internal sealed class SandboxBodyStream(SandboxResponse response) : ForwardStream
{
    private long _position;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = response.TruncateAt ?? response.Body.Length;
        if (_position >= end + response.Filler)
        {
            return count > 0 && response.TruncateAt is not null
                ? throw new IOException("The connection ended before the whole body had come.")
                : 0;
        }

        var read = (int)Math.Min(count, (_position < end ? end : end + response.Filler) - _position);
        if (response.BytesPerDelay > 0)
        {
            var sent = (int)(_position % response.BytesPerDelay);
            if (sent == 0)
                await Task.Delay(response.Pause, cancellationToken).ConfigureAwait(false);

            read = Math.Min(read, response.BytesPerDelay - sent);
        }

        if (_position < end)
            response.Body.Span.Slice((int)_position, read).CopyTo(buffer.AsSpan(offset));
        else
            buffer.AsSpan(offset, read).Fill((byte)'x');

        _position += read;
        return read;
    }
}
