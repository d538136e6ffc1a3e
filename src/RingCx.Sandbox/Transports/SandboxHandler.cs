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
    /// <param name="request">The request; its URI is absolute.</param>
    /// <param name="cancellationToken">Ends any wait at once.</param>
    /// <returns>The answer; its content is a stream.</returns>
    /// <exception cref="HttpRequestException">A fault dropped the connection; the cause is an IOException, as with a real one.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));

        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync().ConfigureAwait(false);
        var headers = new List<KeyValuePair<string, string>>();
        Add(headers, request.Headers);
        if (request.Content is not null)
            Add(headers, request.Content.Headers);

        var uri = request.RequestUri ?? throw new InvalidOperationException("A request has a URI.");
        var response = await _engine
            .SendAsync(new SandboxRequest(request.Method.Method, uri.PathAndQuery, headers, body), cancellationToken)
            .ConfigureAwait(false);
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

    private static void Add(List<KeyValuePair<string, string>> all, System.Net.Http.Headers.HttpHeaders headers)
    {
        foreach (var header in headers)
        {
            // The products of a User-Agent are parts of one value; other headers list theirs.
            var separator = string.Equals(header.Key, "User-Agent", StringComparison.OrdinalIgnoreCase) ? " " : ", ";
            all.Add(new KeyValuePair<string, string>(header.Key, string.Join(separator, header.Value)));
        }
    }
}
