namespace RingCx.Client.Http;

/// <summary>
/// Repeats what <see cref="RetryTable"/> allows, within the limits of tries and time, and turns what is left into a
/// <see cref="RingCxException"/>. The answers of actions are read whole in here, so that a broken one counts as a failed attempt.
/// </summary>
/// <param name="closed">Ends every wait for the next attempt: the client was closed.</param>
internal sealed class RetryHandler(RingCxClientOptions options, CancellationToken closed) : DelegatingHandler
{
    // An answer to an action is a word, to a lookup a list: anything larger is not the service.
    private const int MaximumBufferedBytes = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = RequestState.Of(request);
        var time = options.TimeProvider;
        long? start = null;
        var refusals = 0;
        for (var repeats = 0; ; repeats++)
        {
            var attempt = await AttemptAsync(request, state, cancellationToken).ConfigureAwait(false);
            var failure = attempt.Failure;
            if (failure == AttemptFailure.None)
                return attempt.Response!;

            // From the first failure on: a wait for the rate budget before it is no retrying.
            start ??= time.GetTimestamp();
            var row = RetryTable.Rows[failure];
            if (!row.MayBeDone)
                state.Outcome.Settle();

            refusals = failure == AttemptFailure.TooManyRequests ? refusals + 1 : 0;
            var delay = Delay(attempt, state, repeats, refusals);
            if (failure == AttemptFailure.TooManyRequests && state.Budget is { } budget)
            {
                budget.Pause(delay);
                if (budget.Shared is { } shared)
                    await shared.PauseAsync(delay).ConfigureAwait(false);
            }

            attempt.Response?.Dispose();
            var most = MostRepeats(failure);
            var last = repeats >= most || time.GetElapsedTime(start.Value) + delay > options.RetryTimeout;
            if (last || !row.Repeats(state.Repeatability))
            {
                var kind = row.Kind(state.Repeatability);
                throw new RingCxException(kind, Describe(attempt, repeats) + Advice(kind, failure, delay), attempt.Error)
                {
                    IsForeign = failure == AttemptFailure.Foreign,
                };
            }

            var count = FormattableString.Invariant($"{repeats + 1}")
                + (most == int.MaxValue ? string.Empty : FormattableString.Invariant($" of {most}"));
            var message = FormattableString.Invariant($"{Describe(attempt, 0)} Repeating in {delay.TotalSeconds:0.#} s ({count}).");
            state.Progress?.Report(new RequestEvent(RequestEventKind.Retrying, message, delay));
            await WaitAsync(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    // How often the service says that it is too much tells nothing: its minute has to pass. So time alone limits this, unless a number was
    // asked for.
    private int MostRepeats(AttemptFailure failure) =>
        failure == AttemptFailure.TooManyRequests && !options.IsRetryCountGiven ? int.MaxValue : options.MaximumRetryCount;

    private string Advice(FailureKind kind, AttemptFailure failure, TimeSpan delay) => kind switch
    {
        FailureKind.OutcomeUnknown => " It was not repeated, since that might do it twice.",
        FailureKind.RateLimited when delay > options.RetryTimeout =>
            FormattableString.Invariant($" The service asked for a pause of {delay.TotalSeconds:0} s."),
        FailureKind.ServiceError when failure == AttemptFailure.ProxyDenied => " Check the user name and the password that it is given.",
        FailureKind.ServiceError when failure != AttemptFailure.Untrusted => " Try again later.",
        _ => string.Empty,
    };

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed);
        try
        {
            await options.TimeProvider.Delay(delay, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RingCxException.Closed(e);
        }
    }

    // The one place that sees every exception of an attempt: none leaves it but as what became of the request.
    private async Task<Attempt> AttemptAsync(HttpRequestMessage request, RequestState state, CancellationToken cancellationToken)
    {
        state.Outcome.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // The wait for the rate budget is not part of the attempt's time: AttemptTimeoutHandler stands behind it.
            var response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (!state.Streamed || !response.IsSuccessStatusCode)
                await BufferAsync(response, limit, cancellationToken).ConfigureAwait(false);

            return Classify(response, state.Foreign);
        }
        catch (Exception e) when (e is not RingCxException)
        {
            return Classify(e, state.Outcome.State, cancellationToken);
        }
    }

