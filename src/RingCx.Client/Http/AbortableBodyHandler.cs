namespace RingCx.Client.Http;

/// <summary>
/// On .NET Framework a read of an answer's body heeds no token, and who closes the body waits for the rest of it. What ends both is the
/// token that the request was sent with. So the request gets one of its own, which lives as long as the body does. Innermost.
/// </summary>
internal sealed class AbortableBodyHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var response = await base.SendAsync(request, life.Token).ConfigureAwait(false);
            if (response.Content is { } content)
            {
                var length = request.Method == HttpMethod.Head ? null : content.Headers.ContentLength;
                var body = new StreamContent(new BodyStream(await content.ReadAsStreamAsync().ConfigureAwait(false), length, life));
                ContentHeaders.Copy(content, body);
                response.Content = body;
            }

            return response;
        }
        catch
        {
            life.Dispose();
            throw;
        }
    }

    /// <param name="length">How long the body is; null where that is not known.</param>
    private sealed class BodyStream(Stream inner, long? length, CancellationTokenSource life) : ReadOnlyStream
    {
        private long _read;
        private bool _isOver;
        private int _disposed;

        public override int Read(byte[] buffer, int offset, int count) => Seen(inner.Read(buffer, offset, count), count);

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var registration = cancellationToken.Register(Abort);
            try
            {
                return Seen(await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false), count);
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (e is WebException or ObjectDisposedException or OperationCanceledException)
            {
                throw new IOException("The answer broke off, or was closed while it was read.", e);
            }
        }

        public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state)
        {
            var reading = new TaskCompletionSource<int>(state);
            ReadAsync(buffer, offset, count, CancellationToken.None).ContinueWith(
                read =>
                {
                    _ = read.Exception is { } error ? reading.TrySetException(error.InnerExceptions)
                        : read.IsCanceled ? reading.TrySetCanceled()
                        : reading.TrySetResult(read.Result);
                    callback?.Invoke(reading.Task);
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
            return reading.Task;
        }

        public override int EndRead(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                // One that was read to its end has given its connection back already.
                if (!_isOver)
                    Abort();

                inner.Dispose();
                life.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Seen(int read, int wanted)
        {
            _read += read;
            _isOver |= read == 0 && wanted > 0;
            return read > 0 || wanted == 0 || length is null || _read >= length
                ? read
                : throw new IOException("The answer ended before its end.");
        }

        // The one ends the read, on .NET Framework; the other too, elsewhere.
        private void Abort()
        {
            try
            {
                life.Cancel();
                inner.Dispose();
            }
            catch (Exception e) when (e is ObjectDisposedException or AggregateException or WebException or IOException)
            {
                // It is over already.
            }
        }
    }
}
