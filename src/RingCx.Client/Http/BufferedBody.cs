namespace RingCx.Client.Http;

/// <summary>Reads an answer's body whole, so that it can be read again and again, and no connection hangs on it.</summary>
internal static class BufferedBody
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>Puts what the body holds in its place.</summary>
    /// <remarks>
    /// The platform reads what is left of a body that is disposed of, to keep the connection. Where somebody else is still reading it,
    /// each gets half, and the next request on that connection gets an answer that begins in the middle. So it is never disposed of before
    /// the last read has ended, and what ends a read is its token.
    /// </remarks>
    /// <param name="response">The answer. After a failure too nothing of it is being read by whoever disposes of it.</param>
    /// <exception cref="RingCxException">The body is larger than it may be.</exception>
    /// <exception cref="Exception">Whatever the platform makes of a body that breaks off or is damaged.</exception>
    public static async Task LoadAsync(HttpResponseMessage response, int maximum, CancellationToken cancellationToken)
    {
        if (response.Content is not { } content)
        {
            response.Content = new ByteArrayContent([]);
            return;
        }

        var reading = ReadAsync(content, ToldLength(response), maximum, cancellationToken);
        try
        {
            // Not every stream heeds its token.
            var body = await reading.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (body.Length == 0 && IsOpenEnded(response))
                throw new InvalidDataException("The answer has no body, and nothing says that it is to have none.");

            var whole = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
            ContentHeaders.CopyToUnpacked(content, whole);
            response.Content = whole;
        }
        catch
        {
            response.Content = new ByteArrayContent([]);
            throw;
        }
        finally
        {
            _ = reading.ContinueWith(
                static (read, body) =>
                {
                    _ = read.Exception;
                    ((HttpContent)body!).Dispose();
                },
                content,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private static async Task<MemoryStream> ReadAsync(HttpContent content, long? told, int maximum, CancellationToken cancellationToken)
    {
        if (told > maximum)
            throw TooLarge();

        var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);

        // One byte more than is told: the read that finds nothing tells that it is the end.
        var piece = new byte[Math.Min(PieceBytes, (told ?? PieceBytes) + 1)];
        var body = new MemoryStream();
        while (await stream.ReadAsync(piece, 0, piece.Length, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > maximum)
                throw TooLarge();

            body.Write(piece, 0, read);
        }

        return body;
    }

    // The answer to a HEAD has none, whatever it tells.
    private static long? ToldLength(HttpResponseMessage response) =>
        response.RequestMessage?.Method == HttpMethod.Head ? null : response.Content.Headers.ContentLength;

    // A body without a told end, of which the platform takes a part for the whole: nothing of it is no answer.
    private static bool IsOpenEnded(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentLength is null
            && response.Headers.TransferEncodingChunked != true
        && response.RequestMessage?.Method != HttpMethod.Head;

    private static RingCxException TooLarge() => RequestSender.NotAsDocumented("as short as documented");
}
