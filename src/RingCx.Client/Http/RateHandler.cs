namespace RingCx.Client.Http;

/// <summary>Lets a request out when its budget has a slot.</summary>
internal sealed class RateHandler : DelegatingHandler
{
    // More than that is no limit.
    private const int MostStated = 1_000_000;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        if (state.Budget is not { } budget)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        await budget.TakeAsync(state.Priority, state.Progress, cancellationToken).ConfigureAwait(false);
        var counted = false;
        long? place = null;
        try
        {
            if (budget.Shared is { } shared)
                place = await shared.TakeAsync(state.Priority, state.Progress, cancellationToken).ConfigureAwait(false);

            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            counted = true;
            if (StatedLimit(response) is { } limit)
                budget.Adapt(limit);

            return response;
        }
        catch (Exception e)
        {
            // What the service never saw it cannot have counted: what found no token, or was given up before it had left.
            counted |= state.Outcome.State == AttemptState.InDoubt
                && FailureClassifier.Classify(e) is AttemptFailure.Timeout or AttemptFailure.Reset;
            throw;
        }
        finally
        {
            if (place is { } taken)
                await budget.Shared!.ReleaseAsync(taken, counted, hurried: cancellationToken.IsCancellationRequested).ConfigureAwait(false);

            budget.Release(counted);
        }
    }

    // RingEX tells with each answer what it allows the group in how many seconds (docs/service-notes.md). RingCX does not.
    private static int? StatedLimit(HttpResponseMessage response) =>
        Number(response, "X-Rate-Limit-Limit") is { } limit and >= 1 and <= MostStated
        && Number(response, "X-Rate-Limit-Window") == (int)RateBudget.Minute.TotalSeconds ? limit : null;

    private static int? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
