namespace RingCx.Sandbox.Tests;

public sealed class UsagePlanTests
{
    [Theory]
    [InlineData("light", 50)]
    [InlineData("heavy", 10)]
    public async Task Group_has_its_limit(string group, int limit)
    {
        var telephony = new Telephony(new SandboxOptions { Live = false });
        var path = group == "heavy" ? Telephony.Company : Telephony.PathOf(telephony.Answered);
        for (var left = limit - 1; left >= 0; left--)
        {
            var reply = await telephony.GetAsync(path);
            Assert.Equal(200, reply.Status);
            Describes(reply, group, limit, left);
        }

        var refused = await telephony.GetAsync(path);

        Telephony.Refused(refused, 429, "CMN-301");
        Assert.Equal("Request rate exceeded", refused.Field("message"));
        Assert.Equal("60", refused["Retry-After"]);
        Describes(refused, group, limit, 0);
    }

    [Fact]
    public async Task Every_request_in_the_penalty_restarts_it()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false, HeavyPerMinute = 1 });
        await telephony.GetAsync(Telephony.Company);
        Assert.Equal(429, (await telephony.GetAsync(Telephony.Company)).Status);

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("60", (await telephony.GetAsync(Telephony.Own))["Retry-After"]);
        // The first request has long left the window; the penalty has not.
        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("60", (await telephony.GetAsync(Telephony.Company))["Retry-After"]);
        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(200, (await telephony.GetAsync(Telephony.Company)).Status);
    }

    [Fact]
    public async Task Groups_and_users_are_counted_apart()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false, HeavyPerMinute = 1, LightPerMinute = 1 });
        await telephony.GetAsync(Telephony.Own);
        Assert.Equal(429, (await telephony.GetAsync(Telephony.Own)).Status);

        Assert.Equal(200, (await telephony.GetAsync(Telephony.PathOf(telephony.Answered))).Status);
        await telephony.Bench.RestrictAsync();
        Assert.Equal(200, (await telephony.GetAsync(Telephony.Own)).Status);
    }

    [Fact]
    public async Task Refused_action_is_not_carried_out()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false, LightPerMinute = 1 });
        await telephony.GetAsync(Telephony.PathOf(telephony.Answered));

        Assert.Equal(429, (await telephony.ActAsync(telephony.Answered, "hold")).Status);

        Assert.Equal("Answered, Answered", telephony.StatusOf(telephony.Answered));
        Assert.False(telephony.Engine.Log[^1].CarriedOut);
    }

    [Fact]
    public async Task Token_calls_and_WebSocket_tokens_share_one_budget()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await telephony.Bench.GrantJwtAsync(telephony.Engine.Credentials.Jwt)).Status);
        }

        Describes(await telephony.PostAsync("/restapi/oauth/wstoken"), "auth", 5, 1);
        Describes(await telephony.PostAsync("/restapi/oauth/wstoken"), "auth", 5, 0);

        Telephony.Refused(await telephony.PostAsync("/restapi/oauth/wstoken"), 429, "CMN-301");
        Telephony.Refused(await telephony.Bench.GrantJwtAsync(telephony.Engine.Credentials.Jwt), 429, "CMN-301");
        Assert.Equal(200, (await telephony.Bench.GrantJwtAsync(telephony.Engine.Credentials.RestrictedJwt)).Status);
    }

    [Fact]
    public async Task Refusals_have_the_headers_too_and_an_unknown_user_is_not_counted()
    {
        var telephony = new Telephony(new SandboxOptions { Live = false });

        Describes(await telephony.GetAsync(Telephony.PathOf("s-1")), "light", 50, 49);
        Describes(await telephony.GetAsync(Telephony.Company + "?page=0"), "heavy", 10, 9);
        telephony.Bench.UseToken("unknown");
        Describes(await telephony.GetAsync(Telephony.Company), "heavy", 10, 10);
    }

    [Theory]
    [InlineData(nameof(SandboxOptions.LightPerMinute))]
    [InlineData(nameof(SandboxOptions.MediumPerMinute))]
    [InlineData(nameof(SandboxOptions.HeavyPerMinute))]
    public void Limit_is_at_least_one(string name)
    {
        var options = new SandboxOptions();
        typeof(SandboxOptions).GetProperty(name)!.SetValue(options, 0);

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxEngine(options)).ParamName);
    }

    private static void Describes(Reply reply, string group, int limit, int remaining)
    {
        Assert.Equal(
            (group, limit + "", remaining + "", "60"),
            (reply["X-Rate-Limit-Group"], reply["X-Rate-Limit-Limit"], reply["X-Rate-Limit-Remaining"], reply["X-Rate-Limit-Window"]));
    }
}
