using RingCx.Client.Audit;

namespace RingCx.Client;

/// <summary>
/// A signed-in user of one RingCX host and of RingEX: one token and one rate budget for each, whichever threads use it. Its handler chain,
/// from the outside in: retry, authentication, rate, the token, whose answer it is, tracing
/// (redacted), the attempt's time limit, unpacking, the network.
/// </summary>
public sealed class RingCxClient : IDisposable
{
    private const string ApiClient = "RingCx";
    private const string RingExClient = "RingEx";
    private const string SignInClient = "RingCx.SignIn";

    private readonly RingCxClientOptions _options;
    private readonly HttpClients _http;
    private readonly RateBudget _budget;
    private readonly UsagePlan _ringCentral;
    private readonly SignInService _signIn;
    private readonly RingCentralTokens _ringCentralTokens;
    private readonly TokenSource _tokens;
    private readonly AuditTrail? _audit;
    private readonly RequestSender _sender;
    private readonly CancellationTokenSource _closed = new();
    private readonly Lazy<bool> _beginsAtOnce;

    /// <summary>Makes the client; nothing is sent before the first call.</summary>
    /// <param name="options">Hosts, limits and the way of signing in; the client owns its secrets.</param>
    /// <exception cref="ArgumentException">The token cache's name is none, or the way of signing in has no tokens to share.</exception>
    public RingCxClient(RingCxClientOptions options)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        Clock = new MonotonicClock(options.TimeProvider);
        var (cache, window) = options.TokenCacheName is { } name ? ShareTokens(name, options) : (options.TokenCache, null);
        _budget = new RateBudget(options.RequestsPerMinute, RateBudget.Minute, options.TimeProvider, options.RetryTimeout, window);
        _ringCentral = new UsagePlan(options);
        _http = new HttpClients(options.TimeProvider);
        _signIn = new SignInService(options, _ringCentral, () => _http.Create(SignInClient));
        _ringCentralTokens = new RingCentralTokens(options.SignIn, _signIn, cache, options.TimeProvider);
        _tokens = new TokenSource(options.SignIn, _signIn, cache, _ringCentralTokens, options.TimeProvider);
        _audit = options.AuditPath is { } file ? new AuditTrail(file, () => User?.UserName, options.TimeProvider) : null;

        _beginsAtOnce = new Lazy<bool>(() =>
            _audit is null && options.TokenCacheName is null && options.Proxy.IsKnown(options.BaseUri, options.RingCentralUri));

        _http.Add(SignInClient, options.Transport ?? CreateTransport, () => Handlers(null));
        _http.Add(ApiClient, options.Transport ?? CreateTransport, () => Handlers(_tokens));
        _http.Add(RingExClient, options.Transport ?? CreateTransport, () => Handlers(_ringCentralTokens));
        var path = options.ApiPath ?? (options.SignIn.IsLegacy && IsLegacyHost(options.BaseUri) ? "/api" : "/voice/api");
        _sender = new RequestSender(() => _http.Create(ApiClient), new Uri(options.BaseUri, path), _ => _budget, _audit);
        var ringEx = new RequestSender(
            () => _http.Create(RingExClient), options.RingCentralUri, call => _ringCentral.Of(call.Group), _audit);
        RingEx = new RingExApi(ringEx, options, _ringCentralTokens, _closed.Token);
        ActiveCalls = new ActiveCallsApi(_sender, options);
        Directory = new DirectoryApi(_sender);
        RealTime = new RealTimeApi(_sender, options.TimeProvider);
    }

    /// <summary>
    /// Whether a request begins without anything that may hold up the thread which begins it: a file that others share, such as the audit
    /// file or the token cache, or the search for a proxy.
    /// </summary>
    public bool BeginsAtOnce => _beginsAtOnce.Value;

    /// <summary>The clock of waits and time limits, which nobody sets.</summary>
    public MonotonicClock Clock { get; }

    /// <summary>Calls in progress.</summary>
    public ActiveCallsApi ActiveCalls { get; }

    /// <summary>Accounts, queues and agents.</summary>
    public DirectoryApi Directory { get; }

    /// <summary>Agents and queues as they are now.</summary>
    public RealTimeApi RealTime { get; }

    /// <summary>RingEX's calls: RingCentral's own platform.</summary>
#pragma warning disable CA1711 // The product is called so.
    public RingExApi RingEx { get; }
