namespace RingCx.Sandbox;

/// <summary>Users, tokens and the limits on them. Not thread-safe: the engine holds its lock.</summary>
internal sealed class SimulatedSignIn
{
    public static readonly TimeSpan RingCentralLifetime = TimeSpan.FromSeconds(7199);
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromSeconds(604_799);
    public static readonly TimeSpan WebSocketTokenLifetime = TimeSpan.FromSeconds(30);

    private const string Letters = SeededRandom.Letters;

    private static readonly TimeSpan LegacyLifetime = TimeSpan.FromHours(1);

    private readonly SandboxUser _supervisor;
    private readonly SandboxUser _restricted = new(5002, "Robin", "Hale", "robin.hale@sandbox.example", false);
    private readonly SandboxUser _administrator = new(5009, "Alex", "Stone", "alex.stone@sandbox.example", true, false);
    private readonly SandboxUser _withoutReports = new(5010, "Noa", "Berg", "noa.berg@sandbox.example", true, HasReports: false);
    private readonly RateWindow _requests;
    private readonly RateWindow _exchanges;
    private long _grants;

    public SimulatedSignIn(SandboxOptions options, SandboxCredentials credentials)
    {
        Credentials = credentials;
        _supervisor = new SandboxUser(5001, "Dana", "Ruiz", credentials.Username, true);
        var random = new SeededRandom(options.Seed, "tokens");
        RingCentralAccess = new TokenStore(RingCentralLifetime, (_, _) => "U0pD" + random.Text(Letters, 60));
        // A pipe is what RingCentral's tokens have inside; plus, slash and equals sign have to be encoded in a form.
        RingCentralRefresh = new TokenStore(
            RefreshLifetime, (_, _) => "U0pD" + random.Text(Letters, 40) + "|" + random.Text(Letters + "+/", 30) + "=");
        var lifetime = options.TokenLifetime;
        Access = new TokenStore(lifetime, (user, now) => Jwt(user, now + options.ClockSkew, lifetime, random.Text(Letters + "-_", 43)));
        Refresh = new TokenStore(RefreshLifetime, (_, _) => random.Text(Letters + "+/", 62) + "==");
        Legacy = new TokenStore(LegacyLifetime, (_, _) => random.Uuid('9'));
        WebSocket = new TokenStore(WebSocketTokenLifetime, (_, _) => "V1NH" + random.Text(Letters, 40));
        RingCentralAccess.Add(credentials.RingCentralToken, new IssuedToken(_supervisor, DateTimeOffset.MaxValue, NewGrant()));
        _requests = new RateWindow(options.RequestsPerMinute);
        _exchanges = new RateWindow(options.ExchangesPerMinute);
        Plan = new SimulatedUsagePlan(options);
    }

    public SandboxCredentials Credentials { get; }

    public SimulatedUsagePlan Plan { get; }

    public TokenStore RingCentralAccess { get; }

    public TokenStore RingCentralRefresh { get; }

    public TokenStore Access { get; }

    public TokenStore Refresh { get; }

    public TokenStore Legacy { get; }

    public TokenStore WebSocket { get; }

    public SandboxUser? FindByJwt(string? jwt) =>
        jwt == Credentials.Jwt ? _supervisor
            : jwt == Credentials.AdministratorJwt ? _administrator
            : jwt == Credentials.RestrictedJwt ? _restricted
            : jwt == Credentials.WithoutReportsJwt ? _withoutReports
            : null;

    public SandboxUser? FindByPassword(string username, string password) =>
        username == Credentials.Username && password == Credentials.Password ? _supervisor : null;

    public bool IsClient(string? authorization) =>
        Scheme(authorization, "Basic") == Base64(Credentials.ClientId + ":" + Credentials.ClientSecret);

    public long NewGrant() => ++_grants;

    /// <summary>Ends the sign-in that a RingCentral token, of either kind, belongs to.</summary>
    public void RevokeRingCentral(string text)
    {
        if ((RingCentralAccess.Find(text) ?? RingCentralRefresh.Find(text)) is { } token)
        {
            RingCentralAccess.Forget(token.Grant);
            RingCentralRefresh.Forget(token.Grant);
        }
    }

