using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Client.Http;

/// <summary>Lets a request out when its budget has a slot.</summary>
internal sealed class RateHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        if (state.Budget is not { } budget)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await budget.TakeAsync(state.Priority, state.Progress, cancellationToken).ConfigureAwait(false);
        var counted = false;
        long? place = null;
        try
        {
            if (budget.Shared is { } shared)
            {
                place = await shared.TakeAsync(state.Priority, state.Progress, cancellationToken).ConfigureAwait(false);
            }

            counted = true;
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (FailureClassifier.Classify(e) is AttemptFailure.NotReached or AttemptFailure.Untrusted)
        {
            // The service never saw it, so it can not have counted it.
            counted = false;
            throw;
        }
        catch (RingCxException)
        {
            // There was no token for it, so it did not go out.
            counted = false;
            throw;
        }
        finally
        {
            if (place is { } taken)
            {
                await budget.Shared!.ReleaseAsync(taken, counted, hurried: cancellationToken.IsCancellationRequested).ConfigureAwait(false);
            }

            budget.Release(counted);
        }
    }
}
