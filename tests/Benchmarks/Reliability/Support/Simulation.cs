namespace RingCx.Reliability.Support;

/// <summary>A client and the service in one process, on one driven clock.</summary>
internal sealed class Simulation : IDisposable
{
    /// <summary>Makes both.</summary>
    /// <param name="sandbox">Sets the service up.</param>
    /// <param name="client">Sets the client up.</param>
    /// <param name="wrap">Puts something between the two.</param>
    public Simulation(Action<SandboxOptions, DrivenClock>? sandbox = null, Action<RingCxClientOptions>? client = null, Func<DrivenClock, HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        Limits = new SandboxOptions { Clock = SandboxClock.Following(() => DrivenClock.Origin + Clock.Elapsed), LogLimit = int.MaxValue };
        sandbox?.Invoke(Limits, Clock);
        Engine = new SandboxEngine(Limits);
        Secrets = new SecretWatch(Engine.Credentials);
        var options = Options(Engine);
        options.Transport = () => wrap is null ? new SandboxHandler(Engine) : wrap(Clock, new SandboxHandler(Engine));
        options.TimeProvider = Clock;
        options.Jitter = static () => 0.5;
        client?.Invoke(options);
        Client = new RingCxClient(options);
    }

    public DrivenClock Clock { get; } = new();

    public SandboxOptions Limits { get; }

    public SandboxEngine Engine { get; }

    public RingCxClient Client { get; }

    public string Account => Engine.AccountIds[0];

    public SecretWatch Secrets { get; }

    public Traffic Traffic { get; } = new();

    /// <summary>Options of a client that signs in to a sandbox, wherever it is.</summary>
    public static RingCxClientOptions Options(SandboxEngine engine)
    {
        var credentials = engine.Credentials;
        var address = new Uri("https://sandbox.invalid");
        return new RingCxClientOptions(new JwtSignIn(credentials.ClientId, Secret.FromText(credentials.ClientSecret), Secret.FromText(credentials.Jwt)))
        {
            BaseUri = address,
            RingCentralUri = address,
        };
    }

    /// <summary>Counts what the service has seen since the last time, and forgets it.</summary>
    public IReadOnlyList<SandboxExchange> Count()
    {
        var seen = Engine.TakeLog();
        foreach (var exchange in seen)
        {
            Traffic.Add(exchange);
        }

        return seen;
    }

    /// <summary>Does something again and again, each time so long after the last has ended, until a time of the clock. The first time may come later.</summary>
    public Task RepeatAsync(TimeSpan every, TimeSpan until, Func<Task> act, TimeSpan first = default) => Task.Run(async () =>
    {
        if (first > TimeSpan.Zero)
        {
            await Task.Delay(first, Clock);
        }

        while (Clock.Elapsed < until)
        {
            await act();
            await Task.Delay(every, Clock);
        }
    });

    public void Dispose() => Client.Dispose();
}
