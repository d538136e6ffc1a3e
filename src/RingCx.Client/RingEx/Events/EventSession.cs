using System.Net.WebSockets;

namespace RingCx.Client.Events;

/// <summary>Makes connections for events, and keeps the subscription from running out (docs/service-notes.md: subscribe).</summary>
internal sealed class EventSession(
    IReadOnlyList<string> eventFilters,
    Func<IProgress<RequestEvent>?, CancellationToken, Task<WebSocketTokenAnswer>> getToken,
    Func<Uri, CancellationToken, Task<WebSocket>> connect,
    RingCxClientOptions options)
{
    // What the samples say, where the service does not.
    private const double DefaultRecoveryTimeout = 180;
    private const double DefaultRecoveryBufferSize = 100;

    private const double LongestRecoveryTimeout = 86_400;
    private const double LargestRecoveryBufferSize = 1_000_000;

    // A subscription is renewed when this much of its time has passed.
    private const double RenewalDue = 0.8;

    private readonly TimeProvider _time = options.TimeProvider;
    private (long Timestamp, DateTimeOffset Date) _subscribedAt;
    private TimeSpan? _lifetime;

    public bool IsRenewalDue => UsedUp >= RenewalDue;

    // Which part of the subscription's time has passed: by the date, since the machine may have slept, and by the time that went by, since
    // somebody may have set the date back.
    private double UsedUp
    {
        get
        {
            var byTime = _time.GetElapsedTime(_subscribedAt.Timestamp);
            var byDate = _time.GetUtcNow() - _subscribedAt.Date;
            return _lifetime is { } lifetime ? (byTime > byDate ? byTime : byDate).TotalSeconds / lifetime.TotalSeconds : 0;
        }
    }

    /// <summary>The wait after so many failures: exponential backoff with full jitter.</summary>
    public TimeSpan Delay(int failures) => Backoff.After(failures, options.Jitter);

    public static RequestEvent Waiting(string failure, TimeSpan delay) =>
        new(
            RequestEventKind.Retrying,
            FormattableString.Invariant($"No connection to RingEX's events. {failure} Connecting again in {delay.TotalSeconds:0.#} s."),
            delay);

    /// <summary>The first connection: repeated within the limits of tries and time.</summary>
    /// <exception cref="RingCxException">It could not be made, or the subscription was refused.</exception>
    public async Task<EventConnection> StartAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await OpenAsync(null, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (EventConnectionException e)
            {
                var delay = Delay(failures);
                if (failures >= options.MaximumRetryCount || _time.GetElapsedTime(start) + delay > options.RetryTimeout)
                {
                    var tries = failures == 0 ? string.Empty : FormattableString.Invariant($" It was tried {failures + 1} times.");
                    throw new RingCxException(
                        FailureKind.ServiceError, $"No connection to RingEX's events. {e.Message}{tries} Try again later.");
                }

                progress?.Report(Waiting(e.Message, delay));
                await _time.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One attempt at a connection on which events come.</summary>
    /// <param name="recoveryToken">Where to go on from; null to begin anew, which is done too where the service cannot go on.</param>
    /// <exception cref="EventConnectionException">It failed, which passes.</exception>
    /// <exception cref="RingCxException">There is no token, or the subscription was refused.</exception>
    public async Task<EventConnection> OpenAsync(
        string? recoveryToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var address = EventAddress.Of(await GetTokenAsync(progress, cancellationToken).ConfigureAwait(false), recoveryToken);
        EventConnection? connection = null;
        try
        {
            await InTimeAsync(
                async limited =>
                {
                    connection = new EventConnection(await ConnectAsync(address, limited).ConfigureAwait(false), _time);
                    var recovered = await GreetAsync(connection, limited).ConfigureAwait(false) && recoveryToken is not null;
                    if (!recovered)
                        await SubscribeAsync(connection, limited).ConfigureAwait(false);

                    connection.MarkReady(recovered);
                },
                cancellationToken).ConfigureAwait(false);
            return connection!;
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Subscribes anew on a connection; the service lets the new subscription take the place of the old one.</summary>
    /// <exception cref="EventConnectionException">It failed; the connection is of no more use.</exception>
    /// <exception cref="RingCxException">The subscription was refused; the connection is of no more use.</exception>
    public async Task RenewAsync(EventConnection connection, CancellationToken cancellationToken)
    {
        // Going on with a subscription that may have run out would be silence.
        var isRenewed = false;
        try
        {
            if (UsedUp >= 1)
                throw new EventConnectionException("Its subscription ran out.");

            await InTimeAsync(limited => SubscribeAsync(connection, limited), cancellationToken).ConfigureAwait(false);
            isRenewed = true;
        }
        catch (RingCxException e) when (e.Kind == FailureKind.ServiceError)
        {
            throw new EventConnectionException(e.Message);
        }
        finally
        {
            if (!isRenewed)
                connection.ForgetRecovery();
        }
    }

    // One attempt has the time of one request, from its connection to its last answer.
    private async Task InTimeAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        using var timeout = _time.CreateCancellationTokenSource(options.RequestTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await attempt(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EventConnectionException("The service did not answer in time.");
        }
    }

    private async Task<WebSocketTokenAnswer> GetTokenAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await getToken(progress, cancellationToken).OrCancelAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RingCxException.Closed(e);
        }
    }

    private async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        Task<WebSocket>? connecting = null;
        try
        {
            connecting = connect(address, cancellationToken);
            return await connecting.OrCancelAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It may come after all.
            _ = connecting?.ContinueWith(
                static t => t.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
        catch (RingCxException e) when (e.Kind == FailureKind.ServiceError)
        {
            throw new EventConnectionException(e.Message);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException)
        {
            throw new EventConnectionException("The connection could not be made.");
        }
    }

    // True when the service goes on where the last connection was lost.
    private static async Task<bool> GreetAsync(EventConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await connection.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (message.IsError || (message.Details is not null && message.Status >= 400))
            {
                throw new EventConnectionException(
                    message.Farewell ?? (message.ErrorCode is { } code ? $"The service refused it ({code})." : "The service refused it."));
            }

            if (message.Details is { } details)
            {
                var timeout = Within(details.RecoveryTimeout, LongestRecoveryTimeout, DefaultRecoveryTimeout);
                connection.RecoveryTimeout = TimeSpan.FromSeconds(timeout);
                var size = Within(details.RecoveryBufferSize, LargestRecoveryBufferSize, DefaultRecoveryBufferSize);
                connection.RecoveryBufferSize = (int)size;
                return string.Equals(details.RecoveryState, "Successful", StringComparison.OrdinalIgnoreCase);
            }

            KeepEvent(connection, message);
        }
    }

    private static double Within(double? told, double largest, double otherwise) =>
        told is >= 1 and { } value && value <= largest ? value : otherwise;

    private async Task SubscribeAsync(EventConnection connection, CancellationToken cancellationToken)
    {
        var messageId = Guid.NewGuid().ToString();
        var subscription = EventRequests.Subscription(messageId, eventFilters);
        await connection.SendAsync(subscription, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var message = await connection.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (message.Farewell is { } farewell)
                throw new EventConnectionException(farewell);

            // An error that names no request is the answer to the only one that there is.
            var isOurs = string.Equals(message.MessageId, messageId, StringComparison.OrdinalIgnoreCase);
            if (message.IsError && (isOurs || message.MessageId is null))
                throw Refusal(message);

            if (message.IsAnswer && isOurs)
            {
                if (message.Status is not (null or (>= 200 and < 300)))
                    throw Refusal(message);

                _subscribedAt = (_time.GetTimestamp(), _time.GetUtcNow());
                _lifetime = message.ExpiresIn;
                return;
            }

            KeepEvent(connection, message);
        }
    }

    // The first events may be quicker than the answer.
    private static void KeepEvent(EventConnection connection, EventMessage message)
    {
        if (message.Notification is not null)
            connection.Keep(message);
    }

    private static RingCxException Refusal(EventMessage message)
    {
        var status = message.Status is { } told ? FormattableString.Invariant($" ({told})") : string.Empty;
        var (kind, text) = message.Status == 403
            ? (FailureKind.PermissionDenied, "The user lacks a permission.")
            : (FailureKind.ServiceError, $"The service refused to send events{status}.");
        return new RingCxException(kind, text) { ServiceErrorCode = message.ErrorCode, Permission = message.Permission };
    }
}
