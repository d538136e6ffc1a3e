namespace RingCx.Sandbox;

/// <summary>Users, tokens and the limits on them. Not thread-safe: the engine holds its lock.</summary>
internal sealed class SimulatedSignIn
{
    public static readonly TimeSpan RingCentralLifetime = TimeSpan.FromSeconds(7199);

    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromSeconds(604_799);

    public static readonly TimeSpan LegacyLifetime = TimeSpan.FromHours(1);

    public static readonly TimeSpan WebSocketTokenLifetime = TimeSpan.FromSeconds(30);

    private const string Letters = SeededRandom.Letters;

    private readonly SandboxOptions _options;
    private readonly SandboxUser _supervisor;
    private readonly SandboxUser _restricted = new(5002, "Robin", "Hale", "robin.hale@sandbox.example", false);
    private readonly SandboxUser _administrator = new(5009, "Alex", "Stone", "alex.stone@sandbox.example", true, false);
    private readonly TokenStore _ringCentralAccess;
    private readonly TokenStore _ringCentralRefresh;
    private readonly TokenStore _access;
    private readonly TokenStore _refresh;
    private readonly TokenStore _legacy;
    private readonly TokenStore _webSocket;
    private readonly RateWindow _requests;
    private readonly RateWindow _exchanges;
    private long _grants;

    public SimulatedSignIn(SandboxOptions options, SandboxCredentials credentials)
    {
        _options = options;
        Credentials = credentials;
        _supervisor = new SandboxUser(5001, "Dana", "Ruiz", credentials.Username, true);
        var random = new SeededRandom(options.Seed, "tokens");
        _ringCentralAccess = new TokenStore(() => "U0pD" + random.Text(Letters, 60));
        // A pipe is what RingCentral's tokens have inside; plus, slash and equals sign have to be encoded in a form.
        _ringCentralRefresh = new TokenStore(() => "U0pD" + random.Text(Letters, 40) + "|" + random.Text(Letters + "+/", 30) + "=");
        _access = new TokenStore(() => random.Text(Letters + "-_", 43));
        _refresh = new TokenStore(() => random.Text(Letters + "+/", 62) + "==");
        _legacy = new TokenStore(() => random.Uuid('9'));
        _webSocket = new TokenStore(() => "V1NH" + random.Text(Letters, 40));
        _ringCentralAccess.Add(credentials.RingCentralToken, new IssuedToken(_supervisor, DateTimeOffset.MaxValue, ++_grants));
        _requests = new RateWindow(options.RequestsPerMinute);
        _exchanges = new RateWindow(options.ExchangesPerMinute);
        Plan = new SimulatedUsagePlan(options);
    }

    public SandboxCredentials Credentials { get; }

    /// <summary>The limits of the RingCentral platform.</summary>
    public SimulatedUsagePlan Plan { get; }

    public SandboxUser? FindByJwt(string? jwt)
    {
        if (string.Equals(jwt, Credentials.Jwt, StringComparison.Ordinal))
            return _supervisor;

        if (string.Equals(jwt, Credentials.AdministratorJwt, StringComparison.Ordinal))
            return _administrator;

        return string.Equals(jwt, Credentials.RestrictedJwt, StringComparison.Ordinal) ? _restricted : null;
    }

    public SandboxUser? FindByPassword(string username, string password) =>
        string.Equals(username, Credentials.Username, StringComparison.Ordinal) && string.Equals(password, Credentials.Password, StringComparison.Ordinal)
            ? _supervisor
            : null;

