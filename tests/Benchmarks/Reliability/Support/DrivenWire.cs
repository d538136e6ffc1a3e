namespace RingCx.Reliability.Support;

/// <summary>Tells of every request before it goes anywhere, and gives up waiting for an answer by the driven clock: the client's own limit takes real time.</summary>
internal sealed class DrivenWire(HttpMessageHandler service, TimeProvider clock, Action<string>? sending = null) : DelegatingHandler(service)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sending?.Invoke(request.RequestUri!.PathAndQuery);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var response = await base.SendAsync(request, either.Token);
        await response.Content.LoadIntoBufferAsync(either.Token);
        return response;
    }
}
