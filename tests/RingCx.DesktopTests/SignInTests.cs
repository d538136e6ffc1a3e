namespace RingCx.DesktopTests;

/// <summary>Tokens: how they are had, renewed and given back.</summary>
internal sealed class SignInTests
{
    public async Task Sign_in_with_a_jwt_and_sign_out()
    {
        using var bench = new Bench();
        await bench.Client.SignInAsync(null, CancellationToken.None);
        Check.Equal(bench.Engine.Credentials.Username, bench.Client.User!.UserName);
        Check.Equal(Bench.Account, (await bench.Client.Directory.GetAccountsAsync(null, CancellationToken.None)).Single().AccountId);
        await bench.Client.SignOutAsync(false, CancellationToken.None);
        Check.Equal(1, bench.Done("/oauth/revoke"));
        Check.Equal(FailureKind.Closed, (await Check.ThrowsAsync<RingCxException>(() => bench.PingAsync())).Kind);
    }

    public async Task Sign_in_as_an_Engage_user()
    {
        using var bench = new Bench(signIn: static e => new EngageSignIn(e.Credentials.Username, Bench.Secret(e.Credentials.Password), e.Credentials.PlatformId));
        Check.Equal(12, (await bench.ListAsync()).Count);
    }

    public async Task Use_the_token_of_a_legacy_host()
    {
        using var bench = new Bench(signIn: static e => new ApiTokenSignIn(Bench.Secret(e.Credentials.ApiToken)));
        Check.Equal(12, (await bench.ListAsync()).Count);
        Check.True(bench.Engine.Log.All(static exchange => exchange.Headers.ContainsKey("X-Auth-Token")), "Each request has the token.");
    }

    public async Task Say_that_credentials_are_wrong()
    {
        using var bench = new Bench(signIn: static e => new JwtSignIn(e.Credentials.ClientId, Bench.Secret("wrong"), Bench.Secret(e.Credentials.Jwt)));
        Check.Equal(FailureKind.AuthenticationFailed, (await Check.ThrowsAsync<RingCxException>(() => bench.Client.SignInAsync(null, CancellationToken.None))).Kind);
    }

    public async Task Renew_a_token_that_ran_out_once_for_all_callers()
    {
        using var bench = new Bench(static sandbox => sandbox.TokenLifetime = TimeSpan.FromSeconds(3));
        await bench.PingAsync();
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.PingAsync()));
        Check.Equal(21, bench.Done("pingCall"));
        Check.Equal(2, bench.Asked("rc/accesstoken") + bench.Asked("token/refresh"), "One token after the other.");
    }

    public async Task Renew_a_token_that_was_revoked_and_repeat_the_request_once()
    {
        using var bench = new Bench();
        await bench.PingAsync();
        bench.Engine.RevokeTokens();
        Check.True(await bench.HangUpAsync(), "It is done.");
        Check.Equal(1, bench.Done("hangupCall"));
        Check.Equal(2, bench.Asked("hangupCall"));
    }

    public async Task Send_the_form_of_a_sign_in_again()
    {
        using var bench = new Bench();
        bench.Fault(SandboxFaultKind.Unavailable, "/oauth/token", static fault => fault.RetryAfter = "0");
        bench.Fault(SandboxFaultKind.Unavailable, "rc/accesstoken", static fault => fault.RetryAfter = "0");
        await bench.Client.SignInAsync(null, CancellationToken.None);
        Check.Equal(2, bench.Asked("/oauth/token"));
        Check.Equal(2, bench.Asked("rc/accesstoken"));
        Check.True(bench.Engine.Log.All(static exchange => exchange.Method != "POST" || exchange.Body is { Length: > 0 }), "Each form has its fields.");
    }

    [LeftOutOnMono("a token cache rests on DPAPI on Windows and on .NET's names for file modes elsewhere; Mono on Linux has neither")]
    public async Task Share_the_tokens_with_another_process()
    {
        var name = "desktop-" + Guid.NewGuid().ToString("N");
        using var bench = new Bench(client: options => options.TokenCacheName = name);
        await bench.PingAsync();
        var options = new RingCxClientOptions(Bench.Jwt(bench.Engine)) { BaseUri = bench.Uri, RingCentralUri = bench.Uri, RequestsPerMinute = 10_000, TokenCacheName = name };
        using (var other = new RingCxClient(options))
        {
            Check.True(await other.ActiveCalls.Ping(Bench.Account, bench.Uii).PerformAsync(null, CancellationToken.None), "The other has the token.");
            Check.Equal(1, bench.Asked("rc/accesstoken"));
            await other.SignOutAsync(clearTokenCache: true, CancellationToken.None);
        }
    }
}
