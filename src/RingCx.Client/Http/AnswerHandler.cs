namespace RingCx.Client.Http;

/// <summary>
/// Tells whether an answer that is no success is the service's own, which only its body does: whatever stands in between answers 401, 403
/// and 404 too. Here, below all that goes by a status: a foreign 401 renews no token.
/// </summary>
/// <param name="timeout">How long the body of an error may take.</param>
internal sealed class AnswerHandler(TimeSpan timeout) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        state.Foreign = null;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!ForeignAnswer.MayBe(response.StatusCode))
            return response;

        var types = response.Content?.Headers.TryGetValues("Content-Type", out var given) == true ? given.ToArray() : [];
        try
        {
            var body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            state.Foreign = ForeignAnswer.Of(response, types, body, state.SignIn);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // As UTF-8. Empty where it does not come: the status alone is left to go by. Null where it is too large.
    private async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await BufferedBody.LoadAsync(response, ServiceErrors.LargestBody, limit.Token).ConfigureAwait(false);
            return AnswerText.ToUtf8(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        }
        catch (RingCxException)
        {
            return null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // However it broke off.
            return [];
        }
    }
}
