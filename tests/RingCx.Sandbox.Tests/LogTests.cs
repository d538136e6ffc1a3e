namespace RingCx.Sandbox.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Requests_are_kept_as_they_came()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.ClearLog();
        bench.Clock.Advance(TimeSpan.FromSeconds(7));

        await bench.PostAsync(Bench.Calls + "1/addSessionToCall?destination=%2b15554150123&sessionType=MONITOR");
        await bench.SendAsync("POST", "/api/auth/token/refresh", "refresh_token=x", ("X-Extra", "1"));

        var log = bench.Engine.Log;
        Assert.Equal(2, log.Count);
        Assert.Equal("POST", log[0].Method);
        Assert.Equal(Bench.Calls + "1/addSessionToCall?destination=%2b15554150123&sessionType=MONITOR", log[0].Target);
        Assert.Null(log[0].Body);
        Assert.Equal(404, log[0].StatusCode);
        Assert.Equal(Bench.Start.AddSeconds(7), log[0].At);
        Assert.Equal("refresh_token=x", log[1].Body);
        Assert.Equal("1", log[1].Headers["x-extra"]);
        Assert.Equal(401, log[1].StatusCode);
        bench.Engine.ClearLog();
        Assert.Empty(bench.Engine.Log);
    }

    [Fact]
    public async Task Log_keeps_the_latest()
    {
        var bench = new Bench(new SandboxOptions { Live = false, LogLimit = 3 });
        for (var i = 0; i < 5; i++)
        {
            await bench.GetAsync("/" + i);
        }

        Assert.Equal(["/2", "/3", "/4"], bench.Engine.Log.Select(exchange => exchange.Target));
    }

    [Fact]
    public async Task Log_can_be_taken_away()
    {
        var bench = new Bench();
        await bench.GetAsync("/1");

        Assert.Equal("/1", Assert.Single(bench.Engine.TakeLog()).Target);
        Assert.Empty(bench.Engine.TakeLog());
    }

    [Fact]
    public async Task Log_can_be_off()
    {
        var bench = new Bench(new SandboxOptions { Live = false, LogLimit = 0 });

        await bench.GetAsync("/");

        Assert.Empty(bench.Engine.Log);
    }

    [Fact]
    public async Task Request_without_engine_form_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SandboxRequest("", "/"));
        Assert.Throws<ArgumentException>(() => new SandboxRequest("GET", "list"));
        Assert.Throws<ArgumentException>(() => new SandboxRequest("GET", ""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => new Bench().Engine.SendAsync(null!));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Bench().Engine.SendAsync(new SandboxRequest("GET", "/"), new System.Threading.CancellationToken(true)));
    }

    [Fact]
    public void Headers_of_one_name_are_joined()
    {
        var request = new SandboxRequest("GET", "/", [new("Accept", "a"), new("accept", "b")], "");

        Assert.Equal("a, b", request.Headers["ACCEPT"]);
        Assert.Null(request.Body);
    }
}
