using System.Security;
#if NETFRAMEWORK
using RingCx.Client.Http;
#endif

namespace RingCx.DesktopTests;

/// <summary>A sandbox on loopback and a client of it, which reaches it as it would reach the service.</summary>
internal sealed class Bench : IDisposable
{
    public const string Account = "12440011";

    private readonly SandboxServer _server;

    public Bench(Action<SandboxOptions>? sandbox = null, Action<RingCxClientOptions>? client = null, Func<SandboxEngine, SignInMethod>? signIn = null)
    {
        var options = new SandboxOptions { Live = false, RequestsPerMinute = 10_000, ExchangesPerMinute = 100, HeavyPerMinute = 100 };
        sandbox?.Invoke(options);
        Engine = new SandboxEngine(options);
        _server = SandboxServer.Start(Engine);
        Options = new RingCxClientOptions(signIn?.Invoke(Engine) ?? Jwt(Engine))
        {
            BaseUri = _server.Uri,
            RingCentralUri = _server.Uri,
            RequestsPerMinute = 10_000,
            RequestTimeout = TimeSpan.FromSeconds(5),
        };
#if NETFRAMEWORK
        if (Runner.OverWebRequests)
        {
            Options.Transport = static () => new AbortableBodyHandler { InnerHandler = WebRequests() };
        }
#endif

        client?.Invoke(Options);
        Client = new RingCxClient(Options);
    }

    public SandboxEngine Engine { get; }

    public RingCxClient Client { get; }

    public RingCxClientOptions Options { get; }

    public Uri Uri => _server.Uri;

    /// <summary>A call that an agent is on.</summary>
    public string Uii => Engine.Calls.First(static call => call.AgentUsername is not null).Uii;

    public static Secret Secret(string text)
    {
        using var value = new SecureString();
        foreach (var c in text)
        {
            value.AppendChar(c);
        }

        return new Secret(value);
    }

    public static JwtSignIn Jwt(SandboxEngine engine) =>
        new(engine.Credentials.ClientId, Secret(engine.Credentials.ClientSecret), Secret(engine.Credentials.Jwt));

    /// <summary>How often the sandbox has carried out something whose path has this in it.</summary>
    public int Done(string part) => Engine.Log.Count(exchange => exchange.Target.Contains(part) && exchange.CarriedOut);

    /// <summary>How often it was asked for it.</summary>
    public int Asked(string part) => Engine.Log.Count(exchange => exchange.Target.Contains(part));

    public void Fault(SandboxFaultKind kind, string part, Action<SandboxFault>? with = null)
    {
        var fault = new SandboxFault { Kind = kind, PathContains = part };
        with?.Invoke(fault);
        Engine.AddFault(fault);
    }

    public async Task<List<RcxActiveCall>> ListAsync(int pageSize = 1000, CancellationToken cancellationToken = default)
    {
        using var reader = Client.ActiveCalls.List(Account, new ActiveCallQuery { Product = "ACCOUNT", ProductId = 12440011, PageSize = pageSize });
        var calls = new List<RcxActiveCall>();
        while (await reader.ReadAsync(null, cancellationToken))
        {
            calls.Add(reader.Current!);
        }

        return calls;
    }

    public Task<bool> PingAsync(CancellationToken cancellationToken = default) => Client.ActiveCalls.Ping(Account, Uii).PerformAsync(null, cancellationToken);

    public Task<bool> HangUpAsync(CancellationToken cancellationToken = default) => Client.ActiveCalls.HangUp(Account, Uii).PerformAsync(null, cancellationToken);

#if NETFRAMEWORK
    private static WebRequestHandler WebRequests() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
    };

#endif
    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
    }
}
