using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// The services as far as signing in goes: RingCX's tokens of five minutes, RingCentral's of two hours, refresh tokens that are good once.
/// What else is asked for is answered by <see cref="Api"/>, and by 401 without a good token of the service that is asked.
/// </summary>
internal sealed class FakeService(DrivenClock clock)
{
    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RingCentralTokenLifetime = TimeSpan.FromSeconds(7199);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _accessTokens = [];
    private readonly HashSet<string> _refreshTokens = [];
    private readonly Dictionary<string, DateTimeOffset> _ringCentralTokens = new() { [TestSecrets.RingCentralToken] = DateTimeOffset.MaxValue };
    private readonly HashSet<string> _ringCentralRefreshTokens = [];
    private readonly ConcurrentQueue<SignInCall> _calls = new();
    private readonly ConcurrentQueue<string> _issued = new();
    private int _serial;

    /// <summary>Answers the calls of RingCX's API and of RingEX's.</summary>
    public Func<RecordedRequest, ScriptedAnswer> Api { get; set; } = Serve;

    /// <summary>Answers a sign-in call in the service's place; null leaves it to the service.</summary>
    public Func<SignInCall, RecordedRequest, ScriptedAnswer?> SignInFault { get; set; } = static (_, _) => null;

    /// <summary>Tokens that are good although the service did not give them: those of a fault.</summary>
    public Func<string, bool> Accepts { get; set; } = static _ => false;

    /// <summary>Completed when the sign-in calls may be answered.</summary>
    public Task SignInGate { get; set; } = Task.CompletedTask;

    /// <summary>Whether the exchange gives a refresh token.</summary>
    public bool GivesRefreshTokens { get; set; } = true;

    /// <summary>The sign-in calls so far, in their order.</summary>
    public IReadOnlyList<SignInCall> Calls => [.. _calls];

    /// <summary>Every token that was ever given.</summary>
    public IReadOnlyList<string> IssuedTokens => [.. _issued];

    /// <summary>Carries out whatever is asked for.</summary>
    public static ScriptedAnswer Serve(RecordedRequest request) => IsRingEx(request) ? ScriptedAnswer.Json("""{"id":"p-1","records":[]}""") : ScriptedAnswer.Done;

    public int Count(SignInCall call) => _calls.Count(c => c == call);

    public ScriptedAnswer Answer(RecordedRequest request)
    {
        if (Recognize(request) is { } call)
        {
            _calls.Enqueue(call);
            return SignInFault(call, request) ?? AnswerSignIn(call, request).When(SignInGate);
        }

        if (IsAuthorized(request))
        {
            return Api(request);
        }

        return IsRingEx(request)
            ? ScriptedAnswer.Json("""{"errorCode":"TokenInvalid","message":"Access token expired","errors":[{"errorCode":"OAU-129"}]}""", HttpStatusCode.Unauthorized)
            : ScriptedAnswer.Text("Jwt is expired", HttpStatusCode.Unauthorized);
    }

    /// <summary>Ends the access tokens given so far before their time.</summary>
    public void ForgetAccessTokens()
    {
        lock (_gate)
        {
            _accessTokens.Clear();
        }
    }

    /// <summary>Ends RingCX's refresh tokens given so far.</summary>
    public void ForgetRefreshTokens()
    {
        lock (_gate)
        {
            _refreshTokens.Clear();
        }
    }

    /// <summary>Ends RingCentral's access tokens given so far.</summary>
    public void ForgetRingCentralTokens()
    {
        lock (_gate)
        {
            _ringCentralTokens.Clear();
        }
    }

    /// <summary>Ends RingCentral's refresh tokens given so far.</summary>
    public void ForgetRingCentralRefreshTokens()
    {
        lock (_gate)
        {
            _ringCentralRefreshTokens.Clear();
        }
    }

