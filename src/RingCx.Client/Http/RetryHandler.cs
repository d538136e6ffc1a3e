using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Client.Http;

/// <summary>
/// Repeats what <see cref="RetryTable"/> allows, within the limits of tries and time, and turns what is left into a
/// <see cref="RingCxException"/>. The answers of actions are read whole in here, so that a broken one counts as a failed attempt.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    // An answer to an action is a word, to a lookup a list: anything larger is not the service.
    private const long MaximumBufferedBytes = 64 * 1024 * 1024;

    private readonly RingCxClientOptions _options;
    private readonly CancellationToken _closed;

    /// <param name="options">The limits of tries and time.</param>
    /// <param name="closed">Ends every wait for the next attempt: the client was closed.</param>
    public RetryHandler(RingCxClientOptions options, CancellationToken closed)
    {
        _options = options;
        _closed = closed;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        var time = _options.TimeProvider;
        long? start = null;
        for (var repeats = 0; ; repeats++)
        {
            var (failure, response, error) = await AttemptAsync(request, state, cancellationToken).ConfigureAwait(false);
            if (failure == AttemptFailure.None)
            {
                return response!;
            }

            // From the first failure on: a wait for the rate budget before it is no retrying.
            start ??= time.GetTimestamp();
            var row = RetryTable.Rows[failure];
            var inDoubt = row.Kind(Repeatability.Unsafe) == FailureKind.OutcomeUnknown;
            if (!inDoubt)
            {
                state.LastWasNotDone();
            }

            var delay = Delay(response, repeats);
            if (failure == AttemptFailure.TooManyRequests && state.Budget is { } budget)
            {
                budget.Pause(delay);
                if (budget.Shared is { } shared)
                {
                    await shared.PauseAsync(delay).ConfigureAwait(false);
                }
            }

            response?.Dispose();
            var last = repeats >= _options.MaximumRetryCount || time.GetElapsedTime(start.Value) + delay > _options.RetryTimeout;
            if (last || !row.Repeats(state.Repeatability))
            {
                var kind = row.Kind(state.Repeatability);
                var advice = kind switch
                {
                    FailureKind.OutcomeUnknown => " It was not repeated, since that might do it twice.",
                    FailureKind.RateLimited when delay > _options.RetryTimeout => FormattableString.Invariant($" The service asked for a pause of {delay.TotalSeconds:0} s."),
                    FailureKind.ServiceError when failure != AttemptFailure.Untrusted => " Try again later.",
                    _ => string.Empty,
                };
                throw new RingCxException(kind, Describe(failure, repeats) + advice, error);
            }

            state.RepeatedInDoubt |= inDoubt;
            state.Progress?.Report(new RequestEvent(
                RequestEventKind.Retrying,
                FormattableString.Invariant($"{Describe(failure, 0)} Repeating in {delay.TotalSeconds:0.#} s ({repeats + 1} of {_options.MaximumRetryCount})."),
                delay));
            await WaitAsync(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed);
        try
        {
            await _options.TimeProvider.Delay(delay, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RingCxException.Closed(e);
        }
    }

    private async Task<(AttemptFailure Failure, HttpResponseMessage? Response, Exception? Error)> AttemptAsync(
        HttpRequestMessage request, RequestState state, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            // The wait for the rate budget is not part of the attempt's time: AttemptTimeoutHandler stands behind it.
            response = await base.SendAsync(request, timeout.Token).ConfigureAwait(false);
            if (!state.Streamed || !response.IsSuccessStatusCode)
            {
                // The handlers below end their time-out with the headers; the body gets as long again.
                timeout.CancelAfter(_options.RequestTimeout);
                try
                {
                    await LoadAsync(response, timeout.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (!response.IsSuccessStatusCode && !cancellationToken.IsCancellationRequested
                    && e is HttpRequestException or IOException or OperationCanceledException)
                {
                    // The status alone says what happened.
                    response.Content = new ByteArrayContent([]);
                }
                catch (HttpRequestException e) when (response.IsSuccessStatusCode && e.InnerException is null)
                {
                    // The body is larger than it may be; whatever ends a connection has a cause.
                    response.Dispose();
                    throw RequestSender.NotAsDocumented("as short as documented");
                }
            }

            return (FailureClassifier.Classify(response.StatusCode), response, null);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            return (AttemptFailure.Timeout, null, e);
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            return (FailureClassifier.Classify(e), null, e);
        }
        catch (IOException e)
        {
            response?.Dispose();
            return (AttemptFailure.Reset, null, e);
        }
    }

    private static async Task LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var load = response.Content.LoadIntoBufferAsync(MaximumBufferedBytes);
        try
        {
            await load.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!load.IsCompleted)
        {
            // LoadIntoBufferAsync takes no token here; disposing of the content ends it. The response itself may be wanted for its status.
            response.Content.Dispose();
            _ = load.ContinueWith(static t => t.Exception, TaskContinuationOptions.ExecuteSynchronously);
            throw;
        }
    }

    // Retry-After when given, in either of its forms; otherwise exponential backoff with full jitter.
    private TimeSpan Delay(HttpResponseMessage? response, int repeats)
    {
        var retryAfter = response?.Headers.RetryAfter;
        if (retryAfter?.Delta is { } seconds)
        {
            return seconds;
        }

        if (retryAfter?.Date is { } date)
        {
            // The service's date against the service's clock, where it tells it.
            var wait = date - (response?.Headers.Date ?? _options.TimeProvider.GetUtcNow());
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return Backoff.After(repeats, _options.Jitter);
    }

    private static string Describe(AttemptFailure failure, int repeats)
    {
        var what = failure switch
        {
            AttemptFailure.NotReached => "The service could not be reached.",
            AttemptFailure.Untrusted => "The service's certificate was not accepted.",
            AttemptFailure.TooManyRequests => "The service refused the request for the number of requests (429).",
            AttemptFailure.Unavailable => "The service is unavailable (503).",
            AttemptFailure.ServerError => "The service failed.",
            AttemptFailure.Timeout => "The service did not answer in time.",
            _ => "The connection broke before the answer was complete.",
        };
        return repeats == 0 ? what : FormattableString.Invariant($"{what} It was tried {repeats + 1} times.");
    }
}
