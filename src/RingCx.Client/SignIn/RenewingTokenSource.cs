namespace RingCx.Client.SignIn;

/// <summary>Where the requests to one service get their token, which is renewed ahead of time, once however many threads wait.</summary>
// The states of a token, and what GetAsync does in each:
//
//   none ──▶ good ──▶ due ──▶ at its last moment ──▶ spent
//              ╰───────┴─────────────┴── Reject ──▶ refused
//   all of them ── Dispose, CloseAsync ──▶ forgotten
//
//   good       gives it
//   due        gives it, and begins to renew it, where nobody does and no renewal has failed in the last 10 s
//   forgotten  throws: the client is closed
//   others     wait for the one renewal, whoever began it
//
// A renewal makes it good. One that fails leaves it as it is; whoever waits gets the token all the same, unless it is spent or refused.
internal abstract class RenewingTokenSource(SignInMethod method, SignInService service, ITokenCache? cache, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan RetryRenewal = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closed = new();
    private Task<AccessToken>? _renewal;
    private AccessToken? _current;
    private long? _failedAt;
    private bool _rejected;

    /// <summary>False for a token that is used as it is.</summary>
    public abstract bool CanRenew { get; }

    /// <summary>When the current token runs out; null for one that does not, or before the first.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            lock (Gate)
                return _current?.ExpiresAt;
        }
    }

    protected SignInMethod Method => method;

    protected SignInService Service => service;

    /// <summary>Where tokens are shared with other processes; null where they are not.</summary>
    protected ITokenCache? Cache => cache;

    protected TimeProvider Time => time;

    /// <summary>Held while anything of the state is read or changed; nothing waits under it.</summary>
    protected object Gate { get; } = new();

    /// <summary>Whether everything was forgotten; forgotten stays forgotten. Under the gate.</summary>
    protected bool IsForgotten { get; private set; }

    /// <summary>The token as it stands, good or not; null before the first. Under the gate.</summary>
    protected AccessToken? Current => _current;

    /// <summary>The token, unless the service has refused it; null otherwise. Under the gate.</summary>
    protected AccessToken? Unrefused => _rejected ? null : _current;

    /// <summary>Ends what waits when everything is forgotten.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>A token that is good for a while.</summary>
    public Task<AccessToken> GetAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (Gate)
        {
            ThrowIfForgotten();
            if (Unrefused is { IsAtItsLastMoment: false } current)
            {
                if (current.IsDue && _renewal is null && !FailedJustNow())
                {
                    // Nobody waits for a renewal, or for a service that fails just now, while the token is good.
                    _renewal = Task.Run(() => RenewAsync(progress is null ? null : new WithoutWaits(progress)));
                    _renewal.Forget();
                }

                return Task.FromResult(current);
            }

            // Whoever comes first starts the renewal; it goes on even if that one gives up, since the others wait for it too.
            renewal = _renewal ??= Task.Run(() => RenewAsync(progress));
        }

        return renewal.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>
    /// The service did not accept the token: the next one asked for is a new one, unless another thread has renewed it meanwhile.
    /// </summary>
    public void Reject(AccessToken token)
    {
        lock (Gate)
            _rejected |= ReferenceEquals(token, _current);
    }

    public abstract void Dispose();

    /// <summary>Takes what other processes have shared, or heeds that it is gone; null where that gives no token to use.</summary>
    protected abstract AccessToken? Adopt(CachedTokens? shared);

    /// <summary>Gets a new token from the service and keeps it. Whoever asks holds the cache.</summary>
    protected abstract Task<AccessToken> AskAsync(IProgress<RequestEvent>? progress);

    /// <summary>Writes what there is now in place of what other processes have shared.</summary>
    protected abstract void Share(ITokenCache.IEntry entry, CachedTokens? shared, IProgress<RequestEvent>? progress);

    /// <summary>Puts a new token in the place of the one before. Under the gate.</summary>
    protected void Replace(AccessToken token)
    {
        ThrowIfForgotten();
        _current = token;
        _rejected = false;
        _failedAt = null;
    }

    /// <summary>Forgets the token for good. Under the gate; <see cref="EndWaits"/> follows outside.</summary>
    protected void ForgetToken()
    {
        IsForgotten = true;
        _current = null;
    }

    /// <summary>Ends what waits. What goes on from here must not do so under the gate.</summary>
    protected void EndWaits() => _closed.Cancel();

    protected static void Tell(IProgress<RequestEvent>? progress, RequestEventKind kind, string message) =>
        progress?.Report(new RequestEvent(kind, message));

    protected void ThrowIfForgotten()
    {
        if (IsForgotten)
            throw RingCxException.Closed();
    }

    private bool FailedJustNow() => _failedAt is { } failed && time.GetElapsedTime(failed) < RetryRenewal;

    private async Task<AccessToken> RenewAsync(IProgress<RequestEvent>? progress)
    {
        try
        {
            return await ObtainAsync(progress).ConfigureAwait(false);
        }
        catch (Exception e) when (_closed.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            throw RingCxException.Closed(e);
        }
        catch (RingCxException) when (StillGood() is not null)
        {
            // Ahead of time there is time: a later request tries again.
            lock (Gate)
                _failedAt = time.GetTimestamp();

            return StillGood() ?? throw new RingCxException(
                FailureKind.AuthenticationFailed, "The access token ran out before it could be renewed.");
        }
        finally
        {
            lock (Gate)
                _renewal = null;
        }
    }

    private async Task<AccessToken> ObtainAsync(IProgress<RequestEvent>? progress)
    {
        if (cache is null)
            return await AskAsync(progress).ConfigureAwait(false);

        using var entry = await cache.OpenAsync(Closed).ConfigureAwait(false);
        var shared = entry.Read();
        if (Adopt(shared) is { } adopted)
            return adopted;

        try
        {
            return await AskAsync(progress).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: a refresh token that was spent on the way is spent for all.
            Share(entry, shared, progress);
        }
    }

    private AccessToken? StillGood()
    {
        lock (Gate)
            return Unrefused is { IsSpent: false } current ? current : null;
    }

    // The command that happened to come by does not wait for a renewal in the background, so it shows no wait.
    private sealed class WithoutWaits(IProgress<RequestEvent> inner) : IProgress<RequestEvent>
    {
        public void Report(RequestEvent value) =>
            inner.Report(value.Delay == TimeSpan.Zero ? value : new RequestEvent(value.Kind, value.Message));
    }
}
