namespace RingCx.Client.Tests.Http;

/// <summary>Answers whose bodies come late, on real connections that are kept: who gives up in the middle must not harm who comes next.</summary>
public class LateBodyTests
{
    private const int Rounds = 300;
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_action_after_one_that_was_given_up_in_the_middle_of_its_answer_is_answered()
    {
        CancellationTokenSource? giveUp = null;
        using var bench = new LoopbackBench(request => RawAnswer.Text("true") with
        {
            BodyDelay = Late,
            HeadWasSent = IsHangUp(request.Line) ? null : () => Volatile.Read(ref giveUp)?.CancelAfter(TimeSpan.FromMilliseconds(Random.Shared.Next(2 * (int)Late.TotalMilliseconds))),
        });
        var givenUp = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var cancellation = new CancellationTokenSource();
            Volatile.Write(ref giveUp, cancellation);
            try
            {
                Assert.True(await bench.PingAsync(cancellation.Token).WaitAsync(Patience));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                givenUp++;
            }

            Volatile.Write(ref giveUp, null);
            Assert.True(await bench.HangUpAsync().WaitAsync(Patience));
        }

        Assert.InRange(givenUp, Rounds / 10, Rounds);
        Assert.Equal(Rounds, bench.Server.Requests.Count(IsHangUp));
        Assert.Empty(bench.Server.Violations);
    }

    [Fact]
    public async Task An_action_after_one_whose_answer_took_too_long_is_answered()
    {
        using var bench = new LoopbackBench(
            static request => RawAnswer.Text("true") with { BodyDelay = IsHangUp(request.Line) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1300) },
            static o => (o.RequestTimeout, o.MaximumRetryCount) = (TimeSpan.FromSeconds(1), 0));
        for (var round = 0; round < 25; round++)
        {
            var late = await Assert.ThrowsAsync<RingCxException>(() => bench.PingAsync().WaitAsync(Patience));
            Assert.Equal(FailureKind.ServiceError, late.Kind);
            Assert.True(await bench.HangUpAsync().WaitAsync(Patience));
        }

        Assert.Empty(bench.Server.Violations);
    }

    [Fact]
    public async Task A_connection_is_kept_after_an_answer_that_was_read_whole()
    {
        using var bench = new LoopbackBench(static _ => RawAnswer.Text("true"));
        for (var round = 0; round < 10; round++)
        {
            Assert.True(await bench.PingAsync());
        }

        Assert.Equal(1, bench.Server.Connections);
    }

    [Fact]
    public async Task Nothing_is_disposed_of_while_it_is_read_and_a_caller_that_gives_up_does_not_wait()
    {
        var body = new DeafBody();
        using var bench = ClientBench.Answering(new ScriptedAnswer { Content = () => new StreamContent(body) });
        using var cancellation = new CancellationTokenSource();
        var ping = bench.PingAsync(cancellation.Token);
        await body.IsRead.WaitAsync(Patience);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ping.WaitAsync(Patience));
        Assert.False(body.IsDisposed);
        body.End();
        await body.WasDisposed.WaitAsync(Patience);
        Assert.False(body.WasDisposedWhileRead);
    }

    private static bool IsHangUp(string line) => line.EndsWith("/hangupCall", StringComparison.Ordinal);

    // Its read heeds no token.
#pragma warning disable CA1844 // Those are the streams that heed none.
    private sealed class DeafBody : Stream
#pragma warning restore CA1844
    {
        private readonly TaskCompletionSource _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _wasDisposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<int> _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => _isRead.Task;

        public Task WasDisposed => _wasDisposed.Task;

        public bool IsDisposed => _wasDisposed.Task.IsCompleted;

        public bool WasDisposedWhileRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void End() => _reading.SetResult(0);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _isRead.TrySetResult();
            return _reading.Task;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            WasDisposedWhileRead |= !_reading.Task.IsCompleted;
            _wasDisposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
