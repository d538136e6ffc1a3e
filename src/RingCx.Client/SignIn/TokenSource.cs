namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's token: renewed ahead of time, once however many threads (and, with a cache, processes) wait. Falls back from the
/// refresh token to a new exchange, then to a new sign-in.
/// </summary>
internal sealed class TokenSource : RenewingTokenSource
{
    // What the documents say, for a token that says nothing of itself.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private readonly SignInMethod _method;
    private readonly SignInService _service;
    private readonly ITokenCache? _cache;
    private readonly RingCentralTokens _ringCentral;
    private bool _shared;
    private string? _refreshToken;

    public TokenSource(RingCxClientOptions options, SignInService service, RingCentralTokens ringCentral)
        : base(options.TimeProvider)
    {
        _method = options.SignIn;
        _service = service;
        _cache = options.TokenCache;
        _ringCentral = ringCentral;
        if (_method is ApiTokenSignIn legacy)
            Replace(AccessToken.Permanent(legacy.Token));
    }

    /// <inheritdoc/>
    public override bool CanRenew => _method is not ApiTokenSignIn;

    /// <summary>Who signed in; null before the first token.</summary>
    public SignedInUser? User { get; private set; }

    /// <summary>
    /// Forgets every token and revokes what can be revoked. What is shared through a cache belongs to other processes as well: it stays,
    /// unless it is to be cleared for all of them.
    /// </summary>
    public async Task CloseAsync(bool clearCache, CancellationToken cancellationToken)
    {
        var token = Forget();
        if (_cache is not null)
            token = clearCache ? await ClearAsync(_cache, cancellationToken).ConfigureAwait(false) : null;

        if (token is not null && _method is JwtSignIn jwt)
            await _service.RevokeAsync(jwt, token, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
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

    // Gives back what can be revoked.
    private string? Forget()
    {
        lock (Gate)
        {
            ForgetToken();
            _refreshToken = null;
        }

        EndWaits();
        return _ringCentral.Forget();
    }

    /// <inheritdoc/>
    protected override async Task<AccessToken> ObtainAsync(IProgress<RequestEvent>? progress)
    {
        if (_cache is null)
            return await RenewFromServiceAsync(progress).ConfigureAwait(false);

        using var entry = await _cache.OpenAsync(Closed).ConfigureAwait(false);
        return Adopt(entry.Read()) ?? await RenewForAllAsync(entry, progress).ConfigureAwait(false);
    }

    // What another process has obtained is as good as our own, if it is news.
    private AccessToken? Adopt(CachedTokens? shared)
    {
        if (shared is null)
        {
            lock (Gate)
            {
                if (!_shared)
                    return null;

                // It was there, and somebody has cleared it for all: our own copies of it are revoked, or meant to be forgotten.
                _refreshToken = null;
            }

            _ringCentral.Drop();
            return null;
        }

        lock (Gate)
        {
            _shared = true;
            _refreshToken = shared.RefreshToken;
        }

        _ringCentral.Adopt(shared);
        var now = Time.GetUtcNow();
        if (shared.AccessToken is null or "" || shared.ObtainedAt > now || shared.AccessToken == Current?.Reveal())
            return null;

        var token = new AccessToken(Secret.FromText(shared.AccessToken), Time, shared.ExpiresAt - now, isAdopted: true);
        if (token.IsSpent || shared.ExpiresAt - now < TimeSpan.FromTicks((shared.ExpiresAt - shared.ObtainedAt).Ticks / 5))
            return null;

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
        lock (Gate)
        {
            if (IsForgotten)
                return;

            if (Unrefused is { ExpiresAt: { } end } current)
            {
                tokens.AccessToken = current.Reveal();
                tokens.ObtainedAt = current.ObtainedAt;
                tokens.ExpiresAt = end;
            }

            tokens.RefreshToken = _refreshToken;
            tokens.UserName = User?.UserName;
            tokens.MainAccountId = User?.MainAccountId;
        }

        _ringCentral.CopyTo(tokens);

        try
        {
            entry.Write(tokens);
            _shared = true;
            _ringCentral.WasShared(true);
        }
        catch (RingCxException e)
        {
            _shared = false;
            _ringCentral.WasShared(false);
            progress?.Report(RingCentralTokens.NotShared(e));
        }
    }

    private async Task<AccessToken> RenewFromServiceAsync(IProgress<RequestEvent>? progress)
    {
        progress?.Report(new RequestEvent(RequestEventKind.SigningIn, Current is null ? "Signing in." : "Renewing the access token."));
        var answer = await AskAsync(progress).ConfigureAwait(false);
        var token = new AccessToken(Secret.FromText(answer.AccessToken!), Time, Lifetime(answer));
        Keep(token, answer.RefreshToken, answer.ToUser(_method));
        return token;
    }

    // The answer may tell, and the token itself: the shorter of the two is right for both.
    private static TimeSpan Lifetime(RingCxTokenAnswer answer)
    {
        var byToken = AccessToken.Lifetime(JsonWebToken.Lifetime(answer.AccessToken!), DefaultLifetime);
        var byAnswer = AccessToken.Lifetime(answer.ExpiresIn, byToken);
        return byAnswer < byToken ? byAnswer : byToken;
    }

    private void Keep(AccessToken token, string? refreshToken, SignedInUser? user)
    {
        lock (Gate)
        {
            Replace(token);
            _refreshToken = refreshToken is null or "" ? null : refreshToken;
            User = user ?? User;
        }
    }

    private async Task<RingCxTokenAnswer> AskAsync(IProgress<RequestEvent>? progress)
    {
        if (_refreshToken is { } refreshToken)
        {
            try
            {
                return await _service.RefreshAsync(refreshToken, progress, Closed).ConfigureAwait(false);
            }
            catch (RingCxException e) when (e.Kind is not FailureKind.RateLimited)
            {
                if (e is { Kind: FailureKind.AuthenticationFailed or FailureKind.BadResponse, IsForeign: false })
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
                return await _service.SignInAsync(engage, progress, Closed).ConfigureAwait(false);
            case RingCentralTokenSignIn given:
                return await _service.ExchangeAsync(given.Token.Reveal(), progress, Closed).ConfigureAwait(false);
            case JwtSignIn:
                return await SignInAndExchangeAsync(progress).ConfigureAwait(false);
            default:
                throw new InvalidOperationException("This way of signing in has no token to renew.");
        }
    }

    private async Task<RingCxTokenAnswer> SignInAndExchangeAsync(IProgress<RequestEvent>? progress)
    {
        var (ringCentral, fresh) = await _ringCentral.ForExchangeAsync(progress).ConfigureAwait(false);
        try
        {
            return await _service.ExchangeAsync(ringCentral.Reveal(), progress, Closed).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed && !fresh)
        {
            _ringCentral.Drop();
        }

        (ringCentral, _) = await _ringCentral.ForExchangeAsync(progress).ConfigureAwait(false);
        return await _service.ExchangeAsync(ringCentral.Reveal(), progress, Closed).ConfigureAwait(false);
    }
}
