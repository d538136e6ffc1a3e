using System.IO.Pipelines;

namespace RingCx.Sandbox;

/// <summary>One end of a connection within the process.</summary>
internal sealed class DuplexStream : ForwardStream
{
    private readonly PipeReader _reader;
    private readonly Stream _incoming;
    private readonly Stream _outgoing;
    private int _disposed;

    private DuplexStream(PipeReader reader, PipeWriter writer)
    {
        _reader = reader;
        _incoming = reader.AsStream();
        _outgoing = writer.AsStream();
    }

    public override bool CanWrite => true;

    public static (DuplexStream One, DuplexStream Other) Connect()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (new DuplexStream(back.Reader, there.Writer), new DuplexStream(there.Reader, back.Writer));
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await _incoming.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (_disposed != 0 && error is InvalidOperationException or OperationCanceledException)
        {
            throw new IOException("The connection was closed.", error);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            await _outgoing.WriteAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException error) when (_disposed != 0)
        {
            throw new IOException("The connection was closed.", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // The other end reads an end; what this end waits for does not come.
            _outgoing.Dispose();
            _reader.CancelPendingRead();
            _incoming.Dispose();
        }

        base.Dispose(disposing);
    }
}
