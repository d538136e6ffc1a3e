namespace RingCx.Client.Tests.Support;

/// <summary>The body of an answer as a network gives it: piece by piece, to its end or not.</summary>
internal sealed class PieceStream(PieceStreamEnd end, params string[] pieces) : ReadOnlyStream
{
    private readonly Queue<byte[]> _pieces = new(pieces.Select(Encoding.UTF8.GetBytes));
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_pieces.TryDequeue(out var piece))
        {
            Assert.True(piece.Length <= buffer.Length, "The piece is larger than the reader's buffer.");
            piece.CopyTo(buffer);
            return piece.Length;
        }

        switch (end)
        {
            case PieceStreamEnd.Breaks:
                throw new IOException("The response ended prematurely.");
            case PieceStreamEnd.Stalls:
                await _disposed.Task.WaitAsync(cancellationToken);
                throw new IOException("The response was aborted.");
            default:
                return 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
