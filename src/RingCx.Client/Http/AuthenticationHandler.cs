namespace RingCx.Client.Http;

/// <summary>
/// Sees to it that there is a token before the request waits for the rate budget; a 401 renews it and repeats the request once (a 401
/// of the service's own was not carried out; of anybody else's it tells nothing of the token). <see cref="TokenHandler"/> puts it on.
/// </summary>
internal sealed class AuthenticationHandler(RenewingTokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        for (var repeats = 0; ; repeats++)
        {
            await tokens.GetAsync(state.Progress, cancellationToken).ConfigureAwait(false);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized || state.Foreign is not null || !tokens.CanRenew
                || state.Token is not { } refused || repeats >= MostRepeats(refused))
            {
                return response;
            }

            response.Dispose();
            state.Outcome.Settle();
            state.Outcome.Begin();
            tokens.Reject(refused);
        }
    }

    // What another process had obtained is no renewal: it may have been revoked together with our own.
    private static int MostRepeats(AccessToken refused) => refused.IsAdopted ? 2 : 1;
}
