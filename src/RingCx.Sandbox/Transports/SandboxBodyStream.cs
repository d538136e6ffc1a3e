namespace RingCx.Sandbox;

/// <summary>The body of an answer as a client reads it from a connection: it can trickle, and it can break off.</summary>
internal sealed class SandboxBodyStream(SandboxResponse response) : ForwardStream
{
    private int _position;
    private long _filled;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = response.TruncateAt ?? response.Body.Length;
        var available = Math.Min(count, end - _position);
        if (response.BytesPerDelay > 0 && available > 0)
        {
            var left = response.BytesPerDelay - (_position % response.BytesPerDelay);
            if (left == response.BytesPerDelay)
                await Task.Delay(response.Pause, cancellationToken).ConfigureAwait(false);

            available = Math.Min(available, left);
        }

        if (available <= 0)
        {
            if (_filled < response.Filler)
            {
                var letters = (int)Math.Min(count, response.Filler - _filled);
                buffer.AsSpan(offset, letters).Fill((byte)'x');
                _filled += letters;
                return letters;
            }

            return count > 0 && response.TruncateAt is not null
                ? throw new IOException("The connection ended before the whole body had come.")
                : 0;
        }

        response.Body.Span.Slice(_position, available).CopyTo(buffer.AsSpan(offset, available));
        _position += available;
        return available;
    }
}
