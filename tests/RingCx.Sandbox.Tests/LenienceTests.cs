namespace RingCx.Sandbox.Tests;

public sealed class LenienceTests
{
    [Theory]
    [InlineData("Someone/1.0", 200)]
    [InlineData("RingCx.PowerShell/9.9", 400)]
    public async Task Strictness_can_apply_to_one_client(string userAgent, int status)
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { Live = false, Strict = false, StrictUserAgent = "RingCx.PowerShell/" });

        Assert.Equal(status, (await bench.SendAsync("GET", Bench.Calls + "list?unheardOf=1", null, ("User-Agent", userAgent))).Status);
        Assert.Equal(status, (await bench.SendAsync("POST", Bench.Calls + bench.PacoCall().Uii + "/pingCall", "{}", ("User-Agent", userAgent))).Status);
    }

    [Fact]
    public async Task Token_call_takes_what_official_clients_send_unless_strict()
    {
        const string More = "&client_id=x&access_token_ttl=3600&refresh_token_ttl=36000&endpoint_id=y";
        foreach (var strict in new[] { false, true })
        {
            var bench = new Bench(new SandboxOptions { Live = false, Strict = strict });
            var reply = await bench.GrantAsync("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + Uri.EscapeDataString(bench.Engine.Credentials.Jwt) + More);

            Assert.Equal(strict ? 400 : 200, reply.Status);
            if (strict)
            {
                Assert.Equal("invalid_request", reply.Field("error"));
                Assert.Contains("client_id", reply.Field("error_description"), StringComparison.Ordinal);
                Assert.Contains("client_id", reply.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
            }
        }
    }
}
