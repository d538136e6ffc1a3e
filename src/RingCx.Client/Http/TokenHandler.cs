namespace RingCx.Client.Http;

/// <summary>Puts the token on a request as it goes out: the one from before may run out during the wait for the rate budget.</summary>
internal sealed class TokenHandler(RenewingTokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        state.Token = await tokens.GetAsync(state.Progress, cancellationToken).ConfigureAwait(false);
        state.Token.ApplyTo(request);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
