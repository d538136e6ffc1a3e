namespace RingCx.Polling;

/// <summary>
/// Follows the calls of one listing for a command. What passes (a lost connection, 429, a service that fails) is told once as a warning and
/// lived through; what does not pass ends the command.
/// </summary>
internal sealed class CallPoller(RcxCommand command, RcxConnection connection, string account, ActiveCallQuery query)
{
    private readonly ActiveCallWatcher _watcher = connection.Client.ActiveCalls.Watch(account, query);
    private bool _begun;
    private readonly MonotonicClock _clock = connection.Client.Clock;
    private TimeSpan? _failingSince;

    public string Account { get; } = account;

    /// <summary>True once there was a listing.</summary>
    public bool HasListed => _begun;

    /// <summary>The calls in progress, as the last listing had them.</summary>
    public IReadOnlyCollection<RcxActiveCall> Calls => _watcher.Calls;

    /// <summary>True while a call that is not among <see cref="Calls"/> may be in progress all the same.</summary>
    public bool MayLackCalls => _watcher.MayLackCalls;

    /// <summary>The service's time of the last listing.</summary>
    public DateTimeOffset ServiceTime => _watcher.ServiceTime;

    /// <summary>Why the last listing that was begun failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Lists; null where the listing failed and the next may not, or where the time was over first.</summary>
    public IReadOnlyList<RcxCallEvent>? Poll(PollingTimes times)
    {
        try
        {
            var changes = command.Await((progress, cancellationToken) => PollAsync(times, progress, cancellationToken));
            if (changes is null)
                return null;

            _begun = true;
            if (_failingSince is { } since)
            {
                _failingSince = null;
                command.WriteWarning(
                    $"The calls are listed again, after {(_clock.Now - since).TotalSeconds:0} s. What happened in between shows now.");
            }

            return changes;
        }
        catch (RingCxException e) when (IsTransient(e))
        {
            if (_failingSince is null)
            {
                _failingSince = _clock.Now;
                command.WriteWarning(
                    $"The calls could not be listed. {e.Message} It goes on being tried; no call is taken for ended meanwhile.");
            }
            else
            {
                command.WriteVerbose($"The calls could still not be listed. {e.Message}");
            }

            return null;
        }
        catch (RingCxException e)
        {
            command.ThrowTerminatingError(Error(e));
            throw;
        }
    }

    /// <summary>Begins a listing, for whoever does something else meanwhile and tells of failures in their own way.</summary>
    public Task<IReadOnlyList<RcxCallEvent>> BeginPoll(IProgress<RequestEvent> progress, CancellationToken cancellationToken) =>
        _watcher.PollAsync(progress, cancellationToken);

    /// <summary>Takes what came of a listing that was begun: false where it failed and the next may not.</summary>
    public bool EndPoll(Task listing)
    {
        try
        {
            listing.GetAwaiter().GetResult();
            _begun = true;
            Failure = null;
            return true;
        }
        catch (RingCxException e) when (IsTransient(e))
        {
            Failure = e.Message;
            return false;
        }
        catch (RingCxException e)
        {
            command.ThrowTerminatingError(Error(e));
            throw;
        }
    }

    /// <summary>The record of a listing that failed.</summary>
    public ErrorRecord Error(RingCxException e) => ErrorRecords.From(e, "list the calls", Account, "Monitor calls");

    private bool IsTransient(RingCxException e) =>
        _begun && e.Kind is not (FailureKind.Closed or FailureKind.PermissionDenied or FailureKind.AuthenticationFailed);

    // A listing that hangs, or is repeated and repeated, must not outlast the command's time. The first neither.
    private async Task<IReadOnlyList<RcxCallEvent>?> PollAsync(
        PollingTimes times, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        var left = times.Left < PollingTimes.LongestTimer ? times.Left : null;
        return (await _clock.WithinAsync(left, token => _watcher.PollAsync(progress, token), cancellationToken).ConfigureAwait(false))
            .Result;
    }
}
