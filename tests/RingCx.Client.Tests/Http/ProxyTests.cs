using RingCx.Client.Events;

namespace RingCx.Client.Tests.Http;

public sealed class ProxyTests
{
    private const string User = "vu";
    private const string Password = "pw-9Tz-proxy";

    private static readonly Uri Target = new("https://ringcx.proxied.test");

    [Fact]
    public void Begins_a_request_at_once_only_if_the_proxy_is_known()
    {
        // The whole process's proxy is one of the tests' own from here on, which is none of those that answer from memory.
        var service = ProxiesByName.Behind("http", 1);
        Assert.False(BeginsAtOnce(service, static _ => { }));
        Assert.True(BeginsAtOnce(service, static o => o.Proxy = ProxySettings.None));
        Assert.True(BeginsAtOnce(service, static o => o.Proxy = new ProxySettings(new Uri("http://proxy.example.com:8080"), null)));
        Assert.True(BeginsAtOnce(new Uri("http://127.0.0.1:8080"), static o => o.RingCentralUri = new Uri("http://localhost:8080")));
        Assert.False(BeginsAtOnce(new Uri("http://127.0.0.1:8080"), static _ => { }));
        Assert.False(BeginsAtOnce(service, static o => (o.Proxy, o.AuditPath) = (ProxySettings.None, Path.Combine(Path.GetTempPath(), "audit.jsonl"))));

        using var folder = new TemporaryFolder();
        Assert.False(BeginsAtOnce(service, o => (o.Proxy, o.TokenCacheName, o.TokenCacheFolder) = (ProxySettings.None, "shared", folder.Path)));

        static bool BeginsAtOnce(Uri address, Action<RingCxClientOptions> configure)
        {
            var options = new RingCxClientOptions(SignInMethods.Jwt()) { BaseUri = address };
            configure(options);
            using var client = new RingCxClient(options);
            return client.BeginsAtOnce;
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/x", true)]
    [InlineData("http://127.8.9.10", true)]
    [InlineData("https://LOCALHOST:9443", true)]
    [InlineData("https://localhost.", true)]
    [InlineData("https://a.b.localhost", true)]
    [InlineData("https://a.localhost.:444", true)]
    [InlineData("ws://[::1]:80", true)]
    [InlineData("http://[0:0:0:0:0:0:0:1]", true)]
    [InlineData("http://[::ffff:127.0.0.1]", true)]
    [InlineData("http://[::ffff:127.3.2.1]", true)]
    [InlineData("http://loopback", true)]
    [InlineData("http://2130706433", true)]
    [InlineData("https://notlocalhost", false)]
    [InlineData("https://localhost.example.com", false)]
    [InlineData("https://127.0.0.1.example.com", false)]
    [InlineData("https://128.0.0.1", false)]
    [InlineData("https://[::2]", false)]
    [InlineData("https://[::ffff:10.0.0.1]", false)]
    [InlineData("https://ringcx.ringcentral.com", false)]
    public void An_address_of_this_machine_is_never_asked_for(string address, bool isLocal)
    {
        var uri = new Uri(address);
        Assert.Equal(isLocal, LoopbackAddress.Is(uri));
        var proxy = new GuardedProxy(new WebProxy("http://proxy.example.com:8080"));
        Assert.Equal(isLocal, proxy.IsBypassed(uri));
        Assert.Equal(isLocal ? null : new Uri("http://proxy.example.com:8080/"), proxy.GetProxy(uri));
    }

    [Fact]
    public void The_address_of_a_proxy_has_no_password_in_it()
    {
        var inner = new WebProxy($"http://{User}:{Password}@proxy.example.com:8080") { Credentials = new NetworkCredential(User, Password) };
        var proxy = new GuardedProxy(inner);
        Assert.Equal("http://proxy.example.com:8080/", proxy.GetProxy(Target)!.AbsoluteUri);
        Assert.Same(inner.Credentials, proxy.Credentials);
    }

    [Theory]
    [InlineData("proxy.example.com:8080", "http://proxy.example.com:8080/")]
    [InlineData(" http://proxy.example.com:8080/ ", "http://proxy.example.com:8080/")]
    [InlineData("https://proxy.example.com", "https://proxy.example.com/")]
    [InlineData("10.1.2.3:3128", "http://10.1.2.3:3128/")]
    [InlineData("proxy", "http://proxy/")]
    public void An_address_is_accepted_as_people_write_it(string text, string address)
    {
        Assert.True(ProxySettings.TryParse(text, out var uri, out var reason), reason);
        Assert.Equal(address, uri!.AbsoluteUri);
        Assert.Null(reason);
    }

    [Theory]
    [InlineData(null, "is empty.")]
    [InlineData("  ", "is empty.")]
    [InlineData("http://", "is not an address.")]
    [InlineData("http://a b", "is not an address.")]
    [InlineData("socks5://proxy.example.com:1080", "is a SOCKS proxy*")]
    [InlineData("SOCKS4A://proxy.example.com", "is a SOCKS proxy*")]
    [InlineData("ftp://proxy.example.com", "is neither http nor https.")]
    [InlineData("file:///etc/proxy", "is not an address.")]
    [InlineData("http://proxy.example.com/pac.js", "has more than a host*")]
    [InlineData("http://proxy.example.com?a=1", "has more than a host*")]
    [InlineData("http://vu:pw-9Tz-proxy@proxy.example.com:8080", "has a name or a password in it*")]
    [InlineData("vu:pw-9Tz-proxy@proxy.example.com:8080", "has a name or a password in it*")]
    [InlineData("socks5://vu:pw-9Tz-proxy@proxy.example.com", "has a name or a password in it*")]
    [InlineData("http://vu@proxy.example.com", "has a name or a password in it*")]
    public void An_address_that_is_not_a_proxy_is_refused_without_repeating_it(string? text, string expected)
    {
        Assert.False(ProxySettings.TryParse(text, out var uri, out var reason));
        Assert.Null(uri);
        Assert.StartsWith(expected.TrimEnd('*'), reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_go_by_the_proxy_that_was_given()
    {
        using var proxy = new LoopbackProxy();
        using var client = Client(new ProxySettings(proxy.Address, null));
        await FailAsync(client);
        Assert.All(proxy.Requests, static r => Assert.Equal("CONNECT ringcx.proxied.test:443 HTTP/1.1", r));

        // A TLS handshake: nothing passes the proxy in clear.
        Assert.Equal(22, await proxy.FirstByte.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_proxy_is_told_the_password_when_it_asks()
    {
        using var proxy = new LoopbackProxy($"{User}:{Password}");
        using var client = Client(new ProxySettings(proxy.Address, new NetworkCredential(User, Password)));
        var failure = await FailAsync(client);
        Assert.Contains("CONNECT ringcx.proxied.test:443 HTTP/1.1", proxy.Requests);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pw-other-proxy")]
    public async Task A_proxy_that_refuses_is_an_error_without_the_password(string? password)
    {
        using var proxy = new LoopbackProxy($"{User}:{Password}");
        using var client = Client(new ProxySettings(proxy.Address, password is null ? null : new NetworkCredential(User, password)));
        var failure = await FailAsync(client);
        Assert.All(proxy.Requests, static r => Assert.Equal("CONNECT ringcx.proxied.test:443 HTTP/1.1 refused", r));
        if (password is not null)
        {
            Assert.DoesNotContain(password, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_on_this_machine_is_reached_directly()
    {
        using var proxy = new LoopbackProxy();
        using var server = new LoopbackProxy();
        using var client = Client(new ProxySettings(proxy.Address, null), server.Address);
        Assert.True(await client.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));
        Assert.Empty(proxy.Requests);
        Assert.StartsWith("POST /", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_socket_uses_it_too()
    {
        using var proxy = new LoopbackProxy($"{User}:{Password}");
        var address = new Uri("wss://events.proxied.test/ws");
        var settings = new ProxySettings(proxy.Address, new NetworkCredential(User, Password));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(address, settings, default));
        Assert.Contains("CONNECT events.proxied.test:443 HTTP/1.1", proxy.Requests);
        Assert.Equal(22, await proxy.FirstByte.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);

        var asked = proxy.Requests.Count;
        await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(new Uri("wss://127.0.0.2:9/ws"), settings, default));
        await Assert.ThrowsAsync<RingCxException>(() => EventSockets.ConnectAsync(address, ProxySettings.None, default));
        Assert.Equal(asked, proxy.Requests.Count);
    }

    [Fact]
    public void Settings_tell_where_requests_go_and_no_secret()
    {
        Assert.Equal("http://proxy.example.com:8080", new ProxySettings(new Uri("http://proxy.example.com:8080"), new NetworkCredential(User, Password)).ToString());
        Assert.Equal("no proxy", ProxySettings.None.ToString());
        Assert.Equal("the environment's proxy", ProxySettings.OfEnvironment.ToString());
        Assert.Throws<ArgumentException>(static () => new ProxySettings(new Uri($"http://{User}:{Password}@proxy.example.com"), null));
    }

    private static RingCxClient Client(ProxySettings proxy, Uri? target = null) => new(new RingCxClientOptions(SignInMethods.ApiToken())
    {
        BaseUri = target ?? Target,
        Proxy = proxy,
        MaximumRetryCount = 0,
    });

    private static Task<RingCxException> FailAsync(RingCxClient client) => Assert.ThrowsAsync<RingCxException>(
        () => client.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));
}
