using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.SignIn;

namespace RingCx.Client.Http;

/// <summary>Puts the token on a request; a 401 renews it and repeats the request once (a 401 was not carried out).</summary>
internal sealed class AuthenticationHandler : DelegatingHandler
{
    private readonly TokenSource _tokens;

    public AuthenticationHandler(TokenSource tokens) => _tokens = tokens;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var progress = RequestState.Of(request).Progress;
        var token = await _tokens.GetAsync(progress, cancellationToken).ConfigureAwait(false);
        token.ApplyTo(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !_tokens.CanRenew)
        {
            return response;
        }

        response.Dispose();
        _tokens.Reject(token);
        token = await _tokens.GetAsync(progress, cancellationToken).ConfigureAwait(false);
        token.ApplyTo(request);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
