using System;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.Json;

namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's token: renewed ahead of time, once however many threads (and, with a cache, processes) wait. Falls back from the
/// refresh token to a new exchange, then to a new sign-in.
/// </summary>
internal sealed class TokenSource : IDisposable
{
    // api.md: a RingCX access token lives five minutes.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryRenewal = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly SignInMethod _method;
    private readonly SignInService _service;
    private readonly ITokenCache? _cache;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private Task<AccessToken>? _renewal;
    private AccessToken? _current;
    private long? _failedAt;
    private bool _rejected;
    private bool _forgotten;
    private bool _shared;
    private string? _refreshToken;
    private RingCentralToken? _ringCentral;

    public TokenSource(RingCxClientOptions options, SignInService service)
    {
        _method = options.SignIn;
        _service = service;
        _cache = options.TokenCache;
        _time = options.TimeProvider;
        if (_method is ApiTokenSignIn legacy)
        {
            _current = AccessToken.Permanent(legacy.Token);
        }
    }

    /// <summary>False for a token that is used as it is.</summary>
    public bool CanRenew => _method is not ApiTokenSignIn;

    /// <summary>Who signed in; null before the first token.</summary>
    public SignedInUser? User { get; private set; }

    /// <summary>When the current token runs out; null for one that does not, or before the first.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            lock (_gate)
            {
                return _current?.ExpiresAt;
            }
        }
    }

    /// <summary>A token that is good for a while.</summary>
    public Task<AccessToken> GetAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_gate)
        {
            if (_forgotten)
            {
                throw RingCxException.Closed();
            }

            if (_current is { } current && !_rejected && !current.IsAtItsLastMoment)
            {
                if (current.IsDue && _renewal is null && !FailedJustNow())
                {
                    // Nobody waits for a renewal, or for a service that fails just now, while the token is good.
                    _renewal = Task.Run(() => RenewAsync(progress is null ? null : new WithoutWaits(progress)));
                    Observe(_renewal);
                }

                return Task.FromResult(current);
            }

            // Whoever comes first starts the renewal; it goes on even if that one gives up, since the others wait for it too.
            renewal = _renewal ??= Task.Run(() => RenewAsync(progress));
        }

        return renewal.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>The service did not accept the token: the next one asked for is a new one.</summary>
    public void Reject(AccessToken token)
    {
        lock (_gate)
        {
            // Another thread may have renewed it meanwhile.
            _rejected |= ReferenceEquals(token, _current);
        }
    }

    /// <summary>
    /// Forgets every token and revokes what can be revoked. What is shared through a cache belongs to other processes as well: it stays,
    /// unless it is to be cleared for all of them.
    /// </summary>
    public async Task CloseAsync(bool clearCache, CancellationToken cancellationToken)
    {
        var token = Forget()?.Value;
        if (_cache is not null)
        {
            token = clearCache ? await ClearAsync(_cache, cancellationToken).ConfigureAwait(false) : null;
        }

        if (token is not null && _method is JwtSignIn jwt)
        {
            await _service.RevokeAsync(jwt, token, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        Forget();
        _method.Dispose();
    }

    private static async Task<string?> ClearAsync(ITokenCache cache, CancellationToken cancellationToken)
    {
        using var entry = await cache.OpenAsync(cancellationToken).ConfigureAwait(false);
        var token = entry.Read()?.RingCentralToken;
        entry.Clear();
        return token;
    }

    // Nobody may be left to hear of its failure.
    private static void Observe(Task task) =>
        task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    // Gives back what can be revoked.
    private RingCentralToken? Forget()
    {
        RingCentralToken? ringCentral;
        lock (_gate)
        {
            ringCentral = _ringCentral;
            _forgotten = true;
            _current = null;
            _refreshToken = null;
            _ringCentral = null;
        }

        // What goes on from here must not do so under the lock.
        _closed.Cancel();
        return ringCentral;
    }

    private bool FailedJustNow() => _failedAt is { } failed && _time.GetElapsedTime(failed) < RetryRenewal;

    private async Task<AccessToken> RenewAsync(IProgress<RequestEvent>? progress)
    {
        try
        {
            if (_cache is null)
            {
                return await RenewFromServiceAsync(progress).ConfigureAwait(false);
            }

            using var entry = await _cache.OpenAsync(_closed.Token).ConfigureAwait(false);
            return Adopt(entry.Read()) ?? await RenewForAllAsync(entry, progress).ConfigureAwait(false);
        }
        catch (Exception e) when (_closed.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            throw RingCxException.Closed(e);
        }
        catch (RingCxException) when (StillGood() is not null)
        {
            // Ahead of time there is time: a later request tries again.
            lock (_gate)
            {
                _failedAt = _time.GetTimestamp();
            }

            return StillGood() ?? throw new RingCxException(FailureKind.AuthenticationFailed, "The access token ran out before it could be renewed.");
        }
        finally
        {
            lock (_gate)
            {
                _renewal = null;
            }
        }
    }

    // What another process has obtained is as good as our own, if it is news.
    private AccessToken? Adopt(CachedTokens? shared)
    {
        if (shared is null)
        {
            lock (_gate)
            {
                if (_shared)
                {
                    // It was there, and somebody has cleared it for all: our own copies of it are revoked, or meant to be forgotten.
                    _refreshToken = null;
                    _ringCentral = null;
                }
            }

            return null;
        }

        lock (_gate)
        {
            _shared = true;
            _refreshToken = shared.RefreshToken;
            _ringCentral = RingCentralToken.From(shared) ?? _ringCentral;
        }

        var now = _time.GetUtcNow();
        if (shared.AccessToken is null or "" || shared.ObtainedAt > now || shared.AccessToken == _current?.Reveal())
        {
            return null;
        }

        var token = new AccessToken(Secret.FromText(shared.AccessToken), _time, shared.ExpiresAt - now, isAdopted: true);
        if (token.IsSpent || shared.ExpiresAt - now < TimeSpan.FromTicks((shared.ExpiresAt - shared.ObtainedAt).Ticks / 5))
        {
            return null;
        }

        Keep(token, shared.RefreshToken, shared.UserName is null && shared.MainAccountId is null ? null : new SignedInUser(shared.UserName, shared.MainAccountId));
        return token;
    }

    private async Task<AccessToken> RenewForAllAsync(ITokenCache.IEntry entry, IProgress<RequestEvent>? progress)
    {
        try
        {
            return await RenewFromServiceAsync(progress).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: what was spent on the way is spent for all.
            Share(entry, progress);
        }
    }

    private void Share(ITokenCache.IEntry entry, IProgress<RequestEvent>? progress)
    {
        var tokens = new CachedTokens();
        lock (_gate)
        {
            if (_forgotten)
            {
                return;
            }

            if (_current is { ExpiresAt: { } end } current && !_rejected)
            {
                tokens.AccessToken = current.Reveal();
                tokens.ObtainedAt = current.ObtainedAt;
                tokens.ExpiresAt = end;
            }

            tokens.RefreshToken = _refreshToken;
            tokens.UserName = User?.UserName;
            tokens.MainAccountId = User?.MainAccountId;
            _ringCentral?.CopyTo(tokens);
        }

        try
        {
            entry.Write(tokens);
            _shared = true;
        }
        catch (RingCxException e)
        {
            _shared = false;
            // The token is good all the same; the others find theirs spent and sign in anew.
            progress?.Report(new RequestEvent(RequestEventKind.Warning, "The token could not be shared with other processes. " + e.Message));
        }
    }

    private async Task<AccessToken> RenewFromServiceAsync(IProgress<RequestEvent>? progress)
    {
        progress?.Report(new RequestEvent(RequestEventKind.SigningIn, _current is null ? "Signing in." : "Renewing the access token."));
        var answer = await AskAsync(progress).ConfigureAwait(false);
        var lifetime = AccessToken.Lifetime(answer.ExpiresIn, DefaultLifetime);
        var token = new AccessToken(Secret.FromText(answer.AccessToken!), _time, lifetime);
        Keep(token, answer.RefreshToken, answer.ToUser(_method));
        return token;
    }

    private void Keep(AccessToken token, string? refreshToken, SignedInUser? user)
    {
        lock (_gate)
        {
            ThrowIfForgotten();
            _current = token;
            _rejected = false;
            _failedAt = null;
            _refreshToken = refreshToken is null or "" ? null : refreshToken;
            User = user ?? User;
        }
    }

    // Forgotten stays forgotten.
    private void ThrowIfForgotten()
    {
        if (_forgotten)
        {
            throw RingCxException.Closed();
        }
    }

    private AccessToken? StillGood()
    {
        lock (_gate)
        {
            return !_rejected && _current is { IsSpent: false } current ? current : null;
        }
    }

    private async Task<RingCxTokenAnswer> AskAsync(IProgress<RequestEvent>? progress)
    {
        if (_refreshToken is { } refreshToken)
        {
            try
            {
                return await _service.RefreshAsync(refreshToken, progress, _closed.Token).ConfigureAwait(false);
            }
            catch (RingCxException e) when (e.Kind is not FailureKind.RateLimited)
            {
                if (e.Kind is FailureKind.AuthenticationFailed or FailureKind.BadResponse)
                {
                    // Spent, or worth nothing. After any other failure it may be good yet, and for some ways of signing in it is all there is.
                    _refreshToken = null;
                }

                progress?.Report(new RequestEvent(RequestEventKind.SigningIn, "The token could not be refreshed. Exchanging anew."));
            }
        }

        switch (_method)
        {
            case EngageSignIn engage:
                return await _service.SignInAsync(engage, progress, _closed.Token).ConfigureAwait(false);
            case RingCentralTokenSignIn given:
                return await _service.ExchangeAsync(given.Token.Reveal(), progress, _closed.Token).ConfigureAwait(false);
            case JwtSignIn jwt:
                return await SignInAndExchangeAsync(jwt, progress).ConfigureAwait(false);
            default:
                throw new InvalidOperationException("This way of signing in has no token to renew.");
        }
    }

    private async Task<RingCxTokenAnswer> SignInAndExchangeAsync(JwtSignIn jwt, IProgress<RequestEvent>? progress)
    {
        var (ringCentral, fresh) = await RingCentralAsync(jwt, progress).ConfigureAwait(false);
        try
        {
            return await _service.ExchangeAsync(ringCentral.Value, progress, _closed.Token).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed && !fresh)
        {
            _ringCentral = null;
        }

        (ringCentral, _) = await RingCentralAsync(jwt, progress).ConfigureAwait(false);
        return await _service.ExchangeAsync(ringCentral.Value, progress, _closed.Token).ConfigureAwait(false);
    }

    // Fresh: it came from a sign-in just now.
    private async Task<(RingCentralToken Token, bool Fresh)> RingCentralAsync(JwtSignIn jwt, IProgress<RequestEvent>? progress)
    {
        if (_ringCentral is { } known)
        {
            if (known.IsGoodAt(_time.GetUtcNow()))
            {
                return (known, false);
            }

            _ringCentral = null;
            if (known.RefreshToken is { } refreshToken)
            {
                try
                {
                    return (Keep(await _service.RefreshRingCentralAsync(jwt, refreshToken, progress, _closed.Token).ConfigureAwait(false)), false);
                }
                catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed)
                {
                    progress?.Report(new RequestEvent(RequestEventKind.SigningIn, "RingCentral's token could not be refreshed. Signing in anew."));
                }
            }
        }

        return (Keep(await _service.SignInAsync(jwt, progress, _closed.Token).ConfigureAwait(false)), true);
    }

    private RingCentralToken Keep(RingCentralTokenAnswer answer)
    {
        lock (_gate)
        {
            ThrowIfForgotten();
            return _ringCentral = RingCentralToken.From(answer, _time.GetUtcNow());
        }
    }

    // The command that happened to come by does not wait for a renewal in the background, so it shows no wait.
    private sealed class WithoutWaits : IProgress<RequestEvent>
    {
        private readonly IProgress<RequestEvent> _inner;

        public WithoutWaits(IProgress<RequestEvent> inner) => _inner = inner;

        public void Report(RequestEvent value) => _inner.Report(value.Delay == TimeSpan.Zero ? value : new RequestEvent(value.Kind, value.Message));
    }
}
