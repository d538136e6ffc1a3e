using System;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.Json;

namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's token: renewed ahead of time, once however many threads wait. Falls back from the refresh token to a new exchange,
/// then to a new sign-in.
/// </summary>
internal sealed class TokenSource : IDisposable
{
    // api.md: a RingCX access token lives five minutes.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RenewAhead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryRenewal = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly SignInMethod _method;
    private readonly SignInService _service;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private Task<AccessToken>? _renewal;
    private AccessToken? _current;
    private DateTimeOffset? _renewAt;
    private bool _rejected;
    private string? _refreshToken;
    private RingCentralTokenAnswer? _ringCentral;
    private DateTimeOffset _ringCentralExpiresAt;

    public TokenSource(SignInMethod method, SignInService service, TimeProvider time)
    {
        _method = method;
        _service = service;
        _time = time;
        if (method is ApiTokenSignIn legacy)
        {
            _current = new AccessToken(legacy.Token, expiresAt: null, legacy: true);
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
            if (_closed.IsCancellationRequested)
            {
                throw RingCxException.Closed();
            }

            if (_current is { } current && !_rejected && (current.ExpiresAt is null || (_renewAt > _time.GetUtcNow() && current.ExpiresAt > _time.GetUtcNow())))
            {
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

    /// <summary>Revokes what can be revoked and forgets every token.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (Forget()?.AccessToken is { } token && _method is JwtSignIn jwt)
        {
            await _service.RevokeAsync(jwt, token, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        Forget();
        _method.Dispose();
    }

    // Gives back what can be revoked.
    private RingCentralTokenAnswer? Forget()
    {
        lock (_gate)
        {
            var ringCentral = _ringCentral;
            _closed.Cancel();
            _current = null;
            _refreshToken = null;
            _ringCentral = null;
            return ringCentral;
        }
    }

    private async Task<AccessToken> RenewAsync(IProgress<RequestEvent>? progress)
    {
        try
        {
            progress?.Report(new RequestEvent(RequestEventKind.SigningIn, _current is null ? "Signing in." : "Renewing the access token."));
            var answer = await AskAsync(progress).ConfigureAwait(false);
            var lifetime = answer.ExpiresIn is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
            var token = new AccessToken(Secret.FromText(answer.AccessToken!), _time.GetUtcNow() + lifetime);
            lock (_gate)
            {
                _current = token;
                _renewAt = token.ExpiresAt - (lifetime > RenewAhead + RenewAhead ? RenewAhead : TimeSpan.FromTicks(lifetime.Ticks / 4));
                _rejected = false;
                _refreshToken = answer.RefreshToken is null or "" ? null : answer.RefreshToken;
                User = answer.ToUser(_method) ?? User;
            }

            return token;
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
                _renewAt = _time.GetUtcNow() + RetryRenewal;
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

    private AccessToken? StillGood()
    {
        lock (_gate)
        {
            return !_rejected && _current is { } current && current.ExpiresAt > _time.GetUtcNow() ? current : null;
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
        var fresh = await EnsureRingCentralAsync(jwt, progress).ConfigureAwait(false);
        try
        {
            return await _service.ExchangeAsync(_ringCentral!.AccessToken!, progress, _closed.Token).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed && !fresh)
        {
            _ringCentral = null;
        }

        await EnsureRingCentralAsync(jwt, progress).ConfigureAwait(false);
        return await _service.ExchangeAsync(_ringCentral!.AccessToken!, progress, _closed.Token).ConfigureAwait(false);
    }

    // True when the RingCentral token came from a sign-in just now.
    private async Task<bool> EnsureRingCentralAsync(JwtSignIn jwt, IProgress<RequestEvent>? progress)
    {
        if (_ringCentral is { } known)
        {
            if (_ringCentralExpiresAt - RenewAhead > _time.GetUtcNow())
            {
                return false;
            }

            _ringCentral = null;
            if (known.RefreshToken is { } refreshToken)
            {
                try
                {
                    Keep(await _service.RefreshRingCentralAsync(jwt, refreshToken, progress, _closed.Token).ConfigureAwait(false));
                    return false;
                }
                catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed)
                {
                    progress?.Report(new RequestEvent(RequestEventKind.SigningIn, "RingCentral's token could not be refreshed. Signing in anew."));
                }
            }
        }

        Keep(await _service.SignInAsync(jwt, progress, _closed.Token).ConfigureAwait(false));
        return true;
    }

    private void Keep(RingCentralTokenAnswer answer)
    {
        _ringCentral = answer;
        _ringCentralExpiresAt = _time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn ?? 3600);
    }
}
