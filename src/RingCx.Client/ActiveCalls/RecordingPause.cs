using System.Runtime.CompilerServices;

namespace RingCx.Client;

/// <summary>
/// Keeps a call from being recorded for a while: <see cref="PauseAsync"/>, then whatever must not be on the recording, then
/// <see cref="ResumeAsync"/>, in any case. Pauses of the same call within a process count as one: the first stops the recording, the last
/// starts it again.
/// </summary>
public sealed class RecordingPause
{
    /// <summary>How often <see cref="KeepAliveAsync"/> pings the call.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, PausesOfCall> Paused = new(StringComparer.Ordinal);

    private readonly ActiveCallsApi _calls;
    private readonly string _accountId;
    private readonly string _uii;
    private readonly TimeProvider _time;
    private readonly string _key;
    private PausesOfCall _pauses = new();
    private bool _holds;
    private bool _isIn;

    internal RecordingPause(ActiveCallsApi calls, string accountId, string uii, RingCxClientOptions options)
    {
        (_calls, _accountId, _uii, _time) = (calls, accountId, uii, options.TimeProvider);

        // In process, each sandbox is a service of its own.
        var service = options.Transport is null ? 0 : RuntimeHelpers.GetHashCode(options.Transport);
        _key = FormattableString.Invariant($"{options.BaseUri} {service} {accountId} {uii}");
    }

    /// <summary>True from the moment when the recording may be off on account of this pause until it is known not to be.</summary>
    public bool MayBePaused { get; private set; }

    /// <summary>Why the recording could not be started again; null where it was, or there was no need.</summary>
    public RingCxException? Failure { get; private set; }

    /// <summary>Stops the recording, and returns when it is certain that it is off.</summary>
    /// <param name="evenIfRefused">
    /// Counts a recording that the service refuses to stop, which may be off already, as paused by this.
    /// </param>
    /// <returns>False when the service refused: the recording may be off already, or the call is in no state to be recorded.</returns>
    /// <exception cref="RingCxException">It is not certain; see <see cref="MayBePaused"/>.</exception>
    public async Task<bool> PauseAsync(bool evenIfRefused, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            await _pauses.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave();
            throw;
        }

