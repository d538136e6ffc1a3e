namespace RingCx.Sandbox;

/// <summary>The ways to a token (docs/service-notes.md: getRingCentralToken, exchangeRingCentralToken, loginAdmin, loginLegacy).</summary>
internal static class SignInEndpoints
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return new SandboxRoute("POST", "/restapi/oauth/token", Access.SignIn, [], [], true, OAuth(RingCentralToken));
        yield return new SandboxRoute("POST", "/restapi/oauth/revoke", Access.SignIn, [], [], true, OAuth(RingCentralRevoke));
        yield return new SandboxRoute("POST", "/api/auth/login/rc/accesstoken", Access.SignIn, [], ["includeRefresh"], true, Exchange);
        yield return new SandboxRoute("POST", "/api/auth/login/admin", Access.SignIn, ["username", "password", "platformId"], [], false, Login);
        yield return new SandboxRoute("POST", "/api/auth/token/refresh", Access.SignIn, [], [], true, Refresh);
        yield return new SandboxRoute("POST", "/api/v1/auth/login", Access.SignIn, [], [], true, LegacyLogin);
    }

    /// <summary>An endpoint of RingCentral's sign-in, whose errors are OAuth's whatever is wrong.</summary>
    private static Func<RequestContext, SandboxResponse> OAuth(Func<RequestContext, SandboxResponse> handle) => context =>
    {
        try
        {
            return handle(context);
        }
        catch (ServiceErrorException error) when (error.StatusCode == 400)
        {
            return Answer.OAuthError(400, "invalid_request", error.Details);
        }
    };

    private static SandboxResponse RingCentralToken(RequestContext context)
    {
        var fields = FormParser.Parse(context.Request.Body ?? "");
        var whose = context.SignIn.FindByJwt(fields.Find(field => field.Key == "assertion").Value)
            ?? context.SignIn.FindByRingCentralRefresh(fields.Find(field => field.Key == "refresh_token").Value ?? "");
        // Whoever cannot be told shares one budget with the others of that kind.
        var username = whose?.Username ?? "";
        var plan = context.SignIn.Plan;
        var response = plan.TryEnter(SimulatedUsagePlan.Auth, username, context.Now) ? Grant(context, fields.Find(field => field.Key == "grant_type").Value) : SimulatedUsagePlan.Refusal();
        return plan.Describe(response, SimulatedUsagePlan.Auth, username);
    }

    private static SandboxResponse Grant(RequestContext context, string grantType)
    {
        if (!context.SignIn.IsClient(context.Request.Header("Authorization")))
            return Answer.OAuthError(401, "invalid_client", "Client authentication failed.");

        if (grantType == JwtGrant)
        {
            var user = context.SignIn.FindByJwt(context.Form("grant_type", "assertion").Text("assertion"));
            return user is null
                ? Answer.OAuthError(400, "invalid_grant", "The assertion is not valid.")
                : Tokens(context, user, context.SignIn.NewGrant());
        }

        if (grantType == "refresh_token")
        {
            var spent = context.SignIn.SpendRingCentralRefresh(context.Form("grant_type", "refresh_token").Text("refresh_token"), context.Now);
            return spent is null
                ? Answer.OAuthError(400, "invalid_grant", "Token not found")
                : Tokens(context, spent.User, spent.Grant);
        }

        return Answer.OAuthError(400, "unsupported_grant_type", "The grant type is not supported.");
    }

    private static SandboxResponse Tokens(RequestContext context, SandboxUser user, long grant)
    {
        var (access, refresh) = context.SignIn.IssueRingCentral(user, grant, context.Now);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", access);
            writer.WriteString("token_type", "bearer");
            writer.WriteNumber("expires_in", (int)SimulatedSignIn.RingCentralLifetime.TotalSeconds);
            writer.WriteString("refresh_token", refresh);
            writer.WriteNumber("refresh_token_expires_in", (int)SimulatedSignIn.RefreshLifetime.TotalSeconds);
            writer.WriteString("scope", "ReadAccounts");
            writer.WriteString("owner_id", user.OwnerId);
            writer.WriteEndObject();
        });
    }

    private static SandboxResponse RingCentralRevoke(RequestContext context)
    {
        if (!context.SignIn.IsClient(context.Request.Header("Authorization")))
            return Answer.OAuthError(401, "invalid_client", "Client authentication failed.");

        // An unknown token is no error: it is as revoked as it can be (RFC 7009, section 2.2).
        context.SignIn.RevokeRingCentral(context.Form("token").Text("token"));
        return new SandboxResponse(200, null, default);
    }

    private static SandboxResponse Exchange(RequestContext context)
    {
        var form = context.Form("rcAccessToken", "rcTokenType");
        form.OneOf("rcTokenType", ["Bearer"]);
        var withRefresh = context.Query.OptionalBool("includeRefresh") ?? false;
        var user = context.SignIn.Exchange(form.Text("rcAccessToken"), context.Now);
        var access = context.SignIn.IssueAccess(user, context.Now);
        var refresh = withRefresh ? context.SignIn.IssueRefresh(user, context.Now) : null;
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("refreshToken", refresh);
            writer.WriteBoolean("ssoLogin", true);
            writer.WriteString("tokenType", "Bearer");
            writer.WriteString("accessToken", access);
            writer.WriteNumber("adminId", user.AdminId);
            writer.WriteString("adminUrl", "/voice/admin/");
            writer.WriteString("agentUrl", "/voice/agent/");
            writer.WriteStartArray("agentDetails");
            foreach (var world in user.IsAgent ? context.Worlds : [])
                WriteAgentDetails(writer, user, world.Directory);

            writer.WriteEndArray();
            writer.WriteStartObject("rcUser");
            writer.WriteNumber("rcUserId", long.Parse(user.OwnerId, CultureInfo.InvariantCulture));
            writer.WriteString("firstName", user.FirstName);
            writer.WriteString("lastName", user.LastName);
            writer.WriteString("email", user.Username);
            writer.WriteEndObject();
            writer.WriteString("mainAccountId", AccountDirectory.MainAccountId);
            writer.WriteEndObject();
        });
    }

    private static void WriteAgentDetails(Utf8JsonWriter writer, SandboxUser user, AccountDirectory account)
    {
        writer.WriteStartObject();
        writer.WriteNumber("agentId", user.AdminId);
        writer.WriteString("firstName", user.FirstName);
        writer.WriteString("lastName", user.LastName);
        writer.WriteString("email", user.Username);
        writer.WriteString("username", user.Username);
        writer.WriteString("agentType", user.IsSupervisor ? "SUPERVISOR" : "AGENT");
        writer.WriteNumber("rcUserId", long.Parse(user.OwnerId, CultureInfo.InvariantCulture));
        writer.WriteString("accountId", account.AccountId);
        writer.WriteString("accountName", account.AccountName);
        writer.WriteEndObject();
    }

    private static SandboxResponse Login(RequestContext context)
    {
        var user = context.SignIn.FindByPassword(context.Query.Text("username"), context.Query.Text("password"));
        if (user is null || !string.Equals(context.Query.Text("platformId"), context.SignIn.Credentials.PlatformId, StringComparison.Ordinal))
        {
            throw ServiceErrorException.Unauthorized("The user name, the password or the platform is wrong.");
        }

        return AccessAndRefresh(context, user);
    }

    private static SandboxResponse Refresh(RequestContext context)
    {
        var spent = context.SignIn.SpendRefresh(context.Form("refresh_token").Text("refresh_token"), context.Now)
            ?? throw ServiceErrorException.Unauthorized("The refresh token is not known, or was used before.");
        return AccessAndRefresh(context, spent.User);
    }

    private static SandboxResponse AccessAndRefresh(RequestContext context, SandboxUser user)
    {
        var access = context.SignIn.IssueAccess(user, context.Now);
        var refresh = context.SignIn.IssueRefresh(user, context.Now);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("accessToken", access);
            writer.WriteString("refreshToken", refresh);
            writer.WriteString("tokenType", "Bearer");
            writer.WriteEndObject();
        });
    }

    private static SandboxResponse LegacyLogin(RequestContext context)
    {
        var form = context.Form("username", "password");
        var user = context.SignIn.FindByPassword(form.Text("username"), form.Text("password"))
            ?? throw ServiceErrorException.Unauthorized("The user name or the password is wrong.");
        var token = context.SignIn.IssueLegacy(user, context.Now);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("authToken", token);
            writer.WriteEndObject();
        });
    }
}
