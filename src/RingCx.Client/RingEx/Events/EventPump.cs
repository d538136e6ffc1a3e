namespace RingCx.Client.Events;

/// <summary>
/// Reads events off one connection after the other and posts each once, in the order in which the service sends them: what a recovery
/// sends again comes before what is new. An event whose number within its telephony session is lower than one already posted is posted
/// all the same, since nobody has seen it yet; whoever wants the state of a session goes by the number.
/// </summary>
internal sealed class EventPump(EventSession session, EventQueue queue, TimeProvider time)
{
    // Only a connection that stood for as long ends a row of failures: a service that takes connections and drops them is left in peace
    // too.
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    private readonly SeenEvents _seen = new();
    private DateTimeOffset _completeUntil;
    private EventReplay? _replay;
    private int _failures;

    /// <summary>Goes on until it is closed or cannot, which the queue learns. Does not throw.</summary>
    /// <param name="connection">The first connection; it is closed in here, and so is any that follows.</param>
    public async Task RunAsync(EventConnection connection, CancellationToken closed)
    {
        _completeUntil = connection.ReadyAt;
        try
        {
            while (true)
            {
                var loss = await ListenAsync(connection, closed).ConfigureAwait(false);
                connection.Dispose();
                connection = await ReturnAsync(connection, loss, closed).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            queue.End(null);
        }
        catch (Exception e)
        {
            // Whoever reads has to hear of it.
            queue.End(e);
        }

        await connection.CloseAsync().ConfigureAwait(false);
    }

    // Why the connection was lost.
    private async Task<string> ListenAsync(EventConnection connection, CancellationToken closed)
    {
        try
        {
            HandleKept(connection);
            while (true)
            {
                // While a reader is slow nothing is received, and the service need not wait for longer than it wants to.
                await queue.WaitForRoomAsync(closed).ConfigureAwait(false);
                if (session.IsRenewalDue)
                    await RenewAsync(connection, closed).ConfigureAwait(false);

                Handle(connection, await connection.ReceiveAliveAsync(closed).ConfigureAwait(false));
            }
        }
        catch (EventConnectionException e)
        {
            return e.Message;
        }
    }

    private async Task RenewAsync(EventConnection connection, CancellationToken closed)
    {
        try
        {
            await session.RenewAsync(connection, closed).ConfigureAwait(false);
        }
        finally
        {
            HandleKept(connection);
        }
    }

    private void HandleKept(EventConnection connection)
    {
        foreach (var message in connection.TakeKept())
            Handle(connection, message);
    }

    private void Handle(EventConnection connection, EventMessage message)
    {
        if (message.Farewell is { } farewell)
            throw new EventConnectionException(farewell);

        if (_replay is not null && connection.Age >= EventReplay.Length)
            _replay = null;

        if (message.Notification is { } notification)
        {
            var seenAs = _seen.Add(notification.Uuid ?? message.MessageId);
            if (_replay?.ShowsLoss(message.RecoveryPoint?.Sequence, seenAs) == true)
                PostGap(connection.ReadyAt, "More happened while the connection was lost than the service keeps.");

            if (seenAs is null)
                Post(message, notification.Timestamp);
        }

        // A connection that is lost while missed events are sent again leaves the rest of them missing.
        if (_replay is null)
            _completeUntil = message.ReceivedAt;
    }

    private void Post(EventMessage message, DateTimeOffset? timestamp)
    {
        var at = message.ReceivedAt;
        queue.Post(message.Event is { } telephonyEvent
            ? new TelephonyEventItem(telephonyEvent, at, timestamp)
            : new TelephonyEventItem(new TelephonyEventGap(at, at, "The service sent an event that cannot be read."), at));
    }

    private void PostGap(DateTimeOffset to, string reason)
    {
        // The date may have been set back meanwhile.
        var from = _completeUntil < to ? _completeUntil : to;
        queue.Post(new TelephonyEventItem(new TelephonyEventGap(from, to, reason), time.GetUtcNow()));
    }

    private async Task<EventConnection> ReturnAsync(EventConnection lost, string loss, CancellationToken closed)
    {
        var lostAt = time.GetTimestamp();
        _failures = lost.Age >= Healthy ? 0 : _failures;
        Warn($"The connection to RingEX's events was lost. {loss} It is being made again.");
        for (var failure = loss; ;)
        {
            var delay = session.Delay(_failures++);
            queue.Report(EventSession.Waiting(failure, delay));
            await time.Delay(delay, closed).ConfigureAwait(false);

            // By the time that passes and not by the date: after a sleep, or with a clock that was set, it may be asked for too late, and
            // the service says so.
            var recoveryToken = time.GetElapsedTime(lostAt) < lost.RecoveryTimeout ? lost.RecoveryToken : null;
            try
            {
                var connection = await session.OpenAsync(recoveryToken, queue, closed).ConfigureAwait(false);
                GoOn(connection, lost, lostAt, loss);
                return connection;
            }
            catch (EventConnectionException e)
            {
                failure = e.Message;
            }
            catch (RingCxException e) when (
                e.Kind is not (FailureKind.AuthenticationFailed or FailureKind.PermissionDenied or FailureKind.Closed))
            {
                failure = e.Message;
            }
        }
    }

    private void GoOn(EventConnection connection, EventConnection lost, long lostAt, string loss)
    {
        var back = FormattableString.Invariant(
            $"The connection to RingEX's events is back after {time.GetElapsedTime(lostAt).TotalSeconds:0.#} s.");
        if (connection.IsRecovered)
        {
            _replay = new EventReplay(connection.RecoveryBufferSize, _seen.Count, lost.Sequence, connection.FirstSequence);
            Warn(back + " What happened meanwhile is being sent again.");
            return;
        }

        Warn(FormattableString.Invariant($"{back} Events from {_completeUntil:yyyy-MM-dd'T'HH:mm:ss'Z'} on may be missing."));
        PostGap(connection.ReadyAt, "The connection was lost. " + loss);
        _replay = null;
        _completeUntil = connection.ReadyAt;
    }

    private void Warn(string message) => queue.Report(new RequestEvent(RequestEventKind.Warning, message));
}
