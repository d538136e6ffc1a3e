using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client.SignIn;

/// <summary>The calls that give, renew and revoke tokens (docs/service-notes.md).</summary>
internal sealed class SignInService(RingCxClientOptions options, UsagePlan ringCentral, Func<HttpClient> http) : IDisposable
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private readonly RingCxClientOptions _options = options;

    // RingCX's exchange allows five a minute, and so does RingCentral's token call, which is counted apart.
    private readonly RateBudget _exchangeBudget = new RateBudget(5, RateBudget.Minute, options.TimeProvider, options.RetryTimeout);

    /// <summary>A RingCentral token for a JWT.</summary>
    public Task<RingCentralTokenAnswer> SignInAsync(JwtSignIn method, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        AskRingCentralAsync(method, "token", new() { ["grant_type"] = JwtGrant, ["assertion"] = method.Jwt.Reveal() }, "The app or its JWT was not accepted. Check the client id, the client secret and the JWT, that the JWT belongs to this environment, and that it is allowed for this app.", progress, cancellationToken);

    /// <summary>A RingCentral token for a RingCentral refresh token.</summary>
    public Task<RingCentralTokenAnswer> RefreshRingCentralAsync(JwtSignIn method, string refreshToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        AskRingCentralAsync(method, "token", new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, "RingCentral did not renew its token.", progress, cancellationToken);

    /// <summary>A RingCX token for a RingCentral token.</summary>
    public Task<RingCxTokenAnswer> ExchangeAsync(string ringCentralToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(_options.BaseUri, "/api/auth/login/rc/accesstoken?includeRefresh=true"), new() { ["rcAccessToken"] = ringCentralToken, ["rcTokenType"] = "Bearer" });
        return SendAsync(request, Repeatability.Safe, _exchangeBudget, RingCxJsonContext.Default.RingCxTokenAnswer, "RingCX did not accept the RingCentral token. It may have run out, or its user has no access to RingCX.", progress, cancellationToken);
    }

    /// <summary>A RingCX token for an Engage user.</summary>
    public Task<RingCxTokenAnswer> SignInAsync(EngageSignIn method, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString().Add("username", method.UserName).Add("password", method.Password.Reveal()).Add("platformId", method.PlatformId);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.BaseUri, "/api/auth/login/admin" + query)) { Content = RequestSender.EmptyBody(HttpMethod.Post) };
        return SendAsync(request, Repeatability.Safe, _exchangeBudget, RingCxJsonContext.Default.RingCxTokenAnswer, "The user name, the password or the platform id was not accepted.", progress, cancellationToken);
    }

    /// <summary>A new RingCX token and refresh token; the refresh token given is spent, whatever comes back.</summary>
    public Task<RingCxTokenAnswer> RefreshAsync(string refreshToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(_options.BaseUri, "/api/auth/token/refresh"), new() { ["refresh_token"] = refreshToken });
        return SendAsync(request, Repeatability.Unsafe, null, RingCxJsonContext.Default.RingCxTokenAnswer, "The refresh token was not accepted.", progress, cancellationToken);
    }

    /// <summary>Revokes a RingCentral token.</summary>
    public async Task RevokeAsync(JwtSignIn method, string token, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(_options.RingCentralUri, "/restapi/oauth/revoke"), new() { ["token"] = token });
        request.Headers.Authorization = Basic(method);
        using var response = await SendAsync(request, Repeatability.Safe, null, null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new RingCxException(FailureKind.ServiceError, FormattableString.Invariant($"RingCentral did not revoke its token ({(int)response.StatusCode})."));
        }
    }

    public void Dispose() => _exchangeBudget.Dispose();

    private Task<RingCentralTokenAnswer> AskRingCentralAsync(
        JwtSignIn method, string call, Dictionary<string, string> form, string refusal, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(_options.RingCentralUri, "/restapi/oauth/" + call), form);
        request.Headers.Authorization = Basic(method);
        return SendAsync(request, Repeatability.Safe, ringCentral.Of(UsagePlanGroup.Auth), RingCxJsonContext.Default.RingCentralTokenAnswer, refusal, progress, cancellationToken);
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request,
        Repeatability repeatability,
        RateBudget? budget,
        JsonTypeInfo<T> type,
        string refusal,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken)
        where T : class, ITokenAnswer
    {
        using var response = await SendAsync(request, repeatability, budget, progress, cancellationToken).ConfigureAwait(false);
        var body = AnswerText.ToUtf8(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        if (response.IsSuccessStatusCode)
            return Read(body, type);

        // 4xx: the credentials; the service's own words may repeat them, so only its error code is passed on.
        var error = ServiceErrors.Parse(body);
        var kind = (int)response.StatusCode is >= 400 and < 500 and not 404 ? FailureKind.AuthenticationFailed : FailureKind.ServiceError;
        var message = kind == FailureKind.AuthenticationFailed
            ? refusal
            : FormattableString.Invariant($"Signing in failed: {request.RequestUri.Host} answered {(int)response.StatusCode}. Check the address of the service.");
        throw new RingCxException(kind, error is null ? message : $"{message} The service says: {error}.") { ServiceErrorCode = error, IsSignIn = true };
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class, ITokenAnswer
    {
        try
        {
            if (JsonSerializer.Deserialize(body, type) is { AccessToken: not (null or "") } answer && AccessToken.CanTravel(answer.AccessToken))
            {
                return answer;
            }
        }
        catch (JsonException)
        {
            // Said below. The body may hold a token, so neither it nor the parser's words go any further.
        }

        throw new RingCxException(FailureKind.BadResponse, "Signing in was answered without a token. Check the address of the service.") { IsSignIn = true };
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Repeatability repeatability, RateBudget? budget, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var signIn = request.RequestUri.AbsolutePath.StartsWith("/restapi/", StringComparison.Ordinal) ? SignInKind.RingCentral : SignInKind.RingCx;
        new RequestState(repeatability, RequestPriority.Action, budget, progress) { SignIn = signIn }.AttachTo(request);
        using (request)
        {
            try
            {
                return await http().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            }
            catch (RingCxException e) when (e.IsForeign)
            {
                e.IsSignIn = true;
                throw;
            }
        }
    }

    private static HttpRequestMessage Form(Uri uri, Dictionary<string, string> fields) =>
        new(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(fields) };

    private static AuthenticationHeaderValue Basic(JwtSignIn method) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(method.ClientId + ":" + method.ClientSecret.Reveal())));
}
