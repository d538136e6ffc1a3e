namespace RingCx.Sandbox.Tests;

public sealed class SignInTests
{
    private static readonly string Accounts = Bench.Root;

    [Fact]
    public async Task Jwt_gives_a_RingCentral_token_that_can_be_exchanged()
    {
        var bench = new Bench();

        var grant = await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt);

        Assert.Equal(200, grant.Status);
        Assert.Equal("application/json", grant["Content-Type"]);
        Assert.Equal("bearer", grant.Field("token_type"));
        Assert.Equal(7199, grant.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(604799, grant.Json.GetProperty("refresh_token_expires_in").GetInt32());
        Assert.Equal("ReadAccounts", grant.Field("scope"));
        Assert.NotEmpty(grant.Field("owner_id"));
        Assert.Equal("auth", grant["X-Rate-Limit-Group"]);
        Assert.Equal("4", grant["X-Rate-Limit-Remaining"]);

        var exchange = await bench.ExchangeAsync(grant.Field("access_token"));

        Assert.Equal(200, exchange.Status);
        Assert.Equal("Bearer", exchange.Field("tokenType"));
        Assert.NotEmpty(exchange.Field("refreshToken"));
        Assert.NotEmpty(exchange.Field("mainAccountId"));
        Assert.Equal(5001, exchange.Json.GetProperty("adminId").GetInt32());
        Assert.True(exchange.Json.GetProperty("ssoLogin").GetBoolean());
        Assert.NotEmpty(exchange.Field("adminUrl"));
        Assert.NotEmpty(exchange.Field("agentUrl"));
        var details = Assert.Single(exchange.Json.GetProperty("agentDetails").EnumerateArray().ToList());
        Assert.Equal("12440011", details.GetProperty("accountId").GetString());
        Assert.Equal("Sandbox Contact Center", details.GetProperty("accountName").GetString());
        Assert.Equal("dana.ruiz@sandbox.example", details.GetProperty("username").GetString());
        foreach (var name in new[] { "agentId", "firstName", "lastName", "email", "agentType", "rcUserId" })
        {
            Assert.True(details.TryGetProperty(name, out _), name);
        }

        bench.UseToken(exchange.Field("accessToken"));
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
    }

    [Fact]
    public async Task Exchange_without_includeRefresh_gives_no_refresh_token()
    {
        var bench = new Bench();
        var form = "rcTokenType=Bearer&rcAccessToken=" + bench.Engine.Credentials.RingCentralToken;

        var reply = await bench.SendAsync("POST", "/api/auth/login/rc/accesstoken", form);

        Assert.Equal(200, reply.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, reply.Json.GetProperty("refreshToken").ValueKind);
        Assert.NotEmpty(reply.Field("accessToken"));
    }

    [Fact]
    public async Task Wrong_client_secret_is_refused_without_being_repeated()
    {
        var bench = new Bench();

        var reply = await bench.GrantAsync("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x", "not-the-secret");

        Assert.Equal(401, reply.Status);
        Assert.Equal("invalid_client", reply.Field("error"));
        Assert.DoesNotContain("not-the-secret", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=wrong", "invalid_grant")]
    [InlineData("grant_type=refresh_token&refresh_token=wrong", "invalid_grant")]
    [InlineData("grant_type=password&username=a", "unsupported_grant_type")]
    [InlineData("assertion=x", "unsupported_grant_type")]
    public async Task Wrong_grant_is_refused(string form, string error)
    {
        var reply = await new Bench().GrantAsync(form);

        Assert.Equal(400, reply.Status);
        Assert.Equal(error, reply.Field("error"));
        Assert.NotEmpty(reply.Field("error_description"));
    }

    [Fact]
    public async Task RingCentral_refresh_token_is_good_once()
    {
        var bench = new Bench();
        var first = await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt);
        var form = "grant_type=refresh_token&refresh_token=" + Uri.EscapeDataString(first.Field("refresh_token"));

        var second = await bench.GrantAsync(form);
        var third = await bench.GrantAsync(form);

        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.Field("refresh_token"), second.Field("refresh_token"));
        Assert.NotEqual(first.Field("access_token"), second.Field("access_token"));
        Assert.Equal(400, third.Status);
        Assert.Equal("invalid_grant", third.Field("error"));
    }

