namespace RingCx.Client.Http;

/// <summary>Reports each attempt, redacted: the one place where requests are described.</summary>
internal sealed class TraceHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RequestState.Of(request).Progress is not { } progress)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var address = Redaction.Address(request.RequestUri);
        progress.Report(new RequestEvent(RequestEventKind.Sending, $"{request.Method} {address}"));
        var start = time.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var took = FormattableString.Invariant($"{time.GetElapsedTime(start).TotalMilliseconds:0} ms");
            var message = FormattableString.Invariant($"{(int)response.StatusCode} for {request.Method} {address} after {took}");
            progress.Report(new RequestEvent(RequestEventKind.Received, message));
            return response;
        }
        catch
        {
            // Nobody else knows of the answer, which holds a connection.
            response.Dispose();
            throw;
        }
    }
}