    public bool IsClient(string? authorization)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials.ClientId + ":" + Credentials.ClientSecret));
        return string.Equals(Scheme(authorization, "Basic"), expected, StringComparison.Ordinal);
    }

    public long NewGrant() => ++_grants;

    public (string Access, string Refresh) IssueRingCentral(SandboxUser user, long grant, DateTimeOffset now) =>
        (_ringCentralAccess.Issue(user, now, RingCentralLifetime, grant), _ringCentralRefresh.Issue(user, now, RefreshLifetime, grant));

    /// <summary>Whose refresh token it is; null when it is not known.</summary>
    public SandboxUser? FindByRingCentralRefresh(string text) => _ringCentralRefresh.Find(text)?.User;

    public string IssueWebSocketToken(SandboxUser user, DateTimeOffset now) => _webSocket.Issue(user, now, WebSocketTokenLifetime);

    /// <summary>The user whose WebSocket token it is. Null when it is unknown, spent or expired.</summary>
    /// <param name="isSpent">Whether it is good once. RingCentral's own client opens a lost connection again with the same one.</param>
    public SandboxUser? UseWebSocketToken(string text, bool isSpent, DateTimeOffset now)
    {
        var token = isSpent ? _webSocket.Spend(text, now) : _webSocket.Find(text);
        return token?.ExpiresAt > now ? token.User : null;
    }

    public IssuedToken? SpendRingCentralRefresh(string text, DateTimeOffset now) => _ringCentralRefresh.Spend(text, now);

    /// <summary>Ends the sign-in that a RingCentral token, of either kind, belongs to.</summary>
    public void RevokeRingCentral(string text)
    {
        var token = _ringCentralAccess.Find(text) ?? _ringCentralRefresh.Find(text);
        if (token is not null)
        {
            _ringCentralAccess.Forget(token.Grant);
            _ringCentralRefresh.Forget(token.Grant);
        }
    }

    /// <summary>Counts an exchange and gives the user whose RingCentral token it is.</summary>
    public SandboxUser Exchange(string ringCentralToken, DateTimeOffset now)
    {
        var token = _ringCentralAccess.Find(ringCentralToken);
        // Whoever comes with an unknown token shares one window: it cannot be told who they are.
        Limit(_exchanges, token?.User.Username ?? "", now);
        return token is not null && token.ExpiresAt > now
            ? token.User
            : throw ServiceErrorException.Unauthorized("The RingCentral access token is not known or has expired.");
    }

    public string IssueAccess(SandboxUser user, DateTimeOffset now) =>
        _access.Issue(user, now, _options.TokenLifetime, complete: signature => Jwt(user, now + _options.ClockSkew, signature));

    public string IssueRefresh(SandboxUser user, DateTimeOffset now) => _refresh.Issue(user, now, RefreshLifetime);

    public IssuedToken? SpendRefresh(string text, DateTimeOffset now) => _refresh.Spend(text, now);

    public string IssueLegacy(SandboxUser user, DateTimeOffset now) => _legacy.Issue(user, now, LegacyLifetime);

    /// <summary>The user of a request to the voice API, counted against the limit. Null when the token has expired.</summary>
    public SandboxUser? Authenticate(SandboxRequest request, bool isLegacyPath, DateTimeOffset now)
    {
        var user = isLegacyPath ? AuthenticateLegacy(request, now) : AuthenticateBearer(request, now);
        if (user is not null)
        {
            // By user, not by token: a renewal does not buy another 120.
            Limit(_requests, user.Username, now);
        }

        return user;
    }

    /// <summary>The user of a request to the RingCentral platform.</summary>
    public SandboxUser AuthenticateRingCentral(SandboxRequest request, DateTimeOffset now)
    {
        var text = Scheme(request.Header("Authorization"), "Bearer") ?? throw PlatformErrorException.UnknownToken();
        var token = _ringCentralAccess.Find(text) ?? throw PlatformErrorException.UnknownToken();
        return token.ExpiresAt > now ? token.User : throw PlatformErrorException.ExpiredToken();
    }

    public void ExpireAll(DateTimeOffset now)
    {
        _access.ExpireAll(now);
        _legacy.ExpireAll(now);
        _ringCentralAccess.ExpireAll(now);
        // The ready-made token is not one that was issued; it goes on.
        if (_ringCentralAccess.Find(Credentials.RingCentralToken) is { } readyMade)
            readyMade.ExpiresAt = DateTimeOffset.MaxValue;
    }

    private SandboxUser? AuthenticateBearer(SandboxRequest request, DateTimeOffset now)
    {
        // A permanent API token is good below /voice/api too.
        if (request.Header("Authorization") is null && string.Equals(request.Header("X-Auth-Token"), Credentials.ApiToken, StringComparison.Ordinal))
        {
            return _supervisor;
        }

        var text = Scheme(request.Header("Authorization"), "Bearer") ?? throw ServiceErrorException.Unauthorized("The header Authorization with a Bearer token is missing.");
        var token = _access.Find(text) ?? throw ServiceErrorException.Unauthorized("The token is not known.");
        return token.ExpiresAt > now ? token.User : null;
    }

    private SandboxUser? AuthenticateLegacy(SandboxRequest request, DateTimeOffset now)
    {
        var text = request.Header("X-Auth-Token");
        if (text is null or "")
            throw ServiceErrorException.Unauthorized("The header X-Auth-Token is missing.");

        if (string.Equals(text, Credentials.ApiToken, StringComparison.Ordinal))
            return _supervisor;

        var token = _legacy.Find(text) ?? throw ServiceErrorException.Unauthorized("The token is not known.");
        if (token.ExpiresAt <= now)
            return null;

        token.ExpiresAt = now + LegacyLifetime;
        return token.User;
    }

    /// <summary>A token that says itself how long it is good, in whole seconds (RFC 7519). The signature is none that could be checked.</summary>
    private string Jwt(SandboxUser user, DateTimeOffset issued, string signature)
    {
        var claims = FormattableString.Invariant(
            $"{{\"sub\":\"{user.AdminId}\",\"iat\":{issued.ToUnixTimeSeconds()},\"exp\":{(issued + _options.TokenLifetime).ToUnixTimeSeconds()}}}");
        return "eyJhbGciOiJSUzI1NiJ9." + Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_') + "." + signature;
    }

    private static void Limit(RateWindow window, string key, DateTimeOffset now)
    {
        if (window.TryEnter(key, now) is { } seconds)
            throw ServiceErrorException.TooManyRequests(seconds.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Scheme(string? authorization, string scheme) =>
        authorization is not null && authorization.Length > scheme.Length && authorization[scheme.Length] == ' '
            && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization.Substring(scheme.Length + 1).Trim()
            : null;
}
