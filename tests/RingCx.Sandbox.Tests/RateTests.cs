namespace RingCx.Sandbox.Tests;

public sealed class RateTests
{
    [Fact]
    public async Task Request_121_of_a_minute_is_refused_until_the_first_has_left_the_window()
    {
        var bench = await Bench.SignedInAsync();
        await bench.GetAsync(Bench.Root);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 119; i++)
        {
            Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
        }

        var refused = await bench.GetAsync(Bench.Root);
        Assert.Equal(429, refused.Status);
        Assert.Equal("30", refused["Retry-After"]);
        Assert.Equal("too.many.requests.exception", refused.Field("errorCode"));

        bench.Clock.Advance(TimeSpan.FromSeconds(29.5));
        Assert.Equal("1", (await bench.GetAsync(Bench.Root))["Retry-After"]);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
        Assert.Equal(429, (await bench.GetAsync(Bench.Root)).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Refused_action_is_not_carried_out()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, RequestsPerMinute = 1 });
        var uii = bench.PacoCall().Uii;
        await bench.GetAsync(Bench.Root);

        Assert.Equal(429, (await bench.ActAsync(uii, "hangupCall")).Status);

        Assert.Equal(uii, bench.PacoCall().Uii);
    }

    [Fact]
    public async Task Renewal_does_not_reset_the_window()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, RequestsPerMinute = 3 });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
        }

        await bench.SignInAsync();

        Assert.Equal(429, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Users_have_windows_of_their_own()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, RequestsPerMinute = 1 });
        await bench.GetAsync(Bench.Root);
        Assert.Equal(429, (await bench.GetAsync(Bench.Root)).Status);

        var grant = await bench.GrantJwtAsync(bench.Engine.Credentials.RestrictedJwt);
        bench.UseToken((await bench.ExchangeAsync(grant.Field("access_token"))).Field("accessToken"));

        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Sixth_exchange_of_a_minute_is_refused()
    {
        var bench = new Bench();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken)).Status);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken);

        Assert.Equal(429, refused.Status);
        Assert.Equal("55", refused["Retry-After"]);
        bench.Clock.Advance(TimeSpan.FromSeconds(55));
        Assert.Equal(200, (await bench.ExchangeAsync(bench.Engine.Credentials.RingCentralToken)).Status);
    }

    [Fact]
    public async Task Sixth_RingCentral_token_call_of_a_minute_is_refused()
    {
        var bench = new Bench();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt)).Status);
        }

        var refused = await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt);

        Assert.Equal(429, refused.Status);
        Assert.Equal("60", refused["Retry-After"]);
        Assert.Equal("0", refused["X-Rate-Limit-Remaining"]);
        Assert.Equal("CMN-301", refused.Json.GetProperty("errors")[0].GetProperty("errorCode").GetString());
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, (await bench.GrantJwtAsync(bench.Engine.Credentials.Jwt)).Status);
    }

    [Fact]
    public async Task Refreshing_is_not_an_exchange()
    {
        var bench = new Bench();
        var refresh = (await bench.SignInAsync()).Field("refreshToken");
        for (var i = 0; i < 8; i++)
        {
            var reply = await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=" + Uri.EscapeDataString(refresh));
            Assert.Equal(200, reply.Status);
            refresh = reply.Field("refreshToken");
        }
    }

    [Fact]
    public async Task Many_threads_get_exactly_the_allowed_number()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, RequestsPerMinute = 100 });

        var replies = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => bench.GetAsync(Bench.Root))));

        Assert.Equal(100, replies.Count(reply => reply.Status == 200));
        Assert.Equal(300, replies.Count(reply => reply.Status == 429));
    }
}
