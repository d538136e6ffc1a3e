namespace RingCx.Client.Tests.Support;

/// <summary>A client with the platform's own handlers, and a server on loopback.</summary>
internal sealed class LoopbackBench : IDisposable
{
    /// <param name="answer">What the server does.</param>
    /// <param name="configure">Sets the client up otherwise.</param>
    public LoopbackBench(Func<RawRequest, RawAnswer> answer, Action<RingCxClientOptions>? configure = null)
    {
        Server = new LoopbackServer(answer);
        Client = Connect(Server.Uri, configure);
    }

    public LoopbackServer Server { get; }

    public RingCxClient Client { get; }

    /// <summary>A client of any address that waits for nothing between two tries.</summary>
    public static RingCxClient Connect(Uri address, Action<RingCxClientOptions>? configure = null)
    {
        var options = new RingCxClientOptions(SignInMethods.ApiToken()) { BaseUri = address, RequestsPerMinute = 1_000_000, Jitter = static () => 0 };
        configure?.Invoke(options);
        return new RingCxClient(options);
    }

    public Task<bool> PingAsync(CancellationToken cancellationToken = default) => Client.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, cancellationToken);

    public Task<bool> HangUpAsync(CancellationToken cancellationToken = default) => Client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, cancellationToken);

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
