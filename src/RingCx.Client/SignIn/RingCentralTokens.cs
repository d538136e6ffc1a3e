namespace RingCx.Client.SignIn;

/// <summary>
/// The connection's RingCentral token, which RingEX takes and RingCX's is exchanged for: its own lifetime (about two hours), its own
/// rotating refresh token. With a cache processes share it.
/// </summary>
internal sealed class RingCentralTokens : RenewingTokenSource
{
    // A refresh token is good once, so RingEX's requests and the exchange do not renew side by side.
    private readonly SemaphoreSlim _obtaining = new(1, 1);
    private RingCentralToken? _token;
    private bool _inCache;

    public RingCentralTokens(SignInMethod method, SignInService service, ITokenCache? cache, TimeProvider time)
        : base(method, service, cache, time)
    {
        if (method.GivenRingCentralToken is { } given)
        {
            _token = RingCentralToken.Given(given, time);
            Replace(_token.Access);
        }
    }

    public override bool CanRenew => Method.RingCentralGrant is not null;

    /// <summary>The id of the extension that signed in; null where the sign-in does not tell.</summary>
    public string? OwnerId { get; private set; }

    /// <summary>Whether this way of signing in has a RingCentral token at all.</summary>
    public bool Exist => CanRenew || Method.GivenRingCentralToken is not null;

    /// <summary>
    /// A RingCX token for the token at hand; where RingCX does not accept that, for one of a new sign-in. Whoever asks holds the cache.
    /// </summary>
    public async Task<RingCxTokenAnswer> ExchangeAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var obtained = await GetOrObtainAsync(progress).ConfigureAwait(false);
        try
        {
            return await Service.ExchangeAsync(obtained.Token.Reveal(), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.AuthenticationFailed && !obtained.IsFresh)
        {
            Drop();
        }

        obtained = await GetOrObtainAsync(progress).ConfigureAwait(false);
        return await Service.ExchangeAsync(obtained.Token.Reveal(), progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes what another process has put into the cache.</summary>
    public void Take(CachedTokens shared)
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

    /// <summary>
    /// Gives up what came from a cache that somebody has cleared for all: it is revoked, or meant to be forgotten. A token that was handed
    /// over is neither.
    /// </summary>
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

    /// <summary>Writes the tokens that processes share, with its own put in. Under the cache's lock.</summary>
    /// <returns>Whether they are in the cache now: what is not cannot have been cleared there.</returns>
    public bool Write(ITokenCache.IEntry entry, CachedTokens tokens, IProgress<RequestEvent>? progress)
    {
        lock (Gate)
        {
            if (IsForgotten)
                return false;

            tokens.RingCentralToken = null;
            tokens.RingCentralRefreshToken = null;
            _token?.CopyTo(tokens);
        }

        try
        {
            entry.Write(tokens);
            return _inCache = true;
        }
        catch (RingCxException e)
        {
            // The token is good all the same, and the others sign in anew.
            Tell(progress, RequestEventKind.Warning, "The token could not be shared with other processes. " + e.Message);
            return _inCache = false;
        }
    }

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

    public override void Dispose() => Forget();

    protected override AccessToken? Adopt(CachedTokens? shared)
    {
        if (shared is not null)
        {
            Take(shared);
            return NotDue();
        }

        if (_inCache)
            Drop();

        return null;
    }

    protected override async Task<AccessToken> AskAsync(IProgress<RequestEvent>? progress) =>
        (await GetOrObtainAsync(progress).ConfigureAwait(false)).Token;

    protected override void Share(ITokenCache.IEntry entry, CachedTokens? shared, IProgress<RequestEvent>? progress) =>
        Write(entry, shared ?? new CachedTokens(), progress);

    private AccessToken? NotDue()
    {
        lock (Gate)
            return Unrefused is { IsDue: false } good ? good : null;
    }

    // The token at hand if it is good, otherwise a refreshed one, otherwise a new sign-in's, which is fresh. Whoever asks holds the cache.
    private async Task<Obtained> GetOrObtainAsync(IProgress<RequestEvent>? progress)
    {
        await _obtaining.WaitAsync(Closed).ConfigureAwait(false);
        try
        {
            // Whoever was before us may have got one meanwhile.
            return NotDue() is { } good ? new Obtained(good, isFresh: false) : await FromServiceAsync(progress).ConfigureAwait(false);
        }
        finally
        {
            _obtaining.Release();
        }
    }

    private async Task<Obtained> FromServiceAsync(IProgress<RequestEvent>? progress)
    {
        if (Method.RingCentralGrant is not { } grant)
        {
            const string Refusal = "RingEX takes a RingCentral token, and this way of signing in has none.";
            throw new RingCxException(FailureKind.AuthenticationFailed, Refusal) { IsSignIn = true };
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
                var answer = await Service.RefreshAsync(grant, refreshToken, progress, Closed).ConfigureAwait(false);
                return new Obtained(Keep(answer), isFresh: false);
            }
            catch (RingCxException e) when (SignInService.RefusesForGood(e))
            {
                Tell(progress, RequestEventKind.SigningIn, "RingCentral's token could not be refreshed. Signing in anew.");
                lock (Gate)
                    _token = null;
            }
        }

        return new Obtained(Keep(await Service.SignInAsync(grant, progress, Closed).ConfigureAwait(false)), isFresh: true);
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

    // A token, and whether it is a new sign-in's. No tuple: as a value, code for it would have to be compiled in every process.
    private sealed class Obtained(AccessToken token, bool isFresh)
    {
        public AccessToken Token { get; } = token;

        public bool IsFresh { get; } = isFresh;
    }
}