    [Fact]
    public async Task RingCentral_token_expires_by_the_clock()
    {
        var bench = new Bench();
        var token = (await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt)).Field("access_token");

        bench.Clock.Advance(TimeSpan.FromSeconds(7198));
        Assert.Equal(200, (await bench.ExchangeAsync(token)).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(401, (await bench.ExchangeAsync(token)).Status);
        Assert.Equal(200, (await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken)).Status);
    }

    [Fact]
    public async Task Revoked_RingCentral_token_takes_its_refresh_token_along()
    {
        var bench = new Bench();
        var grant = await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt);
        var pair = bench.Engine.Credentials.ClientId + ":" + bench.Engine.Credentials.ClientSecret;
        var basic = ("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair)));

        var form = "token=" + grant.Field("access_token");
        Assert.Equal(401, (await bench.SendAsync("POST", "/restapi/oauth/revoke", form)).Status);
        Assert.Equal(200, (await bench.ExchangeAsync(grant.Field("access_token"))).Status);
        var revoked = await bench.SendAsync("POST", "/restapi/oauth/revoke", form, basic);

        Assert.Equal(200, revoked.Status);
        Assert.Equal("", revoked.Text);
        Assert.Equal(401, (await bench.ExchangeAsync(grant.Field("access_token"))).Status);
        Assert.Equal(400, (await bench.GrantAsync("grant_type=refresh_token&refresh_token=" + Uri.EscapeDataString(grant.Field("refresh_token")))).Status);
        Assert.Equal(200, (await bench.SendAsync("POST", "/restapi/oauth/revoke", form, basic)).Status);
    }

    [Fact]
    public async Task Access_token_lives_five_minutes()
    {
        var bench = await Bench.SignedInAsync();

        bench.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
        bench.Clock.Advance(TimeSpan.FromTicks(1));
        var expired = await bench.GetAsync(Accounts);

        Assert.Equal(401, expired.Status);
        Assert.Equal("Jwt is expired", expired.Text);
        Assert.Equal("text/plain", expired["Content-Type"]);
    }

    [Fact]
    public async Task Refresh_token_is_good_once_and_rotates()
    {
        var bench = new Bench();
        var first = await bench.SignInAsync();
        var form = "refresh_token=" + Uri.EscapeDataString(first.Field("refreshToken"));

        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        var second = await bench.SendAsync("POST", "/api/auth/token/refresh", form);
        var spent = await bench.SendAsync("POST", "/api/auth/token/refresh", form);

        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.Field("refreshToken"), second.Field("refreshToken"));
        Assert.Equal(401, spent.Status);
        Assert.Equal("unauthorized.exception", spent.Field("errorCode"));
        bench.UseToken(second.Field("accessToken"));
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
        Assert.Equal(200, (await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=" + Uri.EscapeDataString(second.Field("refreshToken")))).Status);
    }

    [Fact]
    public async Task Unencoded_refresh_token_is_not_understood()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var bench = new Bench(new SandboxOptions { Seed = seed, Live = false });
            var token = (await bench.SignInAsync()).Field("refreshToken");
            if (token.Contains('+', StringComparison.Ordinal))
            {
                Assert.Equal(401, (await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=" + token)).Status);
                return;
            }
        }

        Assert.Fail("No seed gave a refresh token with a plus.");
    }

    [Fact]
    public async Task Engage_login_gives_both_tokens()
    {
        var bench = new Bench();
        var credentials = bench.Engine.Credentials;
        var target = "/api/auth/login/admin?username=" + Uri.EscapeDataString(credentials.Username) + "&password=" + Uri.EscapeDataString(credentials.Password) + "&platformId=" + credentials.PlatformId;

        var reply = await bench.PostAsync(target);

        Assert.Equal(200, reply.Status);
        Assert.NotEmpty(reply.Field("refreshToken"));
        bench.UseToken(reply.Field("accessToken"));
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
        Assert.Equal(401, (await bench.PostAsync(target + "x")).Status);
        Assert.Equal(401, (await bench.PostAsync(target.Replace("password=", "password=x", StringComparison.Ordinal))).Status);
        Assert.Equal(401, (await bench.PostAsync(target.Replace("username=", "username=x", StringComparison.Ordinal))).Status);
        Assert.Equal(400, (await bench.PostAsync(target.Replace("platformId=", "platform=", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Legacy_login_gives_a_token_that_use_extends()
    {
        var bench = new Bench();
        var credentials = bench.Engine.Credentials;
        var form = "username=" + Uri.EscapeDataString(credentials.Username) + "&password=" + Uri.EscapeDataString(credentials.Password);
        var login = await bench.SendAsync("POST", "/api/v1/auth/login", form);
        Assert.Equal(200, login.Status);
        var token = ("X-Auth-Token", login.Field("authToken"));

        for (var i = 0; i < 3; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(59));
            Assert.Equal(200, (await bench.SendAsync("GET", "/api/v1/admin/accounts/12440011/activeCalls/list", null, token)).Status);
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(401, (await bench.SendAsync("GET", "/api/v1/admin/accounts", null, token)).Status);
        Assert.Equal(401, (await bench.SendAsync("POST", "/api/v1/auth/login", form + "x")).Status);
    }

    [Fact]
    public async Task Permanent_token_is_good_on_the_legacy_paths_and_below_voice()
    {
        var bench = await Bench.SignedInAsync();
        Assert.Matches("^aws80:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", bench.Engine.Credentials.ApiToken);
        var token = ("X-Auth-Token", bench.Engine.Credentials.ApiToken);

        Assert.Equal(200, (await bench.SendAsync("GET", "/api/v1/admin/accounts", null, token, ("Authorization", ""))).Status);
        Assert.Equal(200, (await bench.SendAsync("GET", "/voice/api/v1/admin/accounts", null, token, ("Authorization", ""))).Status);
        Assert.Equal(401, (await bench.SendAsync("GET", "/voice/api/v1/admin/accounts", null, ("X-Auth-Token", "aws80:x"), ("Authorization", ""))).Status);
        Assert.Equal(401, (await bench.SendAsync("GET", "/voice/api/v1/admin/accounts", null, token, ("Authorization", "Bearer x"))).Status);
        Assert.Equal(401, (await bench.SendAsync("GET", "/api/v1/admin/accounts")).Status);
        Assert.Equal(401, (await bench.SendAsync("GET", "/api/v1/admin/accounts", null, ("X-Auth-Token", "aws80:x"))).Status);
        var uii = bench.PacoCall().Uii;
        Assert.Equal("true", (await bench.SendAsync("POST", "/api/v1/admin/accounts/12440011/activeCalls/" + uii + "/toggleCallRecording?record=false", null, token)).Text);
        Assert.False(bench.Call(uii).IsRecording);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic abc")]
    public async Task Missing_or_unknown_token_is_refused(string authorization)
    {
        var reply = await new Bench().SendAsync("GET", Accounts, null, ("Authorization", authorization));

        Assert.Equal(401, reply.Status);
        Assert.Equal("unauthorized.exception", reply.Field("errorCode"));
        Assert.DoesNotContain("nonsense", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_user_may_look_up_calls_but_not_change_them()
    {
        var bench = new Bench();
        var grant = await bench.GrantJwtAsync(bench.Engine.Credentials.RestrictedJwt);
        bench.UseToken((await bench.ExchangeAsync(grant.Field("access_token"))).Field("accessToken"));

        var list = await bench.GetAsync(Bench.Calls + "list?product=ACCOUNT&productId=12440011");
        var action = await bench.ActAsync(bench.PacoCall().Uii, "hangupCall");

        Assert.Equal(403, list.Status);
        Assert.Equal("access.denied.exception", list.Field("errorCode"));
        Assert.Equal("You do not have permission to access this resource", list.Field("generalMessage"));
        Assert.Equal("", list.Details);
        Assert.Equal("/api/v1/admin/accounts/12440011/activeCalls/list - GET", list.Field("requestUri"));
        Assert.Equal(Bench.Start.ToUnixTimeMilliseconds(), list.Json.GetProperty("timestamp").GetInt64());
        Assert.Equal(403, action.Status);
        Assert.Equal(12, bench.Engine.Calls.Count);
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
        Assert.Equal(200, (await bench.GetAsync(Accounts + "/12440011/gateGroups/withChildren")).Status);
    }

    [Fact]
    public async Task Revoking_lets_every_access_token_expire_and_spares_refresh_tokens()
    {
        var bench = new Bench();
        var ringCentral = (await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt)).Field("access_token");
        var signIn = await bench.SignInAsync();

        bench.Engine.RevokeTokens();

        Assert.Equal("Jwt is expired", (await bench.GetAsync(Accounts)).Text);
        Assert.Equal(401, (await bench.ExchangeAsync(ringCentral)).Status);
        var renewed = await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=" + Uri.EscapeDataString(signIn.Field("refreshToken")));
        bench.UseToken(renewed.Field("accessToken"));
        Assert.Equal(200, (await bench.GetAsync(Accounts)).Status);
        Assert.Equal(200, (await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken)).Status);
    }

    [Theory]
    [InlineData("rcAccessToken={0}", "rcTokenType")]
    [InlineData("rcAccessToken={0}&rcTokenType=Basic", "rcTokenType")]
    [InlineData("rcAccessToken={0}&rcTokenType=Bearer&extra=1", "extra")]
    [InlineData("rcAccessToken={0}&rcTokenType=Bearer&rcTokenType=Bearer", "more than once")]
    public async Task Undocumented_form_is_refused(string form, string details)
    {
        var bench = new Bench();

        var reply = await bench.SendAsync("POST", "/api/auth/login/rc/accesstoken", string.Format(null, form, bench.Engine.Credentials.RingCentralToken));

        Assert.Equal(400, reply.Status);
        Assert.Contains(details, reply.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_of_another_content_type_is_refused()
    {
        var bench = new Bench();
        var form = "rcTokenType=Bearer&rcAccessToken=" + bench.Engine.Credentials.RingCentralToken;

        Assert.Equal(400, (await bench.SendAsync("POST", "/api/auth/login/rc/accesstoken", form, ("Content-Type", "application/json"))).Status);
        Assert.Equal(400, (await bench.SendAsync("POST", "/api/auth/login/rc/accesstoken", form, ("Content-Type", ""))).Status);
        Assert.Equal(200, (await bench.SendAsync("POST", "/api/auth/login/rc/accesstoken", form, ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))).Status);
    }

    [Fact]
    public async Task Refresh_tokens_live_a_week()
    {
        var bench = new Bench();
        var grant = "grant_type=refresh_token&refresh_token=" + Uri.EscapeDataString((await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt)).Field("refresh_token"));
        var refresh = "refresh_token=" + Uri.EscapeDataString((await bench.SignInAsync()).Field("refreshToken"));
        var second = "refresh_token=" + Uri.EscapeDataString((await bench.SignInAsync()).Field("refreshToken"));

        bench.Clock.Advance(TimeSpan.FromSeconds(604_798));
        Assert.Equal(200, (await bench.SendAsync("POST", "/api/auth/token/refresh", refresh)).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(401, (await bench.SendAsync("POST", "/api/auth/token/refresh", second)).Status);
        Assert.Equal(400, (await bench.GrantAsync(grant)).Status);
    }

    [Fact]
    public async Task Long_expired_tokens_are_forgotten()
    {
        var bench = new Bench(new SandboxOptions { Live = false, ExchangesPerMinute = 5000, InitialCalls = 0 });
        var first = (await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken)).Field("accessToken");
        bench.Clock.Advance(TimeSpan.FromHours(24));
        bench.UseToken(first);
        Assert.Equal("Jwt is expired", (await bench.GetAsync(Accounts)).Text);

        for (var i = 0; i < 1000; i++)
        {
            await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken);
        }

        // Now as good as never issued.
        var reply = await bench.GetAsync(Accounts);
        Assert.Equal(401, reply.Status);
        Assert.Equal("unauthorized.exception", reply.Field("errorCode"));
    }
}
