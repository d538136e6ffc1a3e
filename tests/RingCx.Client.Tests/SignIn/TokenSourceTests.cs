using System.Collections.Concurrent;

namespace RingCx.Client.Tests.SignIn;

public class TokenSourceTests
{
    private static readonly TimeSpan NearlyRunOut = TimeSpan.FromMinutes(4.5);
    private static readonly TimeSpan RunOut = TimeSpan.FromMinutes(6);

    public static TheoryData<string> Methods => SignInMethods.Names;

    [Theory]
    [InlineData(nameof(JwtSignIn), "RingCentralToken,Exchange")]
    [InlineData(nameof(RingCentralTokenSignIn), "Exchange")]
    [InlineData(nameof(EngageSignIn), "Engage")]
    [InlineData(nameof(ApiTokenSignIn), "")]
    public async Task Signs_in_as_it_is_documented(string method, string calls)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        await bench.RunAsync(c => c.SignInAsync(bench.Progress, default));
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(calls, Names(bench));
    }

    [Fact]
    public async Task Writes_the_sign_in_as_it_is_documented()
    {
        using var bench = new ClientBench(SignInMethods.Jwt(), static o => o.RingCentralUri = new Uri("https://platform.devtest.ringcentral.com"));
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        var (token, exchange) = (bench.Transport.Requests[0], bench.Transport.Requests[1]);
        Assert.Equal(("POST", "https://platform.devtest.ringcentral.com/restapi/oauth/token"), (token.Method, token.Uri));
        Assert.Equal("application/x-www-form-urlencoded", token.Headers["Content-Type"]);
        Assert.Equal("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + TestSecrets.Jwt, token.Body);
        Assert.Equal(("POST", "https://ringcx.ringcentral.com/api/auth/login/rc/accesstoken?includeRefresh=true"), (exchange.Method, exchange.Uri));
        Assert.Equal($"rcAccessToken={bench.Service.IssuedTokens[0]}&rcTokenType=Bearer", exchange.Body);
        Assert.DoesNotContain("Authorization", exchange.Headers.Keys);
        Assert.All(bench.Transport.Requests, static r => Assert.StartsWith("RingCx.PowerShell/", r.Headers["User-Agent"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writes_an_engage_sign_in_as_it_is_documented()
    {
        using var bench = new ClientBench(SignInMethods.Engage());
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(
            "https://ringcx.ringcentral.com/api/auth/login/admin?username=vu%40example.com&password=pw-4Yka%26%3D%25-pass%20word&platformId=aws13",
            bench.Transport.Requests.Single().Uri);
    }

    [Fact]
    public async Task Tells_the_user_and_the_expiry_of_the_sign_in()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        Assert.Null(bench.Client.User);
        Assert.Null(bench.Client.TokenExpiresAt);
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(("vu@example.com", "12440000"), (bench.Client.User!.UserName, bench.Client.User.MainAccountId));
        Assert.Equal(DrivenClock.Origin.AddMinutes(5), bench.Client.TokenExpiresAt);
    }

    [Theory]
    [InlineData("""{"email":"ada@example.com","firstName":"Ada","lastName":"Ruiz"}""", ""","agentDetails":[]""", "ada@example.com")]
    [InlineData("""{"email":"ada@example.com"}""", "", "ada@example.com")]
    [InlineData("""{"firstName":"Ada","lastName":"Ruiz"}""", ""","agentDetails":null""", "Ada Ruiz")]
    [InlineData("""{"email":"","firstName":null}""", "", null)]
    [InlineData("null", "", null)]
    [InlineData("""{"email":"ada@example.com"}""", ""","agentDetails":[{"username":"ada+1_2@example.com"}]""", "ada+1_2@example.com")]
    public async Task Names_an_administrator_who_is_not_an_agent(string user, string agents, string? name)
    {
        using var bench = new ClientBench();
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json($$"""{"accessToken":"cxa","mainAccountId":"12440000","rcUser":{{user}}{{agents}}}""");
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(name, bench.Client.User!.UserName);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Signs_in_once_for_all_waiting_callers(string method)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        await FiftyAtOnceAsync(bench);
        Assert.Equal(50, bench.ApiRequests.Count);
        Assert.Equal(bench.Service.Calls.Distinct(), bench.Service.Calls);
    }

    [Fact]
    public async Task Renews_once_for_all_waiting_callers()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.AdvanceAsync(RunOut);
        await FiftyAtOnceAsync(bench);
        Assert.Equal("Exchange,Refresh", Names(bench));
        Assert.Equal(51, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Renews_once_for_all_refused_callers()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Refuse(bench, bench.ApiRequests[0].BearerToken!, static _ => TimeSpan.FromSeconds(1));
        await FiftyAtOnceAsync(bench);
        Assert.Equal("Exchange,Refresh", Names(bench));
        Assert.Equal(101, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Does_not_renew_again_for_a_caller_that_learns_late_that_the_old_token_was_refused()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Refuse(bench, bench.ApiRequests[0].BearerToken!, static r => r.Path.EndsWith("/pingCall", StringComparison.Ordinal) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
        var slow = bench.PingAsync();
        await bench.Clock.SettleAsync();
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        Assert.True(await bench.Clock.AutoAdvance(slow));
        Assert.Equal("Exchange,Refresh", Names(bench));
    }

    [Fact]
    public async Task Renews_ahead_of_time()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(3.9));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal("Exchange", Names(bench));
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(0.2));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.SettleAsync();
        Assert.Equal("Exchange,Refresh", Names(bench));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal(4, bench.ApiRequests.Count);
        Assert.Equal(bench.ApiRequests[1].BearerToken, bench.ApiRequests[2].BearerToken);
        Assert.NotEqual(bench.ApiRequests[2].BearerToken, bench.ApiRequests[3].BearerToken);
        Assert.Equal("Exchange,Refresh", Names(bench));
    }

    [Fact]
    public async Task Does_not_wait_for_a_renewal_while_the_token_is_good()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        await bench.Clock.AdvanceAsync(NearlyRunOut);
        var early = bench.PingAsync();
        await bench.Clock.SettleAsync();
        Assert.True(early.IsCompletedSuccessfully);

        // At the last moment it does: the token might run out on its way.
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(26));
        var late = bench.PingAsync();
        await bench.Clock.SettleAsync();
        Assert.False(late.IsCompleted);
        gate.SetResult();
        Assert.True(await bench.Clock.AutoAdvance(late));
        Assert.Equal("Exchange,Refresh", Names(bench));
        Assert.Equal(3, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Shows_no_wait_for_a_renewal_in_the_background()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.Refresh ? ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable) : null;
        await bench.Clock.AdvanceAsync(NearlyRunOut);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        await bench.Clock.SettleAsync();
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.Retrying);
        Assert.All(bench.Progress.Events, static e => Assert.Equal(TimeSpan.Zero, e.Delay));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task Survives_a_date_that_jumps(int hours)
    {
        // Ahead: the machine slept, or its date was wrong. Back: its date is wrong now, and only the time that went by tells.
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Clock.Offset = TimeSpan.FromHours(hours);
        await bench.Clock.AdvanceAsync(hours > 0 ? TimeSpan.Zero : RunOut);
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        Assert.Equal(2, bench.ApiRequests.Count);
        Assert.Equal("RingCentralToken,Exchange,Refresh", Names(bench));
    }

    [Fact]
    public async Task Takes_the_token_when_the_wait_for_the_budget_is_over()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 1);
        var actions = Enumerable.Range(0, 9).Select(_ => bench.HangUpAsync()).ToList();
        await bench.Clock.AutoAdvance(Task.WhenAll(actions));
        Assert.True(bench.Clock.Elapsed > RunOut);
        Assert.Equal(9, bench.ApiRequests.Count);
    }

    [Theory]
    [InlineData(nameof(JwtSignIn))]
    [InlineData(nameof(RingCentralTokenSignIn))]
    [InlineData(nameof(EngageSignIn))]
    public async Task Uses_each_refresh_token_once_for_days(string method)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        for (var i = 0; i < 400; i++)
        {
            Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
            await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        var spent = bench.Transport.Requests.Where(static r => r.Path == "/api/auth/token/refresh").Select(static r => r.Field("refresh_token")).ToList();
        Assert.Equal(399, spent.Count);
        Assert.Equal(spent.Distinct(), spent);
        Assert.Equal(1, bench.Service.Calls.Count(static c => c is SignInCall.Exchange or SignInCall.Engage));
    }

    [Fact]
    public async Task Falls_back_to_an_exchange_and_then_to_a_sign_in()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());

        bench.Service.ForgetRefreshTokens();
        await RenewAsync("Refresh,Exchange");

        bench.Service.ForgetRefreshTokens();
        bench.Service.ForgetRingCentralTokens();
        await RenewAsync("Refresh,Exchange,RingCentralToken,Exchange");

        bench.Service.ForgetRefreshTokens();
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        await RenewAsync("Refresh,RingCentralRefresh,Exchange");

        bench.Service.ForgetRefreshTokens();
        bench.Service.ForgetRingCentralRefreshTokens();
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        await RenewAsync("Refresh,RingCentralRefresh,RingCentralToken,Exchange");

        async Task RenewAsync(string calls)
        {
            var before = bench.Service.Calls.Count;
            await bench.Clock.AdvanceAsync(RunOut);
            Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
            Assert.Equal(calls, string.Join(',', bench.Service.Calls.Skip(before)));
        }
    }

    [Theory]
    [InlineData(nameof(RingCentralTokenSignIn), "Exchange,Refresh,Exchange")]
    [InlineData(nameof(EngageSignIn), "Engage,Refresh,Engage")]
    public async Task Falls_back_where_there_is_less_to_fall_back_to(string method, string calls)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.ForgetRefreshTokens();
        await bench.Clock.AdvanceAsync(RunOut);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(calls, Names(bench));
    }

    [Fact]
    public async Task Exchanges_anew_where_the_service_gives_no_refresh_token()
    {
        using var bench = new ClientBench();
        bench.Service.GivesRefreshTokens = false;
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal("Exchange,Exchange", Names(bench));
    }

    [Fact]
    public async Task Keeps_a_refresh_token_that_an_outage_did_not_use_up()
    {
        // The RingCentral token that was handed over has run out: the refresh token is all there is.
        using var bench = new ClientBench(SignInMethods.Make(nameof(RingCentralTokenSignIn)), static o => o.MaximumRetryCount = 0);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.Refresh
            ? ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable)
            : ScriptedAnswer.Failing(HttpStatusCode.Unauthorized);
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.PingAsync());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.Refresh ? null : ScriptedAnswer.Failing(HttpStatusCode.Unauthorized);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
    }

    [Fact]
    public async Task Never_sends_a_refresh_token_again_whose_answer_was_lost()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.Refresh ? ScriptedAnswer.Failing(new HttpRequestException("Reset.")) : null;
        await bench.Clock.AdvanceAsync(RunOut);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal("Exchange,Refresh,Exchange", Names(bench));
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Renews_and_repeats_once_what_was_refused(Repeatability repeatability)
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.ForgetAccessTokens();
        Assert.True(await bench.Clock.AutoAdvance(bench.ActAsync(repeatability)));
        Assert.Equal(3, bench.ApiRequests.Count);
        Assert.Equal(bench.ApiRequests[1].Uri, bench.ApiRequests[2].Uri);
        Assert.Equal("Exchange,Refresh", Names(bench));
    }

    [Fact]
    public async Task Renews_for_a_listing_that_is_refused_between_its_pages()
    {
        using var bench = new ClientBench();
        var listing = new PagedListing(5) { BeforePage = _ => bench.Clock.Advance(RunOut) };
        bench.Service.Api = listing.Answer;
        Assert.Equal(5, (await bench.ListAsync(new() { PageSize = 2 })).Count);
    }

    [Fact]
    public async Task Renews_for_the_other_callers_when_one_gives_up()
    {
        using var bench = new ClientBench();
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        using var cancellation = new CancellationTokenSource();
        var first = bench.PingAsync(cancellation.Token);
        await bench.Clock.SettleAsync();
        var second = bench.HangUpAsync();
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(first));
        Assert.False(second.IsCompleted);
        gate.SetResult();
        Assert.True(await bench.Clock.AutoAdvance(second));
        Assert.Equal("Exchange", Names(bench));
    }

    [Fact]
    public async Task Keeps_a_good_token_when_renewing_it_ahead_of_time_fails()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Json("""{"error":"invalid_grant"}""", HttpStatusCode.BadRequest);
        await bench.Clock.AdvanceAsync(NearlyRunOut);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        await bench.Clock.SettleAsync();
        Assert.Equal(bench.ApiRequests[0].BearerToken, bench.ApiRequests[1].BearerToken);
        var tries = bench.Service.Calls.Count;

        // A little later it is tried again, not with the very next request.
        bench.Service.SignInFault = static (_, _) => null;
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        await bench.Clock.SettleAsync();
        Assert.Equal(tries, bench.Service.Calls.Count);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        await bench.Clock.SettleAsync();
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        Assert.Equal(bench.ApiRequests[0].BearerToken, bench.ApiRequests[2].BearerToken);
        Assert.NotEqual(bench.ApiRequests[0].BearerToken, bench.ApiRequests[4].BearerToken);
    }

    [Fact]
    public async Task Fails_when_a_token_that_ran_out_cannot_be_renewed()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Json("""{"error":"invalid_grant"}""", HttpStatusCode.BadRequest);
        await bench.Clock.AdvanceAsync(RunOut);
        var failure = await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.HangUpAsync());
        Assert.Equal("invalid_grant", failure.ServiceErrorCode);
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData(400, FailureKind.AuthenticationFailed)]
    [InlineData(401, FailureKind.AuthenticationFailed)]
    [InlineData(403, FailureKind.AuthenticationFailed)]
    [InlineData(404, FailureKind.ServiceError)]
    [InlineData(302, FailureKind.ServiceError)]
    [InlineData(500, FailureKind.ServiceError)]
    [InlineData(503, FailureKind.ServiceError)]
    [InlineData(429, FailureKind.RateLimited)]
    public async Task Says_why_signing_in_failed(int status, FailureKind kind)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.OAuthError((HttpStatusCode)status).With("Retry-After", "1000");
        await bench.FailAsync(kind, static c => c.SignInAsync(null, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{}")]
    [InlineData("""{"access_token":null,"accessToken":null}""")]
    [InlineData("""{"access_token":"","accessToken":""}""")]
    [InlineData("[]")]
    public async Task Says_so_when_signing_in_is_answered_with_nonsense(string body)
    {
        foreach (var method in new SignInMethod[] { SignInMethods.Jwt(), SignInMethods.Engage() })
        {
            using var bench = new ClientBench(method);
            bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json(body);
            await bench.FailAsync(FailureKind.BadResponse, static c => c.SignInAsync(null, default));
        }
    }

    [Fact]
    public async Task Tries_again_after_signing_in_failed()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.OAuthError();
        await bench.FailAsync(FailureKind.AuthenticationFailed, static c => c.SignInAsync(null, default));
        bench.Service.SignInFault = static (_, _) => null;
        await bench.RunAsync(static c => c.SignInAsync(null, default));
    }

    [Fact]
    public async Task Exchanges_five_times_a_minute_at_the_most()
    {
        using var bench = new ClientBench();
        bench.Service.GivesRefreshTokens = false;
        for (var i = 0; i < 12; i++)
        {
            bench.Service.ForgetAccessTokens();
            Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
        }

        var times = bench.Transport.Requests.Where(static r => r.Path == "/api/auth/login/rc/accesstoken").Select(static r => r.At).ToList();
        Assert.Equal(12, times.Count);
        Assert.All(times.Zip(times.Skip(5)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
        Assert.Equal(120, bench.Clock.Elapsed.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Does_not_sign_in_before_every_call_where_tokens_live_for_seconds()
    {
        using var bench = new ClientBench();
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Json("""{"accessToken":"short","refreshToken":"next","expiresIn":45}""");
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal("Exchange", Names(bench));
    }

    [Fact]
    public void Needs_no_thread_of_the_caller()
    {
        using var bench = new ClientBench();
        var caller = SynchronizationContext.Current;
        var blocked = new NeverServedContext();
        SynchronizationContext.SetSynchronizationContext(blocked);
        Task signIn;
        try
        {
            signIn = bench.Client.SignInAsync(null, default);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(caller);
        }

        // The await inside has been reached on this thread, so anything posted was posted by now.
        Assert.Equal(0, blocked.Posted);
        Assert.NotNull(signIn);
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Says_that_it_was_closed(Repeatability repeatability)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => bench.ActAsync(repeatability));
        await bench.FailAsync(FailureKind.Closed, static c => c.SignInAsync(null, default));
        await bench.FailAsync(FailureKind.Closed, _ => bench.ListAsync());
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Says_that_it_was_closed_while_signing_in(Repeatability repeatability)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Silence;
        var action = bench.ActAsync(repeatability);
        await bench.Transport.UntilAsync(() => bench.Transport.Requests.Count > 0);
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => action);
        Assert.Empty(bench.ApiRequests);
    }

    [Fact]
    public async Task Says_that_it_was_closed_while_it_signed_in_for_its_own_sake()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Silence;
        var signIn = bench.Start(static c => c.SignInAsync(null, default));
        await bench.Transport.UntilAsync(() => bench.Transport.Requests.Count > 0);
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => signIn);
    }

    [Theory]
    [InlineData(nameof(SignInCall.RingCentralToken))]
    [InlineData(nameof(SignInCall.Exchange))]
    public async Task Does_not_wait_out_an_absurd_pause(string struck)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = (call, _) => call.ToString() == struck ? ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", "86400") : null;
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        Assert.InRange(bench.Clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Revokes_the_token_when_signing_out()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        var revocation = bench.Transport.Requests[^1];
        Assert.Equal(("POST", "https://platform.ringcentral.com/restapi/oauth/revoke"), (revocation.Method, revocation.Uri));
        Assert.Equal("token=" + bench.Service.IssuedTokens[0], revocation.Body);
        Assert.StartsWith("Basic ", revocation.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Null(bench.Client.TokenExpiresAt);
        await bench.FailAsync(FailureKind.Closed, _ => bench.PingAsync());

        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.Equal(1, bench.Service.Count(SignInCall.Revoke));
    }

    [Theory]
    [InlineData(nameof(RingCentralTokenSignIn))]
    [InlineData(nameof(EngageSignIn))]
    [InlineData(nameof(ApiTokenSignIn))]
    public async Task Revokes_nothing_that_is_somebody_else_s(string method)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.Equal(0, bench.Service.Count(SignInCall.Revoke));
        await bench.FailAsync(FailureKind.Closed, _ => bench.PingAsync());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Says_when_the_revocation_failed_and_forgets_all_the_same(int status)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Failing((HttpStatusCode)status);
        await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(static c => c.SignOutAsync(false, default)));
        Assert.Null(bench.Client.TokenExpiresAt);
        await bench.FailAsync(FailureKind.Closed, _ => bench.PingAsync());
    }

    [Fact]
    public async Task Has_nothing_to_revoke_after_it_was_closed()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Client.Dispose();
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.Equal(0, bench.Service.Count(SignInCall.Revoke));
        Assert.Null(bench.Client.TokenExpiresAt);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("99999999999999")]
    [InlineData("300000000000")]
    [InlineData("-1")]
    public async Task Uses_the_usual_lifetime_if_the_answer_states_no_valid_one(string seconds)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = (call, _) => call switch
        {
            SignInCall.RingCentralToken => ScriptedAnswer.Json($$"""{"access_token":"rca","expires_in":{{seconds}}}"""),
            SignInCall.Exchange => ScriptedAnswer.Json($$"""{"accessToken":"cxa","expiresIn":{{seconds}}}"""),
            _ => null,
        };
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(DrivenClock.Origin.AddMinutes(5), bench.Client.TokenExpiresAt);
    }

    [Theory]
    [InlineData("""{"iat":1000,"exp":1008}""", 8)]
    [InlineData("""{"iat":1000,"exp":1003}""", 3)]
    [InlineData("""{"iat":1000.5,"exp":1900.5}""", 900)]
    [InlineData("""{"exp":4000001800,"iat":4000000000,"sub":"vu"}""", 1800)]
    [InlineData("""{"iat":1000,"exp":1000}""", 300)]
    [InlineData("""{"iat":1008,"exp":1000}""", 300)]
    [InlineData("""{"iat":0,"exp":4000000000}""", 300)]
    [InlineData("""{"iat":1000,"exp":1e300}""", 300)]
    [InlineData("""{"exp":1008}""", 300)]
    [InlineData("""{"iat":1000,"exp":"1008"}""", 300)]
    [InlineData("[1000,1008]", 300)]
    [InlineData("not JSON", 300)]
    public async Task Uses_the_lifetime_that_the_token_states(string claims, int seconds)
    {
        using var bench = new ClientBench();
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json($$"""{"accessToken":"{{Token(claims)}}"}""");
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(DrivenClock.Origin.AddSeconds(seconds), bench.Client.TokenExpiresAt);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a.*.c")]
    [InlineData("a..c")]
    [InlineData("a.b.c.d")]
    public async Task Uses_the_usual_lifetime_for_a_token_of_another_kind(string token)
    {
        using var bench = new ClientBench();
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json($$"""{"accessToken":"{{token}}"}""");
        await bench.RunAsync(static c => c.SignInAsync(null, default));
        Assert.Equal(DrivenClock.Origin.AddMinutes(5), bench.Client.TokenExpiresAt);
    }

    // The service's clock is years away from ours, gives its times in whole seconds, and answers and is reached after a while.
    [Theory]
    [InlineData(8, 0.5)]
    [InlineData(8, 0.9)]
    [InlineData(5, 0.3)]
    [InlineData(30, 0.9)]
    public async Task Sends_no_request_with_a_token_that_has_run_out(int seconds, double delay)
    {
        using var bench = new ClientBench();
        var ends = new ConcurrentDictionary<string, double>();
        var serial = 0;
        bench.Service.SignInFault = (_, _) =>
        {
            var now = bench.Clock.Elapsed.TotalSeconds + 4_000_000_000.7;
            var end = Math.Floor(now) + seconds;
            var token = Token($$"""{"iat":{{(long)Math.Floor(now)}},"exp":{{(long)end}},"jti":{{++serial}}}""");
            ends[token] = end - 4_000_000_000.7;
            return ScriptedAnswer.Json($$"""{"accessToken":"{{token}}","refreshToken":"next-{{serial}}"}""").After(TimeSpan.FromSeconds(delay));
        };
        bench.Service.Accepts = ends.ContainsKey;
        for (var i = 0; i < 200; i++)
        {
            Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
            await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(0.37));
        }

        Assert.All(bench.ApiRequests, r => Assert.True(r.At.TotalSeconds + 0.2 < ends[r.BearerToken!], $"At {r.At} with a token that ended at {ends[r.BearerToken!]}."));
    }

    [Theory]
    [InlineData("cxa\\nk3pt")]
    [InlineData("cxa k3pt")]
    [InlineData("cxa-\\u00fc-k3pt")]
    public async Task Accepts_no_token_that_is_invalid_in_a_header(string token)
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        bench.Service.SignInFault = (call, _) => call == SignInCall.Exchange ? ScriptedAnswer.Json($$"""{"accessToken":"{{token}}"}""") : null;
        var failure = await bench.FailAsync(FailureKind.BadResponse, _ => bench.HangUpAsync());
        Assert.DoesNotContain("k3pt", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.ApiRequests);
    }

    [Fact]
    public async Task Can_be_closed_twice()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        bench.Client.Dispose();
        bench.Client.Dispose();
    }

    // The service refuses one token from now on, each request after a while of its own.
    private static void Refuse(ClientBench bench, string token, Func<RecordedRequest, TimeSpan> delay) => bench.Service.Api = request =>
        request.BearerToken == token ? ScriptedAnswer.Failing(HttpStatusCode.Unauthorized).After(delay(request)) : ScriptedAnswer.Done;

    // None of the fifty is served before all of them wait.
    private static async Task FiftyAtOnceAsync(ClientBench bench)
    {
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        var actions = Enumerable.Range(0, 50).Select(_ => bench.HangUpAsync()).ToList();
        await bench.Clock.SettleAsync();
        gate.SetResult();
        Assert.All(await bench.Clock.AutoAdvance(Task.WhenAll(actions)), Assert.True);
    }

    // Not signed by anybody: nothing here depends on it.
    private static string Token(string claims) =>
        "eyJhbGciOiJub25lIn0." + Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_') + ".c2ln";

    private static string Names(ClientBench bench) => string.Join(',', bench.Service.Calls);
}
