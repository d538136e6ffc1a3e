namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's RingCentral token, which RingEX takes and RingCX's is exchanged for: its own lifetime (about two hours), its own
/// rotating refresh token. With a cache processes share it.
/// </summary>
internal sealed class RingCentralTokens : RenewingTokenSource
{
    private readonly SignInMethod _method;
    private readonly SignInService _service;
    private readonly ITokenCache? _cache;

    // A refresh token is good once, so RingEX's requests and the exchange do not renew side by side.
    private readonly SemaphoreSlim _obtaining = new(1, 1);
    private RingCentralToken? _token;
    private bool _inCache;

    public RingCentralTokens(RingCxClientOptions options, SignInService service)
        : base(options.TimeProvider)
    {
        _method = options.SignIn;
        _service = service;
        _cache = options.TokenCache;
        if (_method is RingCentralTokenSignIn given)
        {
            _token = RingCentralToken.Given(given.Token, Time);
            Replace(_token.Access);
        }
    }

    /// <inheritdoc/>
    public override bool CanRenew => _method is JwtSignIn;

    /// <summary>The id of the extension that signed in; null where the sign-in does not tell.</summary>
    public string? OwnerId { get; private set; }

    /// <summary>Whether this way of signing in has a RingCentral token at all.</summary>
    public bool Exist => _method is JwtSignIn or RingCentralTokenSignIn;

    /// <summary>
    /// A token to exchange: the one at hand if it is good, otherwise a refreshed one, otherwise a new sign-in's; fresh where it came from a
    /// sign-in just now. Whoever asks holds the cache.
    /// </summary>
    public async Task<(AccessToken Token, bool Fresh)> ForExchangeAsync(IProgress<RequestEvent>? progress)
    {
        await _obtaining.WaitAsync(Closed).ConfigureAwait(false);
        try
        {
            // Whoever was before us may have got one meanwhile.
            lock (Gate)
            {
                if (Unrefused is { IsDue: false } good)
                    return (good, false);
            }

            return await FromServiceAsync(progress).ConfigureAwait(false);
        }
        finally
        {
            _obtaining.Release();
        }
    }

    /// <summary>Takes what another process has put into the cache.</summary>
    public void Adopt(CachedTokens shared)
    {
        if (RingCentralToken.From(shared, Time) is not { } token)
            return;

        lock (Gate)
        {
            if (token.Access.Reveal() != Current?.Reveal())
            {
                _token = token;
                Replace(token.Access);
            }

            _inCache = true;
        }
    }

    /// <summary>Somebody has cleared the cache for all: what came from there is revoked, or meant to be forgotten. A token that was handed over is neither.</summary>
    public void Drop()
    {
        if (!CanRenew)
            return;

        lock (Gate)
        {
            _token = null;
            if (Current is { } current)
                Reject(current);
        }
    }

    /// <summary>Puts the token into what is shared. Under the cache's lock.</summary>
    public void CopyTo(CachedTokens tokens)
    {
        lock (Gate)
            _token?.CopyTo(tokens);
    }

    /// <summary>Whether what <see cref="CopyTo"/> gave is in the cache now: what is not cannot have been cleared there. Under the cache's lock.</summary>
    public void WasShared(bool written) => _inCache = written;

    /// <summary>Forgets everything; gives back what can be revoked, null for nothing.</summary>
    public string? Forget()
    {
        string? token;
        lock (Gate)
        {
            token = CanRenew ? _token?.Access.Reveal() : null;
            _token = null;
            ForgetToken();
        }

        EndWaits();
        return token;
    }

    /// <inheritdoc/>
    public override void Dispose() => Forget();

    /// <inheritdoc/>
    protected override async Task<AccessToken> ObtainAsync(IProgress<RequestEvent>? progress)
    {
        if (_cache is null)
            return await AskAsync(progress).ConfigureAwait(false);

        using var entry = await _cache.OpenAsync(Closed).ConfigureAwait(false);
        var shared = entry.Read();
        if (shared is not null)
        {
            Adopt(shared);
            lock (Gate)
            {
                if (Unrefused is { IsDue: false } adopted)
                    return adopted;
            }
        }
        else if (_inCache)
        {
            Drop();
        }

        shared ??= new CachedTokens();
        try
        {
            return await AskAsync(progress).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: a refresh token that was spent on the way is spent for all.
            Write(entry, shared, progress);
        }
    }

    private void Write(ITokenCache.IEntry entry, CachedTokens tokens, IProgress<RequestEvent>? progress)
    {
        lock (Gate)
        {
            if (IsForgotten)
                return;

            tokens.RingCentralToken = null;
            tokens.RingCentralRefreshToken = null;
            CopyTo(tokens);
        }

        try
        {
            entry.Write(tokens);
            WasShared(true);
        }
        catch (RingCxException e)
        {
            WasShared(false);
            progress?.Report(NotShared(e));
        }
    }

    /// <summary>What is told where a token could not be shared: it is good all the same, and the others sign in anew.</summary>
    public static RequestEvent NotShared(RingCxException failure) => new(RequestEventKind.Warning, "The token could not be shared with other processes. " + failure.Message);

    private async Task<AccessToken> AskAsync(IProgress<RequestEvent>? progress) => (await ForExchangeAsync(progress).ConfigureAwait(false)).Token;

    private async Task<(AccessToken Token, bool Fresh)> FromServiceAsync(IProgress<RequestEvent>? progress)
    {
        if (_method is not JwtSignIn jwt)
        {
            throw new RingCxException(FailureKind.AuthenticationFailed, "RingEX takes a RingCentral token, and this way of signing in has none.") { IsSignIn = true };
        }

        string? refreshToken;
        lock (Gate)
        {
            ThrowIfForgotten();
            refreshToken = _token?.RefreshToken;
        }

        if (refreshToken is not null)
        {
            try
            {
                return (Keep(await _service.RefreshRingCentralAsync(jwt, refreshToken, progress, Closed).ConfigureAwait(false)), false);
            }
            catch (RingCxException e) when (e is { Kind: FailureKind.AuthenticationFailed or FailureKind.BadResponse, IsForeign: false })
            {
                // Spent, or worth nothing.
                progress?.Report(new RequestEvent(RequestEventKind.SigningIn, "RingCentral's token could not be refreshed. Signing in anew."));
                lock (Gate)
                    _token = null;
            }
        }

        return (Keep(await _service.SignInAsync(jwt, progress, Closed).ConfigureAwait(false)), true);
    }

    private AccessToken Keep(RingCentralTokenAnswer answer)
    {
        lock (Gate)
        {
            ThrowIfForgotten();
            _token = RingCentralToken.From(answer, Time);
            OwnerId = answer.OwnerId ?? OwnerId;
            Replace(_token.Access);
            return _token.Access;
        }
    }
}