    /// <summary>Counts an exchange and gives the user whose RingCentral token it is.</summary>
    public SandboxUser Exchange(string ringCentralToken, DateTimeOffset now)
    {
        var token = RingCentralAccess.Find(ringCentralToken);
        // Whoever comes with an unknown token shares one window: it cannot be told who they are.
        Limit(_exchanges, token?.User.Username ?? "", now);
        return token?.ExpiresAt > now
            ? token.User
            : throw ServiceErrorException.Unauthorized("The RingCentral access token is not known or has expired.");
    }

    /// <summary>The user of a request to the voice API, counted against the limit. Null when the token has expired.</summary>
    public SandboxUser? Authenticate(SandboxRequest request, bool isLegacyPath, DateTimeOffset now)
    {
        var user = isLegacyPath ? AuthenticateLegacy(request, now) : AuthenticateBearer(request, now);
        // By user, not by token: a renewal does not buy another 120.
        if (user is not null)
            Limit(_requests, user.Username, now);

        return user;
    }

    public SandboxUser AuthenticateRingCentral(SandboxRequest request, DateTimeOffset now)
    {
        var text = Scheme(request.Header("Authorization"), "Bearer") ?? throw PlatformErrorException.UnknownToken();
        var token = RingCentralAccess.Find(text) ?? throw PlatformErrorException.UnknownToken();
        return token.ExpiresAt > now ? token.User : throw PlatformErrorException.ExpiredToken();
    }

    public void ExpireAll(DateTimeOffset now)
    {
        Access.ExpireAll(now);
        Legacy.ExpireAll(now);
        RingCentralAccess.ExpireAll(now);
        // The ready-made token is not one that was issued; it goes on.
        if (RingCentralAccess.Find(Credentials.RingCentralToken) is { } readyMade)
            readyMade.ExpiresAt = DateTimeOffset.MaxValue;
    }

    private SandboxUser? AuthenticateBearer(SandboxRequest request, DateTimeOffset now)
    {
        // A permanent API token is good below /voice/api too.
        if (request.Header("Authorization") is null && request.Header("X-Auth-Token") == Credentials.ApiToken)
            return _supervisor;

        var text = Scheme(request.Header("Authorization"), "Bearer")
            ?? throw ServiceErrorException.Unauthorized("The header Authorization with a Bearer token is missing.");
        var token = Access.Find(text) ?? throw ServiceErrorException.Unauthorized("The token is not known.");
        return token.ExpiresAt > now ? token.User : null;
    }

    private SandboxUser? AuthenticateLegacy(SandboxRequest request, DateTimeOffset now)
    {
        if (request.Header("X-Auth-Token") is not { Length: > 0 } text)
            throw ServiceErrorException.Unauthorized("The header X-Auth-Token is missing.");

        if (text == Credentials.ApiToken)
            return _supervisor;

        var token = Legacy.Find(text) ?? throw ServiceErrorException.Unauthorized("The token is not known.");
        if (token.ExpiresAt <= now)
            return null;

        token.ExpiresAt = now + LegacyLifetime;
        return token.User;
    }

    /// <summary>
    /// A token that says itself how long it is good, in whole seconds (RFC 7519). The signature is none that could be checked.
    /// </summary>
    private static string Jwt(SandboxUser user, DateTimeOffset issued, TimeSpan lifetime, string signature)
    {
        var (from, to) = (issued.ToUnixTimeSeconds(), (issued + lifetime).ToUnixTimeSeconds());
        var claims = Base64(FormattableString.Invariant($"{{\"sub\":\"{user.AdminId}\",\"iat\":{from},\"exp\":{to}}}"));
        return "eyJhbGciOiJSUzI1NiJ9." + claims.TrimEnd('=').Replace('+', '-').Replace('/', '_') + "." + signature;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Limit(RateWindow window, string key, DateTimeOffset now)
    {
        if (window.TryEnter(key, now) is { } seconds)
            throw ServiceErrorException.TooManyRequests(seconds.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Scheme(string? authorization, string scheme) =>
        authorization?.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase) == true
            ? authorization.Substring(scheme.Length + 1).Trim()
            : null;
}
