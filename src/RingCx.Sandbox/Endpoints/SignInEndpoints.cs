namespace RingCx.Sandbox;

/// <summary>The ways to a token (docs/service-notes.md: getRingCentralToken, exchangeRingCentralToken, loginAdmin, loginLegacy).</summary>
internal static class SignInEndpoints
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static SandboxResponse RingCentralToken(RequestContext context) => OAuth(() =>
    {
        var fields = FormParser.Parse(context.Request.Body ?? "");
        string? Field(string name) => fields.Find(field => field.Key == name).Value;
        var whose = context.SignIn.FindByJwt(Field("assertion"))
            ?? context.SignIn.RingCentralRefresh.Find(Field("refresh_token") ?? "")?.User;
        // Whoever cannot be told shares one budget with the others of that kind.
        var username = whose?.Username ?? "";
        var plan = context.SignIn.Plan;
        var response = plan.TryEnter(SimulatedUsagePlan.Auth, username, context.Now)
            ? Grant(context, Field("grant_type"))
            : Answer.PlatformError(SimulatedUsagePlan.Refusal());
        return plan.Describe(response, SimulatedUsagePlan.Auth, username);
    });

    public static SandboxResponse RingCentralRevoke(RequestContext context) => OAuth(() =>
    {
        if (!context.SignIn.IsClient(context.Request.Header("Authorization")))
            return Answer.OAuthError(401, "invalid_client", "Client authentication failed.");

        // An unknown token is no error: it is as revoked as it can be (RFC 7009, section 2.2).
        context.SignIn.RevokeRingCentral(context.Form("token").Text("token"));
        return Answer.Nothing(200);
    });

    /// <summary>Answers for RingCentral's sign-in, whose errors are OAuth's whatever is wrong.</summary>
    private static SandboxResponse OAuth(Func<SandboxResponse> handle)
    {
        try
        {
            return handle();
        }
        catch (ServiceErrorException error) when (error.StatusCode == 400)
        {
            return Answer.OAuthError(400, "invalid_request", error.Details);
        }
    }

    private static SandboxResponse Grant(RequestContext context, string? grantType)
    {
        if (!context.SignIn.IsClient(context.Request.Header("Authorization")))
            return Answer.OAuthError(401, "invalid_client", "Client authentication failed.");

        if (grantType == JwtGrant)
        {
            return context.SignIn.FindByJwt(context.Form("grant_type", "assertion").Text("assertion")) is { } user
                ? Tokens(context, user, context.SignIn.NewGrant())
                : Answer.OAuthError(400, "invalid_grant", "The assertion is not valid.");
        }

        if (grantType == "refresh_token")
        {
            var text = context.Form("grant_type", "refresh_token").Text("refresh_token");
            return context.SignIn.RingCentralRefresh.Spend(text, context.Now) is { } spent
                ? Tokens(context, spent.User, spent.Grant)
                : Answer.OAuthError(400, "invalid_grant", "Token not found");
        }

        return Answer.OAuthError(400, "unsupported_grant_type", "The grant type is not supported.");
    }

    private static SandboxResponse Tokens(RequestContext context, SandboxUser user, long grant) =>
        Answer.PlatformJson(200, new
        {
            access_token = context.SignIn.RingCentralAccess.Issue(user, context.Now, grant),
            token_type = "bearer",
            expires_in = (int)SimulatedSignIn.RingCentralLifetime.TotalSeconds,
            refresh_token = context.SignIn.RingCentralRefresh.Issue(user, context.Now, grant),
            refresh_token_expires_in = (int)SimulatedSignIn.RefreshLifetime.TotalSeconds,
            scope = "ReadAccounts",
            owner_id = user.OwnerId,
        });

    public static SandboxResponse Exchange(RequestContext context)
    {
        var form = context.Form("rcAccessToken", "rcTokenType");
        form.OneOf("rcTokenType", "Bearer");
        var withRefresh = context.Query.OptionalBool("includeRefresh") ?? false;
        var user = context.SignIn.Exchange(form.Text("rcAccessToken"), context.Now);
        var access = context.SignIn.Access.Issue(user, context.Now);
        var rcUserId = long.Parse(user.OwnerId, CultureInfo.InvariantCulture);
        var accounts = user.IsAgent ? context.Worlds.Select(world => world.Directory) : [];
        return Answer.Json(200, new
        {
            refreshToken = withRefresh ? context.SignIn.Refresh.Issue(user, context.Now) : null,
            ssoLogin = true,
            tokenType = "Bearer",
            accessToken = access,
            user.AdminId,
            adminUrl = "/voice/admin/",
            agentUrl = "/voice/agent/",
            agentDetails = accounts.Select(account => new
            {
                agentId = user.AdminId,
                user.FirstName,
                user.LastName,
                email = user.Username,
                user.Username,
                agentType = user.IsSupervisor ? "SUPERVISOR" : "AGENT",
                rcUserId,
                account.AccountId,
                account.AccountName,
            }),
            rcUser = new { rcUserId, user.FirstName, user.LastName, email = user.Username },
            mainAccountId = AccountDirectory.MainAccountId,
        });
    }

    public static SandboxResponse Login(RequestContext context)
    {
        var user = context.SignIn.FindByPassword(context.Query.Text("username"), context.Query.Text("password"));
        return user is not null && context.Query.Text("platformId") == context.SignIn.Credentials.PlatformId
            ? AccessAndRefresh(context, user)
            : throw ServiceErrorException.Unauthorized("The user name, the password or the platform is wrong.");
    }

    public static SandboxResponse Refresh(RequestContext context)
    {
        var spent = context.SignIn.Refresh.Spend(context.Form("refresh_token").Text("refresh_token"), context.Now)
            ?? throw ServiceErrorException.Unauthorized("The refresh token is not known, or was used before.");
        return AccessAndRefresh(context, spent.User);
    }

    private static SandboxResponse AccessAndRefresh(RequestContext context, SandboxUser user) => Answer.Json(200, new
    {
        accessToken = context.SignIn.Access.Issue(user, context.Now),
        refreshToken = context.SignIn.Refresh.Issue(user, context.Now),
        tokenType = "Bearer",
    });

    public static SandboxResponse LegacyLogin(RequestContext context)
    {
        var form = context.Form("username", "password");
        var user = context.SignIn.FindByPassword(form.Text("username"), form.Text("password"))
            ?? throw ServiceErrorException.Unauthorized("The user name or the password is wrong.");
        return Answer.Json(200, new { authToken = context.SignIn.Legacy.Issue(user, context.Now) });
    }
}
