namespace RingCx.Client.Http;

/// <summary>
/// Notes when a request leaves. The platform asks a request's content for its bytes once it has a connection, through the proxy and with
/// TLS, and before it sends the request's end: whatever fails before that was done by nobody, by whatever name it fails. Innermost.
/// </summary>
/// <param name="platformTells">False where the content is asked at another moment, or not at all: then every request may have left.</param>
internal sealed class DepartureHandler(bool platformTells) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var outcome = RequestState.Of(request).Outcome;
        if (!platformTells || request.Content is not { } content)
        {
            outcome.Leave();
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        outcome.Connect();
        request.Content = new NotingContent(content, outcome);
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

            // What is answered has left, whoever asked for its content.
            outcome.Leave();
            return response;
        }
        finally
        {
            // The next attempt sends it again.
            request.Content = content;
        }
    }

    private sealed class NotingContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly RequestOutcome _outcome;

        public NotingContent(HttpContent content, RequestOutcome outcome)
        {
            _content = content;
            _outcome = outcome;
            ContentHeaders.Copy(content, this);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _outcome.Leave();
            return _content.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
