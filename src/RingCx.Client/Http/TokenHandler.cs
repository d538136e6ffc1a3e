namespace RingCx.Client.Http;

/// <summary>
/// Puts the token on a request when it goes out: a wait for the rate budget may outlive the token that was good before it.
/// </summary>
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
