namespace RingCx.Client.Tests.Support;

/// <summary>A client between a fake service and a fake clock.</summary>
internal sealed class ClientBench : IDisposable
{
    public const string AccountId = "12440011";
    public const string Uii = "202005081040440132050000019657";

    public ClientBench(SignInMethod? signIn = null, Action<RingCxClientOptions>? configure = null)
    {
        Service = new FakeService(Clock);
        Transport = new FaultInjectingTransport(Clock, request => Service.Answer(request));
        Options = new RingCxClientOptions(signIn ?? SignInMethods.RingCentralToken())
        {
            Transport = () => Transport,
            TimeProvider = Clock,
            Jitter = static () => 0.5,
        };
        configure?.Invoke(Options);
        Client = new RingCxClient(Options);
    }

    public FakeTimeProvider Clock { get; } = new();

    public FakeService Service { get; }

    public FaultInjectingTransport Transport { get; }

    public RingCxClientOptions Options { get; }

    public RingCxClient Client { get; }

    public EventRecorder Progress { get; } = new();

    /// <summary>The requests that were not for signing in.</summary>
    public IReadOnlyList<RecordedRequest> ApiRequests =>
        [.. Transport.Requests.Where(static r => r.Path.Contains("/v1/", StringComparison.Ordinal))];

    /// <summary>A bench whose API gives these answers, the last one for ever.</summary>
    public static ClientBench Answering(params ScriptedAnswer[] answers)
    {
        var bench = new ClientBench();
        bench.Service.Api = new AnswerScript(answers).Next;
        return bench;
    }

    /// <summary>Starts a call away from the test's thread.</summary>
    public Task<T> Start<T>(Func<RingCxClient, Task<T>> call) => Task.Run(() => call(Client));

    /// <inheritdoc cref="Start{T}"/>
    public Task Start(Func<RingCxClient, Task> call) => Task.Run(() => call(Client));

    /// <summary>Makes a call and moves the clock on until it has ended.</summary>
    public Task<T> RunAsync<T>(Func<RingCxClient, Task<T>> call) => Clock.AutoAdvance(Start(call));

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<RingCxClient, Task> call) => Clock.AutoAdvance(Start(call));

    /// <summary>Makes a call that fails as it is expected to.</summary>
    public async Task<RingCxException> FailAsync(FailureKind kind, Func<RingCxClient, Task> call)
    {
        var failure = await Assert.ThrowsAsync<RingCxException>(() => RunAsync(call));
        Assert.Equal(kind, failure.Kind);
        return failure;
    }

    /// <summary>An action that may be repeated.</summary>
    public Task<bool> PingAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.ActiveCalls.PingAsync(AccountId, Uii, Progress, cancellationToken));

    /// <summary>An action that may not be repeated on a guess.</summary>
    public Task<bool> HangUpAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.ActiveCalls.HangUpAsync(AccountId, Uii, Progress, cancellationToken));

    /// <summary>A safe or an unsafe action.</summary>
    public Task<bool> ActAsync(Repeatability repeatability, CancellationToken cancellationToken = default) =>
        repeatability == Repeatability.Safe ? PingAsync(cancellationToken) : HangUpAsync(cancellationToken);

    /// <summary>Reads a listing to its end.</summary>
    public Task<List<ActiveCall>> ListAsync(ActiveCallQuery? query = null, CancellationToken cancellationToken = default) => RunAsync(async c =>
    {
        using var reader = c.ActiveCalls.List(AccountId, query ?? new ActiveCallQuery());
        var calls = new List<ActiveCall>();
        while (await reader.ReadAsync(Progress, cancellationToken))
        {
            calls.Add(reader.Current!);
        }

        return calls;
    });

    public void Dispose()
    {
        Client.Dispose();
        Transport.Dispose();
    }
}