    // The handlers below end their time-out with the headers; the body gets as long again.
    private async Task BufferAsync(HttpResponseMessage response, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        limit.CancelAfter(options.RequestTimeout);
        try
        {
            await BufferedBody.LoadAsync(response, MaximumBufferedBytes, limit.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!response.IsSuccessStatusCode && !cancellationToken.IsCancellationRequested)
        {
            // The status alone says what happened.
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static Attempt Classify(HttpResponseMessage response, string? foreign) => foreign is null
        ? new Attempt(FailureClassifier.Classify(response.StatusCode), null, response, null)
        : new Attempt(AttemptFailure.Foreign, foreign, response, null);

    private static Attempt Classify(Exception error, AttemptState state, CancellationToken cancellationToken)
    {
        var shown = Redaction.WithoutCredentials(error);
        if (cancellationToken.IsCancellationRequested)
        {
            // Whatever the platform calls it.
            throw error as OperationCanceledException ?? new OperationCanceledException(error.Message, shown, cancellationToken);
        }

        if (state == AttemptState.Preparing && error is not OperationCanceledException)
        {
            throw new RingCxException(
                FailureKind.ServiceError, $"The request was not sent: it could not be made ready ({error.GetType().Name}).", shown);
        }

        var (failure, cause) = FailureClassifier.Explain(error);
        if (state != AttemptState.InDoubt && failure is AttemptFailure.Timeout or AttemptFailure.Reset)
        {
            cause = failure == AttemptFailure.Timeout ? "no connection was made in time" : "the connection could not be made";
            failure = AttemptFailure.NotReached;
        }

        return new Attempt(failure, cause, null, shown);
    }

    // Retry-After when given, in either of its forms; otherwise exponential backoff with full jitter.
    private TimeSpan Delay(Attempt attempt, RequestState state, int repeats, int refusals)
    {
        if (RetryAfter(attempt.Response) is { } told)
        {
            // A service that says "a second" again and again does not mean it.
            return repeats == 0 ? told : Longest(told, Backoff.Ceiling(repeats));
        }

        var delay = Backoff.After(repeats, options.Jitter);

        // The requests that were too many count for a minute. From the second refusal on it is this request's own minute that has to pass.
        return refusals > 0 && state.Budget is { } budget ? Longest(delay, refusals == 1 ? budget.RestOfWindow : budget.Window) : delay;
    }

    // A date is the service's, and goes by the service's clock, where it tells it.
    private TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter is { Date: { } date }
        ? Longest(TimeSpan.Zero, date - (response.Headers.Date ?? options.TimeProvider.GetUtcNow()))
        : response?.Headers.RetryAfter?.Delta;

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Describe(Attempt attempt, int repeats)
    {
        var what = attempt.Failure switch
        {
            AttemptFailure.NotReached => "The service could not be reached" + (attempt.Cause is { } cause ? $": {cause}." : "."),
            AttemptFailure.ProxyDenied =>
                $"The service could not be reached: {attempt.Cause ?? "the proxy"} asks for other credentials (407).",
            AttemptFailure.Untrusted => "The service's certificate was not accepted.",
            AttemptFailure.TooManyRequests => "The service refused the request for the number of requests (429).",
            AttemptFailure.Unavailable => "The service is unavailable (503).",
            AttemptFailure.ServerError => "The service failed.",
            AttemptFailure.Foreign => attempt.Cause!,
            AttemptFailure.Timeout => "The service did not answer in time.",
            _ => "The connection broke before the answer was complete.",
        };
        return repeats == 0 ? what : FormattableString.Invariant($"{what} It was tried {repeats + 1} times.");
    }

    // How one attempt ended. The cause is for a person; null where there is no more to tell. The error has no credentials in it.
    // No tuple: as a value, code for it would have to be compiled in every process (see RingCx.Client.csproj).
    private sealed class Attempt(AttemptFailure failure, string? cause, HttpResponseMessage? response, Exception? error)
    {
        public AttemptFailure Failure { get; } = failure;

        public string? Cause { get; } = cause;

        public HttpResponseMessage? Response { get; } = response;

        public Exception? Error { get; } = error;
    }
}
