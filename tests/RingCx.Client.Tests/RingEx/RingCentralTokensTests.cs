namespace RingCx.Client.Tests.RingEx;

public class RingCentralTokensTests
{
    // RingCentral's token lives two hours but for a second.
    private static readonly TimeSpan RunOut = TimeSpan.FromHours(2);
    private static readonly TimeSpan NearlyRunOut = RunOut - TimeSpan.FromSeconds(31);

    [Fact]
    public async Task Signs_in_without_an_exchange()
    {
        using var bench = Bench();
        Assert.True(bench.Client.RingEx.IsAvailable);
        Assert.Null(bench.Client.RingCentralTokenExpiresAt);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken", Names(bench));
        Assert.Equal(bench.Service.IssuedTokens[0], bench.RingExRequests.Single().BearerToken);
        Assert.Equal(DrivenClock.Origin.AddSeconds(7199), bench.Client.RingCentralTokenExpiresAt);
        Assert.Null(bench.Client.TokenExpiresAt);
    }

    [Fact]
    public async Task Signs_in_once_for_all_waiting_callers()
    {
        using var bench = Bench();
        await FiftyAtOnceAsync(bench);
        Assert.Equal("RingCentralToken", Names(bench));
        Assert.Equal(50, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Renews_once_for_all_waiting_callers()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(RunOut);
        await FiftyAtOnceAsync(bench);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
        Assert.Equal(51, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Renews_once_for_all_refused_callers()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        Refuse(bench, bench.RingExRequests[0].BearerToken!, static _ => TimeSpan.FromSeconds(1));
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.ParkAsync())));
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
        Assert.Equal(41, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Does_not_renew_again_for_a_caller_that_learns_late_that_the_old_token_was_refused()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Refuse(bench, bench.RingExRequests[0].BearerToken!, static r => r.Path.EndsWith("/hold", StringComparison.Ordinal) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
        var slow = bench.HoldAsync();
        await bench.Clock.SettleAsync();
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        await bench.Clock.AutoAdvance(slow);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Fact]
    public async Task Renews_ahead_of_time_beside_the_requests()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(RunOut - TimeSpan.FromSeconds(70));
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken", Names(bench));
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(40));
        var early = bench.HoldAsync();
        await bench.Clock.SettleAsync();
        Assert.True(early.IsCompletedSuccessfully);
        gate.SetResult();
        await bench.Clock.SettleAsync();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
        Assert.Equal(bench.RingExRequests[1].BearerToken, bench.RingExRequests[2].BearerToken);
        Assert.NotEqual(bench.RingExRequests[2].BearerToken, bench.RingExRequests[3].BearerToken);
    }

    [Fact]
    public async Task Waits_for_the_renewal_at_the_token_s_last_moment()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        await bench.Clock.AdvanceAsync(RunOut - TimeSpan.FromSeconds(4));
        var late = bench.HoldAsync();
        await bench.Clock.SettleAsync();
        Assert.False(late.IsCompleted);
        gate.SetResult();
        await bench.Clock.AutoAdvance(late);
        Assert.Equal(2, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Keeps_a_good_token_when_renewing_it_ahead_of_time_fails()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Json("""{"error":"invalid_client"}""", HttpStatusCode.BadRequest);
        await bench.Clock.AdvanceAsync(NearlyRunOut);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.SettleAsync();
        Assert.Equal(bench.RingExRequests[0].BearerToken, bench.RingExRequests[1].BearerToken);
        Assert.Equal("RingCentralToken,RingCentralRefresh,RingCentralToken", Names(bench));

        // A little later it is tried again, not with the very next request.
        bench.Service.SignInFault = static (_, _) => null;
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.SettleAsync();
        Assert.Equal(3, bench.Service.Calls.Count);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.SettleAsync();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.NotEqual(bench.RingExRequests[0].BearerToken, bench.RingExRequests[^1].BearerToken);
    }

    [Fact]
    public async Task Uses_each_refresh_token_once_for_days()
    {
        using var bench = Bench();
        for (var i = 0; i < 100; i++)
        {
            await bench.Clock.AutoAdvance(bench.HoldAsync());
            await bench.Clock.AdvanceAsync(TimeSpan.FromHours(2.5));
        }

        var spent = bench.Transport.Requests.Select(static r => r.Field("refresh_token")).OfType<string>().ToList();
        Assert.Equal(99, spent.Count);
        Assert.Equal(spent.Distinct(), spent);
        Assert.Equal(bench.Service.IssuedTokens.Where(static t => t.StartsWith("rcr", StringComparison.Ordinal)).Take(99), spent);
        Assert.Equal(1, bench.Service.Count(SignInCall.RingCentralToken));
        Assert.Equal(100, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Signs_in_anew_where_the_refresh_token_is_spent()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Service.ForgetRingCentralRefreshTokens();
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken,RingCentralRefresh,RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Fact]
    public async Task Signs_in_anew_where_the_refresh_is_answered_without_a_token()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Service.SignInFault = static (call, _) => call == SignInCall.RingCentralRefresh ? ScriptedAnswer.Json("{}") : null;
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken,RingCentralRefresh,RingCentralToken", Names(bench));
    }

    [Fact]
    public async Task Keeps_a_refresh_token_that_an_outage_did_not_use_up()
    {
        using var bench = Bench(static o => o.MaximumRetryCount = 0);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable);
        await bench.Clock.AdvanceAsync(RunOut);
        Assert.False((await bench.FailAsync(FailureKind.ServiceError, _ => bench.ParkAsync())).MayBeDone);
        bench.Service.SignInFault = static (_, _) => null;
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal("RingCentralToken,RingCentralRefresh,RingCentralRefresh", Names(bench));
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Renews_and_repeats_once_what_was_refused(Repeatability repeatability)
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Service.ForgetRingCentralTokens();
        await bench.Clock.AutoAdvance(ActAsync(bench, repeatability));
        Assert.Equal(3, bench.RingExRequests.Count);
        Assert.Equal((bench.RingExRequests[1].Uri, bench.RingExRequests[1].Body), (bench.RingExRequests[2].Uri, bench.RingExRequests[2].Body));
        Assert.NotEqual(bench.RingExRequests[1].BearerToken, bench.RingExRequests[2].BearerToken);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Gives_up_where_a_new_token_is_not_accepted_either(Repeatability repeatability)
    {
        using var bench = Bench();
        bench.Service.Api = static _ => ScriptedAnswer.Failing(HttpStatusCode.Unauthorized);
        var failure = await bench.FailAsync(FailureKind.AuthenticationFailed, _ => ActAsync(bench, repeatability));
        Assert.False(failure.MayBeDone);
        Assert.Equal(2, bench.RingExRequests.Count);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Fact]
    public async Task Are_exchanged_where_RingEX_has_one_already()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal("RingCentralToken,Exchange", Names(bench));
        Assert.Equal(bench.RingExRequests[0].BearerToken, Exchanged(bench).Single());
    }

    [Fact]
    public async Task Serve_RingEX_where_one_was_exchanged_already()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal("RingCentralToken,Exchange", Names(bench));
        Assert.Equal(Exchanged(bench).Single(), bench.RingExRequests[0].BearerToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_in_once_where_RingEX_and_the_exchange_need_one_at_the_same_moment(bool exchangeFirst)
    {
        using var bench = Bench();
        await BothAtOnceAsync(bench, exchangeFirst);
        Assert.Equal("RingCentralToken,Exchange", Names(bench));
        Assert.Equal(Exchanged(bench).Single(), bench.RingExRequests[0].BearerToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Renew_once_where_RingEX_and_the_exchange_need_one_at_the_same_moment(bool exchangeFirst)
    {
        using var bench = Bench();
        bench.Service.GivesRefreshTokens = false;
        await BothAtOnceAsync(bench, exchangeFirst);
        await bench.Clock.AdvanceAsync(RunOut);
        await BothAtOnceAsync(bench, exchangeFirst);
        Assert.Equal("RingCentralToken,Exchange,RingCentralRefresh,Exchange", Names(bench));
        Assert.Equal(Exchanged(bench)[1], bench.RingExRequests[1].BearerToken);
    }

    [Fact]
    public async Task Renew_once_where_RingEX_was_refused_while_the_exchange_renews()
    {
        using var bench = Bench();
        bench.Service.GivesRefreshTokens = false;
        await BothAtOnceAsync(bench, exchangeFirst: true);
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        bench.Service.ForgetRingCentralTokens();
        bench.Service.ForgetAccessTokens();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal("RingCentralToken,Exchange,RingCentralRefresh,Exchange", Names(bench));
    }

    [Fact]
    public async Task Are_requested_at_most_five_times_a_minute()
    {
        using var bench = Bench();
        for (var i = 0; i < 12; i++)
        {
            bench.Service.ForgetRingCentralTokens();
            await bench.Clock.AutoAdvance(bench.HoldAsync());
        }

        var times = bench.Transport.Requests.Where(static r => r.Path == "/restapi/oauth/token").Select(static r => r.At).ToList();
        Assert.Equal(12, times.Count);
        Assert.All(times.Zip(times.Skip(5)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
        Assert.Equal(120, bench.Clock.Elapsed.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Are_used_as_they_are_where_one_was_handed_over()
    {
        using var bench = new ClientBench(SignInMethods.RingCentralToken());
        Assert.True(bench.Client.RingEx.IsAvailable);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(TimeSpan.FromDays(30));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Empty(bench.Service.Calls);
        Assert.All(bench.RingExRequests, static r => Assert.Equal(TestSecrets.RingCentralToken, r.BearerToken));
        Assert.Null(bench.Client.RingCentralTokenExpiresAt);
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task That_were_handed_over_and_are_refused_are_a_failed_authentication(Repeatability repeatability)
    {
        using var bench = new ClientBench(SignInMethods.RingCentralToken());
        bench.Service.ForgetRingCentralTokens();
        var failure = await bench.FailAsync(FailureKind.AuthenticationFailed, _ => ActAsync(bench, repeatability));
        Assert.Equal(("TokenInvalid", false), (failure.ServiceErrorCode, failure.MayBeDone));
        Assert.Single(bench.Transport.Requests);

        // Nobody but the service knows whether it will take it the next time.
        await bench.FailAsync(FailureKind.AuthenticationFailed, _ => ActAsync(bench, repeatability));
        Assert.Equal(2, bench.Transport.Requests.Count);
    }

    [Theory]
    [InlineData(nameof(EngageSignIn))]
    [InlineData(nameof(ApiTokenSignIn))]
    public async Task Are_not_there_for_every_way_of_signing_in(string method)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        Assert.False(bench.Client.RingEx.IsAvailable);
        var failure = await bench.FailAsync(FailureKind.AuthenticationFailed, _ => bench.HoldAsync());
        Assert.True(failure.IsSignIn);
        Assert.Equal("RingEX takes a RingCentral token, and this way of signing in has none.", failure.Message);
        Assert.Empty(bench.Transport.Requests);
        Assert.True(await bench.Clock.AutoAdvance(bench.PingAsync()));
    }

    [Fact]
    public async Task Are_all_that_a_client_for_RingEX_alone_gets()
    {
        using var bench = Bench(static o => o.RingExOnly = true);
        Assert.True(bench.Client.IsRingExOnly);
        Assert.Null(bench.Client.User);
        await bench.RunAsync(c => c.SignInAsync(bench.Progress, default));
        Assert.Equal("RingCentralToken", Names(bench));
        Assert.Equal(("256440016", null), (bench.Client.User!.UserName, bench.Client.User.MainAccountId));
        Assert.Equal(DrivenClock.Origin.AddSeconds(7199), bench.Client.TokenExpiresAt);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal((50, 49), (bench.Client.RateLimit, bench.Client.RateRemaining));
        Assert.Equal("RingCentralToken", Names(bench));
    }

    [Fact]
    public async Task Are_not_even_asked_for_by_a_client_for_RingEX_alone_that_was_handed_one()
    {
        using var bench = new ClientBench(SignInMethods.RingCentralToken(), static o => o.RingExOnly = true);
        await bench.RunAsync(c => c.SignInAsync(bench.Progress, default));
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Empty(bench.Service.Calls);
        Assert.Null(bench.Client.TokenExpiresAt);
        Assert.Null(bench.Client.User);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Are_revoked_when_signing_out(bool ringExOnly)
    {
        using var bench = Bench(o => o.RingExOnly = ringExOnly);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        var revocation = bench.Transport.Requests[^1];
        Assert.Equal(("https://platform.ringcentral.com/restapi/oauth/revoke", "token=" + bench.RingExRequests[0].BearerToken), (revocation.Uri, revocation.Body));
        Assert.Null(bench.Client.RingCentralTokenExpiresAt);
        Assert.Null(bench.Client.TokenExpiresAt);
        await bench.FailAsync(FailureKind.Closed, _ => bench.HoldAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.Equal("RingCentralToken,Revoke", Names(bench));
        Assert.Single(bench.RingExRequests);
    }

    [Fact]
    public async Task Of_somebody_else_are_not_revoked()
    {
        using var bench = new ClientBench(SignInMethods.RingCentralToken(), static o => o.RingExOnly = true);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.Empty(bench.Service.Calls);
        await bench.FailAsync(FailureKind.Closed, _ => bench.HoldAsync());
    }

    [Fact]
    public async Task Are_forgotten_while_somebody_waits_for_one()
    {
        using var bench = Bench();
        bench.Service.SignInFault = static (_, _) => ScriptedAnswer.Silence;
        var (hold, ping) = (bench.HoldAsync(), bench.PingAsync());
        await bench.Clock.SettleAsync();
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => hold);
        await bench.FailAsync(FailureKind.Closed, _ => ping);
        Assert.Empty(bench.RingExRequests);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task Survive_a_date_that_jumps(int hours)
    {
        // Ahead: the machine slept, or its date was wrong. Back: its date is wrong now, and only the time that went by tells.
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Clock.Offset = TimeSpan.FromHours(hours);
        await bench.Clock.AdvanceAsync(hours > 0 ? TimeSpan.Zero : RunOut);
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal(2, bench.RingExRequests.Count);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Fact]
    public async Task Survive_a_sleep_past_their_expiry()
    {
        using var bench = Bench();
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        bench.Clock.Sleep(TimeSpan.FromHours(9));
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        Assert.Equal(2, bench.RingExRequests.Count);
        Assert.Equal("RingCentralToken,RingCentralRefresh", Names(bench));
    }

    [Fact]
    public async Task Are_added_when_the_wait_for_the_budget_is_over()
    {
        using var bench = Bench();
        bench.Service.Api = static request => FakeService.Serve(request).With("X-Rate-Limit-Limit", "1").With("X-Rate-Limit-Window", "60");
        await bench.Clock.AutoAdvance(bench.ParkAsync());
        await bench.Clock.AutoAdvance(Task.WhenAll(Enumerable.Range(0, 125).Select(_ => bench.ParkAsync())));
        Assert.True(bench.Clock.Elapsed > RunOut);
        Assert.Equal(126, bench.RingExRequests.Count);
    }

    [Fact]
    public async Task Are_renewed_for_the_others_when_one_gives_up()
    {
        using var bench = Bench();
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        using var cancellation = new CancellationTokenSource();
        var first = bench.HoldAsync(cancellation.Token);
        await bench.Clock.SettleAsync();
        var second = bench.ParkAsync();
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(first));
        Assert.False(second.IsCompleted);
        gate.SetResult();
        await bench.Clock.AutoAdvance(second);
        Assert.Equal("RingCentralToken", Names(bench));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"rca k3pt"}""")]
    public async Task Are_missing_if_the_answer_to_the_sign_in_is_nonsense(string body)
    {
        using var bench = Bench();
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json(body);
        var failure = await bench.FailAsync(FailureKind.BadResponse, _ => bench.ParkAsync());
        Assert.True(failure.IsSignIn);
        Assert.False(failure.MayBeDone);
        Assert.Empty(bench.RingExRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Are_refreshed_where_they_could_not_be_shared(bool exchanged)
    {
        using var bench = Bench(static o => o.TokenCache = new FailingTokenCache());
        if (exchanged)
        {
            await bench.Clock.AutoAdvance(bench.PingAsync());
        }

        await bench.Clock.AutoAdvance(bench.HoldAsync());
        await bench.Clock.AdvanceAsync(RunOut);
        await bench.Clock.AutoAdvance(bench.HoldAsync());
        Assert.Equal(exchanged ? "RingCentralToken,Exchange,RingCentralRefresh" : "RingCentralToken,RingCentralRefresh", Names(bench));
        Assert.Equal(2, bench.Progress.Events.Count(static e => e.Kind == RequestEventKind.Warning));
    }

    private static ClientBench Bench(Action<RingCxClientOptions>? configure = null) => new(SignInMethods.Jwt(), configure);

    private static Task<RingExCallParty?> ActAsync(ClientBench bench, Repeatability repeatability) => repeatability == Repeatability.Safe ? bench.HoldAsync() : bench.ParkAsync();

    // The service refuses one token from now on, each request after a while of its own.
    private static void Refuse(ClientBench bench, string token, Func<RecordedRequest, TimeSpan> delay) => bench.Service.Api = request =>
        request.BearerToken == token ? ScriptedAnswer.Failing(HttpStatusCode.Unauthorized).After(delay(request)) : FakeService.Serve(request);

    // None of them is served before all of them wait.
    private static async Task FiftyAtOnceAsync(ClientBench bench)
    {
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        var actions = Enumerable.Range(0, 50).Select(_ => bench.ParkAsync()).ToList();
        await bench.Clock.SettleAsync();
        gate.SetResult();
        Assert.All(await bench.Clock.AutoAdvance(Task.WhenAll(actions)), static party => Assert.Equal("p-1", party!.PartyId));
    }

    private static async Task BothAtOnceAsync(ClientBench bench, bool exchangeFirst)
    {
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        var both = new List<Task>();
        for (var i = 0; i < 2; i++)
        {
            both.Add(exchangeFirst == (i == 0) ? bench.PingAsync() : bench.ParkAsync());
            await bench.Clock.SettleAsync();
        }

        gate.SetResult();
        await bench.Clock.AutoAdvance(Task.WhenAll(both));
    }

    private static List<string> Exchanged(ClientBench bench) => [.. bench.Transport.Requests.Select(static r => r.Field("rcAccessToken")).OfType<string>()];

    private static string Names(ClientBench bench) => string.Join(',', bench.Service.Calls);
}
