namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's token: renewed ahead of time, once however many threads (and, with a cache, processes) wait. Falls back from the
/// refresh token to a new exchange, then to a new sign-in.
/// </summary>
internal sealed class TokenSource : RenewingTokenSource
{
    // What the documents say, for a token that says nothing of itself.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private readonly RingCentralTokens _ringCentral;
    private bool _inCache;
    private string? _refreshToken;

    public TokenSource(SignInMethod method, SignInService service, ITokenCache? cache, RingCentralTokens ringCentral, TimeProvider time)
        : base(method, service, cache, time)
    {
        _ringCentral = ringCentral;
        if (method.PermanentToken is { } token)
            Replace(AccessToken.Permanent(token));
    }

    public override bool CanRenew => Method.PermanentToken is null;

    /// <summary>Who signed in; null before the first token.</summary>
    public SignedInUser? User { get; private set; }

    /// <summary>
    /// Forgets every token and revokes what can be revoked. What is shared through a cache belongs to other processes as well: it stays,
    /// unless it is to be cleared for all of them.
    /// </summary>
    public async Task CloseAsync(bool clearCache, CancellationToken cancellationToken)
    {
        var token = Forget();
        if (Cache is not null)
            token = clearCache ? await ClearAsync(Cache, cancellationToken).ConfigureAwait(false) : null;

        if (token is not null && Method.RingCentralGrant is { } grant)
            await Service.RevokeAsync(grant, token, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        Forget();
        Method.Dispose();
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

    // What another process has obtained is as good as our own, if it is news.
    protected override AccessToken? Adopt(CachedTokens? shared)
    {
        if (shared is null)
        {
            lock (Gate)
            {
                if (!_inCache)
                    return null;

                // It was there, and somebody has cleared it for all: our own copies of it are revoked, or meant to be forgotten.
                _refreshToken = null;
            }

            _ringCentral.Drop();
            return null;
        }

        lock (Gate)
        {
            _inCache = true;
            _refreshToken = shared.RefreshToken;
        }

        _ringCentral.Take(shared);
        var now = Time.GetUtcNow();
        if (shared.AccessToken is null or "" || shared.ObtainedAt > now || shared.AccessToken == Current?.Reveal())
            return null;

        var left = shared.ExpiresAt - now;
        var token = new AccessToken(shared.AccessToken, Time, left, isAdopted: true);
        if (token.IsSpent || left < TimeSpan.FromTicks((shared.ExpiresAt - shared.ObtainedAt).Ticks / 5))
            return null;

        return Keep(token, shared.RefreshToken, SignedInUser.From(shared.UserName, shared.MainAccountId));
    }

    protected override void Share(ITokenCache.IEntry entry, CachedTokens? shared, IProgress<RequestEvent>? progress)
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

        _inCache = _ringCentral.Write(entry, tokens, progress);
    }

    protected override async Task<AccessToken> AskAsync(IProgress<RequestEvent>? progress)
    {
        Tell(progress, RequestEventKind.SigningIn, Current is null ? "Signing in." : "Renewing the access token.");
        var answer = await RefreshAsync(progress).ConfigureAwait(false)
            ?? await Method.SignInAsync(Service, _ringCentral, progress, Closed).ConfigureAwait(false);
        var token = new AccessToken(answer.AccessToken!, Time, Lifetime(answer));
        return Keep(token, answer.RefreshToken, answer.ToUser(Method.KnownUserName));
    }

    // Null where there is nothing to refresh it with, or that was of no use.
    private async Task<RingCxTokenAnswer?> RefreshAsync(IProgress<RequestEvent>? progress)
    {
        if (_refreshToken is not { } refreshToken)
            return null;

        try
        {
            return await Service.RefreshAsync(refreshToken, progress, Closed).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind is not FailureKind.RateLimited)
        {
            // After any other failure it may be good yet, and for some ways of signing in it is all there is.
            if (SignInService.RefusesForGood(e))
                _refreshToken = null;

            Tell(progress, RequestEventKind.SigningIn, "The token could not be refreshed. Exchanging anew.");
            return null;
        }
    }

    // The answer may tell, and the token itself: the shorter of the two is right for both.
    private static TimeSpan Lifetime(RingCxTokenAnswer answer)
    {
        var byToken = AccessToken.Lifetime(JsonWebToken.Lifetime(answer.AccessToken!), DefaultLifetime);
        return AccessToken.Shorter(byToken, AccessToken.Lifetime(answer.ExpiresIn, byToken));
    }

    private AccessToken Keep(AccessToken token, string? refreshToken, SignedInUser? user)
    {
        lock (Gate)
        {
            Replace(token);
            _refreshToken = refreshToken is null or "" ? null : refreshToken;
            User = user ?? User;
            return token;
        }
    }
}