#pragma warning restore CA1711

    /// <summary>Who signed in; null before <see cref="SignInAsync"/>, or where the sign-in does not tell.</summary>
    public SignedInUser? User => _options.RingExOnly ? SignedInUser.From(_ringCentralTokens.OwnerId, null) : _tokens.User;

    /// <summary>True for a client that signs in to RingCentral alone.</summary>
    public bool IsRingExOnly => _options.RingExOnly;

    /// <summary>When the access token runs out; it is renewed before. Null for a token that does not run out.</summary>
    public DateTimeOffset? TokenExpiresAt => _options.RingExOnly ? RingCentralTokenExpiresAt : _tokens.ExpiresAt;

    /// <summary>
    /// When the RingCentral token runs out; it is renewed before. Null before the first, and for one that was obtained elsewhere.
    /// </summary>
    public DateTimeOffset? RingCentralTokenExpiresAt => _ringCentralTokens.CanRenew ? _ringCentralTokens.ExpiresAt : null;

    /// <summary>The name of the token cache that it shares with other processes; null for none.</summary>
    public string? TokenCacheName => _options.TokenCacheName;

    /// <summary>The requests a minute that the budget allows; for RingEX alone that of its telephony sessions.</summary>
    public int RateLimit => Shown.Limit;

    /// <summary>The requests that could go out at this moment.</summary>
    public int RateRemaining => Shown.Remaining;

    /// <summary>What RingEX allows, group by group, and what of it could go out at this moment.</summary>
    public IReadOnlyList<RingExRate> RingExRates => _ringCentral.Remaining();

    /// <summary>By which proxy requests go.</summary>
    public ProxySettings Proxy => _options.Proxy;

    /// <summary>The file that gets a line for every action; null for none.</summary>
    public string? AuditPath => _audit?.Path;

    /// <summary>
    /// Looks whether the audit file can be written, so that a wrong path shows before anything is sent; makes the file if it is not there.
    /// </summary>
    /// <exception cref="RingCxException">The file cannot be written.</exception>
    public Task CheckAuditAsync(CancellationToken cancellationToken) => _audit?.CheckAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Gets a token now, so that wrong credentials show at once.</summary>
    /// <exception cref="RingCxException">The credentials were refused, or the service could not be asked.</exception>
    public Task SignInAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        if (IsRingExOnly)
            return _ringCentralTokens.GetAsync(progress, cancellationToken);

        ActiveCallConverter.Prepare();
        return _tokens.GetAsync(progress, cancellationToken);
    }

    /// <summary>Sends any other call of the voice API.</summary>
    /// <param name="path">The path below the API's root, such as <c>/v1/admin/accounts</c>, without a query.</param>
    /// <param name="query">Names and values, not escaped.</param>
    /// <param name="jsonBody">A JSON document; null for no body.</param>
    /// <returns>The answer's body as text and whether it says that it is JSON.</returns>
    /// <exception cref="ArgumentException">The path is not a plain path below the API's root.</exception>
    /// <exception cref="RingCxException">The service did not serve the request.</exception>
    public async Task<KeyValuePair<string, bool>> RequestAsync(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string?>> query,
        string? jsonBody,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken)
    {
        var text = new QueryString();
        foreach (var pair in query ?? throw new ArgumentNullException(nameof(query)))
            text.Add(pair.Key, pair.Value ?? string.Empty);

        var verb = new HttpMethod(method);
        var call = method is "GET" or "HEAD"
            ? new ApiRequest(verb, ApiPath.Escape(path), text, Repeatability.Safe, RequestPriority.Polling)
            : ApiRequest.Action(verb, ApiPath.Escape(path), text, Repeatability.Unsafe);
        call.JsonBody = jsonBody;
        var (body, mediaType) = await _sender.GetTextAsync(call, progress, cancellationToken).ConfigureAwait(false);
        return new KeyValuePair<string, bool>(body, mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>Revokes the RingCentral token where there is one and forgets every token; further calls fail as closed.</summary>
    /// <param name="clearTokenCache">
    /// With a token cache: true revokes and clears what is in it for every process, and forgets the requests and pauses that were counted;
    /// false leaves it to the others and revokes nothing.
    /// </param>
    /// <exception cref="RingCxException">The revocation failed; everything is forgotten all the same.</exception>
    public async Task SignOutAsync(bool clearTokenCache, CancellationToken cancellationToken)
    {
        try
        {
            await _tokens.CloseAsync(clearTokenCache, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (clearTokenCache && _budget.Shared is { } shared)
                await shared.ClearAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the client and forgets its secrets.</summary>
    public void Dispose()
    {
        _tokens.Dispose();
        _closed.Cancel();
        _signIn.Dispose();
        _ringCentral.Dispose();
        _budget.Dispose();
        _http.Dispose();
    }

    // The hosts of before RingCX, which have the API below another path.
    private static bool IsLegacyHost(Uri host) => host.Host is "portal.vacd.biz" or "portal.virtualacd.biz";

    private RateBudget Shown => _options.RingExOnly ? _ringCentral.Of(UsagePlanGroup.Light) : _budget;

    // One token, one budget: who shares the one shares the other.
    private static (ITokenCache Tokens, SharedRateWindow Requests) ShareTokens(string name, RingCxClientOptions options)
    {
        if (!Identifier.IsTokenCacheName(name))
        {
            throw new ArgumentException(
                "A token cache's name is 1 to 64 letters, digits, dots, dashes and underscores, and begins with no dot.", nameof(options));
        }

        var folder = new OwnerOnlyFolder(options.TokenCacheFolder);
        var file = name + "-" + TokenCacheKey.Of(options);
        return (
            new FileTokenCache(folder, file, options.RetryTimeout + TimeSpan.FromMinutes(1)),
            new SharedRateWindow(folder, file, options.RequestsPerMinute, RateBudget.Minute, options.RetryTimeout, options.TimeProvider));
    }

    // From the outside in.
    private List<DelegatingHandler> Handlers(RenewingTokenSource? tokens)
    {
        var handlers = new List<DelegatingHandler> { new RetryHandler(_options, _closed.Token) };
        if (tokens is not null)
            handlers.Add(new AuthenticationHandler(tokens));

        handlers.Add(new RateHandler());
        if (tokens is not null)
            handlers.Add(new TokenHandler(tokens));

        handlers.Add(new AnswerHandler(_options.RequestTimeout));
        handlers.Add(new TraceHandler(_options.TimeProvider));
        handlers.Add(new AttemptTimeoutHandler(_options.RequestTimeout));
        handlers.Add(new GzipHandler());
        if (DesktopFramework.IsHere && _options.Transport is null)
            handlers.Add(new AbortableBodyHandler());

        handlers.Add(new DepartureHandler(platformTells: !DesktopFramework.IsHere && _options.Transport is null));
        return handlers;
    }

    // A redirect is never followed: the token belongs to this host alone.
    private HttpClientHandler CreateTransport()
    {
        var transport = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        DesktopFramework.SetUp(transport);
        _options.Proxy.ApplyTo(transport, _options.BaseUri, _options.RingCentralUri);
        return transport;
    }
}
