namespace RingCx.Polling;

/// <summary>
/// Asks the service again and again for a command. What passes (a lost connection, 429, a service that fails) is told once as a warning and
/// lived through; what does not pass ends the command.
/// </summary>
/// <param name="words">How failures are told.</param>
internal abstract class ServicePoller<TEvent>(RcxCommand command, RcxConnection connection, string account, PollingWords words)
{
    private readonly MonotonicClock _clock = connection.Client.Clock;
    private TimeSpan? _failingSince;

    public string Account { get; } = account;

    /// <summary>True once there was an answer.</summary>
    public bool HasListed { get; private set; }

    /// <summary>Why the last request that was begun failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asks; null where that failed and the next may not, or where the time was over first.</summary>
    public IReadOnlyList<TEvent>? Poll(PollingTimes times)
    {
        try
        {
            var changes = command.Await((progress, cancellationToken) => PollAsync(times, progress, cancellationToken));
            if (changes is null)
                return null;

            HasListed = true;
            if (_failingSince is { } since)
            {
                _failingSince = null;
                command.WriteWarning(
                    $"{words.Subject} are {words.Done} again, after {(_clock.Now - since).TotalSeconds:0} s. What happened in between "
                    + "shows now.");
            }

            return changes;
        }
        catch (RingCxException e) when (IsTransient(e))
        {
            if (_failingSince is null)
            {
                _failingSince = _clock.Now;
                command.WriteWarning(
                    $"{words.Subject} could not be {words.Done}. {e.Message} It goes on being tried; {words.Reassurance} meanwhile.");
            }
            else
            {
                command.WriteVerbose($"{words.Subject} could still not be {words.Done}. {e.Message}");
            }

            return null;
        }
        catch (RingCxException e)
        {
            command.ThrowTerminatingError(Error(e));
            throw;
        }
    }

    /// <summary>Begins to ask, for whoever does something else meanwhile and tells of failures in their own way.</summary>
    public Task<IReadOnlyList<TEvent>> BeginPoll(IProgress<RequestEvent> progress, CancellationToken cancellationToken) =>
        AskAsync(progress, cancellationToken);

    /// <summary>Takes what came of a request that was begun: false where it failed and the next may not.</summary>
    public bool EndPoll(Task asking)
    {
        try
        {
            asking.GetAwaiter().GetResult();
            HasListed = true;
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

    /// <summary>The record of a request that failed.</summary>
    public abstract ErrorRecord Error(RingCxException e);

    /// <summary>Asks once.</summary>
    private protected abstract Task<IReadOnlyList<TEvent>> AskAsync(
        IProgress<RequestEvent> progress, CancellationToken cancellationToken);

    private bool IsTransient(RingCxException e) =>
        HasListed && e.Kind is not (FailureKind.Closed or FailureKind.PermissionDenied or FailureKind.AuthenticationFailed);

    // A request that hangs, or is repeated and repeated, must not outlast the command's time. The first neither.
    private async Task<IReadOnlyList<TEvent>?> PollAsync(
        PollingTimes times, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        var left = times.Left < PollingTimes.LongestTimer ? times.Left : null;
        return (await _clock.WithinAsync(left, token => AskAsync(progress, token), cancellationToken).ConfigureAwait(false)).Result;
    }
}
