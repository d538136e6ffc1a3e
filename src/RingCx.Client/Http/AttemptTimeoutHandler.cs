namespace RingCx.Client.Http;

/// <summary>Limits one attempt's time until its answer begins. Innermost, so that waiting for the rate budget does not count.</summary>
internal sealed class AttemptTimeoutHandler(TimeSpan timeout) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        return await base.SendAsync(request, limit.Token).ConfigureAwait(false);
    }
}
