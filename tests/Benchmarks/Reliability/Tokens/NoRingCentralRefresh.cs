namespace RingCx.Reliability.Tokens;

/// <summary>Rejects each refresh token of RingCentral: its path is that of the sign-in, so that no fault of the sandbox tells the two apart.</summary>
internal sealed class NoRingCentralRefresh(HttpMessageHandler service) : DelegatingHandler(service)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        return body.Contains("grant_type=refresh_token", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}"""), RequestMessage = request }
            : await base.SendAsync(request, cancellationToken);
    }
}