    private static SignInCall? Recognize(RecordedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "/restapi/oauth/token") => request.Field("grant_type") == "refresh_token" ? SignInCall.RingCentralRefresh : SignInCall.RingCentralToken,
        ("POST", "/restapi/oauth/revoke") => SignInCall.Revoke,
        ("POST", "/api/auth/login/rc/accesstoken") => SignInCall.Exchange,
        ("POST", "/api/auth/login/admin") => SignInCall.Engage,
        ("POST", "/api/auth/token/refresh") => SignInCall.Refresh,
        _ => null,
    };

    private static bool IsRingEx(RecordedRequest request) => request.Path.StartsWith("/restapi/", StringComparison.Ordinal);

    private static bool IsApp(RecordedRequest request) => request.Headers.GetValueOrDefault("Authorization")
        == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(SignInMethods.ClientId + ":" + TestSecrets.ClientSecret));

    private static ScriptedAnswer Refused(string code) =>
        ScriptedAnswer.Json($$"""{"error":"{{code}}","error_description":"Refused."}""", HttpStatusCode.BadRequest);

    private bool IsAuthorized(RecordedRequest request)
    {
        if (request.Headers.GetValueOrDefault("X-Auth-Token") == TestSecrets.ApiToken)
        {
            return true;
        }

        lock (_gate)
        {
            return request.BearerToken is { } token && (Accepts(token) || IsGood(IsRingEx(request) ? _ringCentralTokens : _accessTokens, token));
        }
    }

    private bool IsGood(Dictionary<string, DateTimeOffset> tokens, string token) => tokens.TryGetValue(token, out var end) && clock.GetUtcNow() < end;

    private ScriptedAnswer AnswerSignIn(SignInCall call, RecordedRequest request)
    {
        lock (_gate)
        {
            return call switch
            {
                SignInCall.RingCentralToken when IsApp(request) && request.Field("assertion") == TestSecrets.Jwt
                    && request.Field("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer" => GiveRingCentralToken(),
                SignInCall.RingCentralRefresh when IsApp(request) && _ringCentralRefreshTokens.Remove(request.Field("refresh_token")!) => GiveRingCentralToken(),
                SignInCall.Exchange when IsGood(_ringCentralTokens, request.Field("rcAccessToken")!) && request.Field("rcTokenType") == "Bearer"
                    && request.Parameter("includeRefresh") == "true" => GiveAccessToken(),
                SignInCall.Engage when request.Parameter("username") == SignInMethods.UserName && request.Parameter("password") == TestSecrets.Password
                    && request.Parameter("platformId") == SignInMethods.PlatformId => GiveAccessToken(),
                SignInCall.Refresh when _refreshTokens.Remove(request.Field("refresh_token")!) => GiveAccessToken(),
                SignInCall.Revoke when IsApp(request) && _ringCentralTokens.Remove(request.Field("token")!) => ScriptedAnswer.Text(string.Empty),
                _ => Refused("invalid_grant"),
            };
        }
    }

    private ScriptedAnswer GiveRingCentralToken()
    {
        var access = Issue("rca");
        var refresh = Issue("rcr");
        _ringCentralTokens[access] = clock.GetUtcNow() + RingCentralTokenLifetime;
        _ringCentralRefreshTokens.Add(refresh);
        return ScriptedAnswer.Json(
            $$"""{"access_token":"{{access}}","token_type":"bearer","expires_in":7199,"refresh_token":"{{refresh}}","refresh_token_expires_in":604799,"scope":"ReadAccounts","owner_id":"256440016"}""");
    }

    private ScriptedAnswer GiveAccessToken()
    {
        var access = Issue("cxa");
        _accessTokens[access] = clock.GetUtcNow() + AccessTokenLifetime;
        var refresh = "null";
        if (GivesRefreshTokens)
        {
            var token = Issue("cxr");
            _refreshTokens.Add(token);
            refresh = $"\"{token}\"";
        }

        return ScriptedAnswer.Json(
            $$"""{"accessToken":"{{access}}","refreshToken":{{refresh}},"tokenType":"Bearer","mainAccountId":"12440000","agentDetails":[{"agentId":1,"firstName":"Linh","lastName":"Vu","username":"vu@example.com"}],"adminId":7}""");
    }

    private string Issue(string kind)
    {
        var token = FormattableString.Invariant($"{kind}-{++_serial}-k3pt.secret");
        _issued.Enqueue(token);
        return token;
    }
}