        try
        {
            if (_pauses.Count == 0 && !await StopAsync(progress, cancellationToken).ConfigureAwait(false) && !evenIfRefused)
                return false;

            MayBePaused = true;
            _holds = true;
            _pauses.Count++;
            return true;
        }
        finally
        {
            _pauses.Gate.Release();
            if (!MayBePaused)
                Leave();
        }
    }

    /// <summary>
    /// Keeps the call from being archived until it is cancelled or the call ends. Failures are let pass: the next ping may do.
    /// </summary>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    public async Task KeepAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _time.Delay(PingInterval, cancellationToken).ConfigureAwait(false);
                try
                {
                    await _calls.Ping(_accountId, _uii).PerformAsync(null, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // The next ping may do, whatever it was.
                    var kind = (e as RingCxException)?.Kind;
                    if (kind == FailureKind.NotFound && await HasEndedAsync(null, cancellationToken).ConfigureAwait(false))
                        return;

                    if (kind == FailureKind.Closed)
                        return;
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody needs it any more.
        }
    }

    /// <summary>Starts the recording again, and tries for as long as the call lives. Does not throw.</summary>
    /// <param name="giveUp">Ends the trying.</param>
    public async Task<RecordingResumption> ResumeAsync(IProgress<RequestEvent>? progress, CancellationToken giveUp)
    {
        Enter();
        await _pauses.Gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_holds)
            {
                _holds = false;
                _pauses.Count--;
            }

            if (_pauses.Count > 0)
            {
                MayBePaused = false;
                return RecordingResumption.PausedByAnother;
            }

            var outcome = await StartAsync(progress, giveUp).ConfigureAwait(false);
            MayBePaused = outcome == RecordingResumption.NotResumed;
            return outcome;
        }
        finally
        {
            _pauses.Gate.Release();
            Leave();
        }
    }

    private async Task<bool> StopAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await SwitchAsync(false, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.OutcomeUnknown)
        {
            // An answer was lost, and to the repetition the service said no: because the recording is off, or for another reason. On and
            // off again tells, and nothing that matters is said meanwhile.
            MayBePaused = true;
            await SwitchAsync(true, progress, cancellationToken).ConfigureAwait(false);
            return await SwitchAsync(false, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RecordingResumption> StartAsync(IProgress<RequestEvent>? progress, CancellationToken giveUp)
    {
        // Told loudly once, then only to who wants to know.
        var kind = RequestEventKind.Warning;
        for (var delay = FirstDelay; ; delay = delay + delay < LongestDelay ? delay + delay : LongestDelay)
        {
            try
            {
                if (await IsOnAsync(progress, giveUp).ConfigureAwait(false))
                {
                    Failure = null;
                    return RecordingResumption.Resumed;
                }

                Failure = new RingCxException(FailureKind.ServiceError, "The service refused to record.");
            }
            catch (RingCxException e) when (e.Kind == FailureKind.NotFound)
            {
                // One 404 is not enough: a call that lives and is not recorded any more would be nobody's error.
                if (await HasEndedAsync(progress, giveUp).ConfigureAwait(false))
                {
                    Failure = null;
                    return RecordingResumption.CallEnded;
                }

                Failure = new RingCxException(
                    FailureKind.ServiceError, "The service says that it does not know the call, which is not known to have ended.", e);
            }
            catch (Exception e)
            {
                Failure = e switch
                {
                    RingCxException failure => failure,
                    OperationCanceledException when giveUp.IsCancellationRequested =>
                        Failure ?? new RingCxException(FailureKind.ServiceError, "The service did not answer in time."),
                    OperationCanceledException => RingCxException.Closed(e),
                    // Whatever it is, giving up would leave a call unrecorded.
                    _ => new RingCxException(FailureKind.ServiceError, $"Something unforeseen happened ({e.GetType().Name}).", e),
                };
            }

            if (!giveUp.IsCancellationRequested && Failure.Kind != FailureKind.Closed)
            {
                Tell(
                    progress,
                    new RequestEvent(kind, $"The recording of call {_uii} may still be off. {Failure.Message} It goes on being tried."));
                kind = RequestEventKind.Retrying;
                await Task.WhenAny(_time.Delay(delay, giveUp)).ConfigureAwait(false);
            }

            if (giveUp.IsCancellationRequested || Failure.Kind == FailureKind.Closed)
                return RecordingResumption.NotResumed;
        }
    }

    private async Task<bool> IsOnAsync(IProgress<RequestEvent>? progress, CancellationToken giveUp)
    {
        try
        {
            if (await SwitchAsync(true, progress, giveUp).ConfigureAwait(false))
                return true;
        }
        catch (RingCxException e) when (e.Kind == FailureKind.OutcomeUnknown)
        {
            // An answer was lost, and the repetition was refused: the same question.
        }

        // The service says no to what is so already. Off, which is harmless now, and on again tells whether it is that.
        bool stopped;
        try
        {
            stopped = await SwitchAsync(false, progress, giveUp).ConfigureAwait(false);
        }
        catch (RingCxException e) when (!_pauses.IsOff && e.Kind is not (FailureKind.NotFound or FailureKind.Closed))
        {
            // It cannot be stopped, and at no time was it certain that it had been: it is on, or is with this one request.
            await SwitchAsync(true, progress, giveUp).ConfigureAwait(false);
            return true;
        }

        return stopped && await SwitchAsync(true, progress, giveUp).ConfigureAwait(false);
    }

    private async Task<bool> SwitchAsync(bool record, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var done = await _calls.SetRecording(_accountId, _uii, record).PerformAsync(progress, cancellationToken).ConfigureAwait(false);
            MayBePaused |= done && !record;
            _pauses.IsOff = done ? !record : _pauses.IsOff;
            return done;
        }
        catch (RingCxException e)
        {
            MayBePaused |= !record && (e.MayBeDone || e.Kind == FailureKind.OutcomeUnknown);
            throw;
        }
        catch (OperationCanceledException)
        {
            MayBePaused |= !record;
            throw;
        }
    }

    // Only a listing that was read to its end and lacks the call tells that it has ended, or one that has it among those that are over.
    private async Task<bool> HasEndedAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var listing = _calls.List(_accountId, ActiveCallQuery.ForAccount(_accountId));
            RcxActiveCall? found = null;
            await listing.ReadToEndAsync(
                call => (found ??= string.Equals(call.Uii, _uii, StringComparison.Ordinal) ? call : null) is not null,
                progress,
                cancellationToken).ConfigureAwait(false);
            return found is null || found.Archive == true;
        }
        catch (Exception)
        {
            // Nothing is known, whatever it was, a stop included: whoever asks looks at the token himself.
            return false;
        }
    }

    // Who is told must not end the trying.
    private static void Tell(IProgress<RequestEvent>? progress, RequestEvent item)
    {
        try
        {
            progress?.Report(item);
        }
        catch (Exception)
        {
            // Nobody hears it.
        }
    }

    private void Enter()
    {
        lock (Paused)
        {
            if (_isIn)
                return;

            if (!Paused.TryGetValue(_key, out var pauses))
                Paused[_key] = pauses = new PausesOfCall();

            _pauses = pauses;
            _pauses.Users++;
            _isIn = true;
        }
    }

    private void Leave()
    {
        lock (Paused)
        {
            if (_isIn)
            {
                _isIn = false;
                if (--_pauses.Users == 0)
                    Paused.Remove(_key);
            }
        }
    }

    /// <summary>How many calls are paused, or are about to be, in this process.</summary>
    internal static int PausedCalls
    {
        get
        {
            lock (Paused)
                return Paused.Count;
        }
    }

    /// <summary>The pauses of one call in this process, from the first that begins to the last that is over.</summary>
    private sealed class PausesOfCall
    {
        /// <summary>Who has begun and is not over; guarded by the lock of all.</summary>
        public int Users { get; set; }

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Count { get; set; }

        /// <summary>True while the service is known to have stopped the recording.</summary>
        public bool IsOff { get; set; }
    }
}
