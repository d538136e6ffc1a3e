using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client.SignIn;

/// <summary>The calls that give, renew and revoke tokens (docs/service-notes.md).</summary>
internal sealed class SignInService(RingCxClientOptions options, UsagePlan ringCentral, Func<HttpClient> http) : IDisposable
{
    // RingCX's exchange allows five a minute, and so does RingCentral's token call, which is counted apart.
    private readonly RateBudget _exchangeBudget = new(5, RateBudget.Minute, options.TimeProvider, options.RetryTimeout);

    /// <summary>Whether a refresh token that was shown is spent, or worth nothing.</summary>
    public static bool RefusesForGood(RingCxException failure) =>
        failure is { Kind: FailureKind.AuthenticationFailed or FailureKind.BadResponse, IsForeign: false };

    /// <summary>A RingCentral token for what an app shows for its user.</summary>
    public Task<RingCentralTokenAnswer> SignInAsync(
        RingCentralGrant grant, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        AskRingCentralAsync(grant, grant.ToForm(), grant.Refusal, progress, cancellationToken);

    /// <summary>A RingCentral token for a RingCentral refresh token.</summary>
    public Task<RingCentralTokenAnswer> RefreshAsync(
        RingCentralGrant grant, string refreshToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
        return AskRingCentralAsync(grant, form, "RingCentral did not renew its token.", progress, cancellationToken);
    }

    /// <summary>A RingCX token for a RingCentral token.</summary>
    public Task<RingCxTokenAnswer> ExchangeAsync(
        string ringCentralToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["rcAccessToken"] = ringCentralToken, ["rcTokenType"] = "Bearer" };
        var request = Form(new Uri(options.BaseUri, "/api/auth/login/rc/accesstoken?includeRefresh=true"), form);
        const string Refusal = "RingCX did not accept the RingCentral token. It may have run out, or its user has no access to RingCX.";
        return AskRingCxAsync(request, Counted, Refusal, progress, cancellationToken);
    }

    /// <summary>A RingCX token for an Engage user.</summary>
    public Task<RingCxTokenAnswer> LogInAsync(EngageSignIn user, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString()
            .Add("username", user.UserName).Add("password", user.Password.Reveal()).Add("platformId", user.PlatformId);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BaseUri, "/api/auth/login/admin" + query))
        {
            Content = RequestSender.EmptyBody(HttpMethod.Post),
        };
        const string Refusal = "The user name, the password or the platform id was not accepted.";
        return AskRingCxAsync(request, Counted, Refusal, progress, cancellationToken);
    }

    /// <summary>A new RingCX token and refresh token; the refresh token given is spent, whatever comes back.</summary>
    public Task<RingCxTokenAnswer> RefreshAsync(string refreshToken, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(options.BaseUri, "/api/auth/token/refresh"), new() { ["refresh_token"] = refreshToken });
        return AskRingCxAsync(request, (Repeatability.Unsafe, null), "The refresh token was not accepted.", progress, cancellationToken);
    }

    /// <summary>Revokes a RingCentral token.</summary>
    public async Task RevokeAsync(RingCentralGrant grant, string token, CancellationToken cancellationToken)
    {
        var request = Form(new Uri(options.RingCentralUri, "/restapi/oauth/revoke"), new() { ["token"] = token });
        request.Headers.Authorization = grant.ToCredentials();
        using var response = await SendAsync(request, (Repeatability.Safe, null), null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new RingCxException(FailureKind.ServiceError, $"RingCentral did not revoke its token ({(int)response.StatusCode}).");
    }

    public void Dispose() => _exchangeBudget.Dispose();

    private (Repeatability Repeatability, RateBudget? Budget) Counted => (Repeatability.Safe, _exchangeBudget);

    private static HttpRequestMessage Form(Uri uri, Dictionary<string, string> fields) =>
        new(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(fields) };

    private Task<RingCentralTokenAnswer> AskRingCentralAsync(
        RingCentralGrant grant,
        Dictionary<string, string> form,
        string refusal,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken)
    {
        var request = Form(new Uri(options.RingCentralUri, "/restapi/oauth/token"), form);
        request.Headers.Authorization = grant.ToCredentials();
        var response = SendAsync(request, (Repeatability.Safe, ringCentral.Of(UsagePlanGroup.Auth)), progress, cancellationToken);
        return ReadAsync(response, request.RequestUri!, SignInJsonContext.Default.RingCentralTokenAnswer, refusal);
    }

    private Task<RingCxTokenAnswer> AskRingCxAsync(
        HttpRequestMessage request,
        (Repeatability Repeatability, RateBudget? Budget) rules,
        string refusal,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken)
    {
        var response = SendAsync(request, rules, progress, cancellationToken);
        return ReadAsync(response, request.RequestUri!, SignInJsonContext.Default.RingCxTokenAnswer, refusal);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        (Repeatability Repeatability, RateBudget? Budget) rules,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var isRingCentral = request.RequestUri!.AbsolutePath.StartsWith("/restapi/", StringComparison.Ordinal);
        new RequestState(rules.Repeatability, RequestPriority.Action, rules.Budget, progress)
        {
            SignIn = isRingCentral ? SignInKind.RingCentral : SignInKind.RingCx,
        }.AttachTo(request);
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

    private static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sending, Uri address, JsonTypeInfo<T> type, string refusal)
        where T : class, ITokenAnswer
    {
        using var response = await sending.ConfigureAwait(false);
        var body = AnswerText.ToUtf8(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        if (response.IsSuccessStatusCode)
            return Parse(body, type);

        // 4xx: the credentials; the service's own words may repeat them, so only its error code is passed on.
        var status = (int)response.StatusCode;
        var error = ServiceErrors.Parse(body);
        var (kind, message) = status is >= 400 and < 500 and not 404
            ? (FailureKind.AuthenticationFailed, refusal)
            : (FailureKind.ServiceError, $"Signing in failed: {address.Host} answered {status}. Check the address of the service.");
        throw new RingCxException(kind, error is null ? message : $"{message} The service says: {error}.")
        {
            ServiceErrorCode = error,
            IsSignIn = true,
        };
    }

    private static T Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class, ITokenAnswer
    {
        try
        {
            if (JsonSerializer.Deserialize(body, type) is { AccessToken: { Length: > 0 } token } answer && AccessToken.CanTravel(token))
                return answer;
        }
        catch (JsonException)
        {
            // Said below. The body may hold a token, so neither it nor the parser's words go any further.
        }

        const string Message = "Signing in was answered without a token. Check the address of the service.";
        throw new RingCxException(FailureKind.BadResponse, Message) { IsSignIn = true };
    }
}

/// <summary>An answer that must hold a token.</summary>
internal interface ITokenAnswer
{
    string? AccessToken { get; }
}
