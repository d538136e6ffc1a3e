using System.Net;

namespace RingCx.Sandbox;

/// <summary>
/// The sandbox in place of the network: hand it to an HttpClient. Host and scheme of a request do not matter; one engine
/// stands for all hosts. Redirects are not followed.
/// </summary>
/// <remarks>Makes a transport to an engine; several may share one.</remarks>
public sealed class SandboxHandler(SandboxEngine engine) : HttpMessageHandler
{
    private readonly SandboxEngine _engine = engine ?? throw new ArgumentNullException(nameof(engine));

    /// <summary>Carries out one request.</summary>
    /// <exception cref="HttpRequestException">A fault dropped the connection; the cause is an IOException, as with a real one.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync().ConfigureAwait(false);
        var headers =
            from header in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            // The products of a User-Agent are parts of one value; other headers list theirs.
            let separator = header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) ? " " : ", "
            select new KeyValuePair<string, string>(header.Key, string.Join(separator, header.Value));
        var uri = request.RequestUri ?? throw new InvalidOperationException("A request has a URI.");
        var sent = new SandboxRequest(request.Method.Method, uri.PathAndQuery, headers, body);
        var response = await _engine.SendAsync(sent, cancellationToken).ConfigureAwait(false);
        if (response.Silent)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);

        if (response.Drop)
            throw new HttpRequestException("The request could not be completed.", new IOException("The connection was reset."));

        return ToMessage(response, request);
    }

    private static HttpResponseMessage ToMessage(SandboxResponse response, HttpRequestMessage request)
    {
        var content = new StreamContent(new SandboxBodyStream(response), 65536);
        if (response.Filler == 0)
            content.Headers.ContentLength = response.Body.Length;

        var message = new HttpResponseMessage((HttpStatusCode)response.StatusCode) { Content = content, RequestMessage = request };
        foreach (var header in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value))
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return message;
    }
}
