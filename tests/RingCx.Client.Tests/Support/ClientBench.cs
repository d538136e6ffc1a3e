namespace RingCx.Client.Tests.Support;

/// <summary>A client between a fake service and a fake clock.</summary>
internal sealed class ClientBench : IDisposable
{
    public const string AccountId = "12440011";
    public const string Uii = "202005081040440132050000019657";
    public const string TelephonySessionId = "s-a6abd24ca6774373a8120a3390d3cbe8";
    public const string PartyId = "p-a6abd24ca6774373a8120a3390d3cbe8-2";

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

    public DrivenClock Clock { get; } = new();

    public FakeService Service { get; }

    public FaultInjectingTransport Transport { get; }

    public RingCxClientOptions Options { get; }

    public RingCxClient Client { get; }

    public EventRecorder Progress { get; } = new();

    /// <summary>The requests to RingCX that were not for signing in.</summary>
    public IReadOnlyList<RecordedRequest> ApiRequests =>
        [.. Transport.Requests.Where(static r => r.Path.Contains("/v1/", StringComparison.Ordinal))];

    /// <summary>The requests to RingEX.</summary>
    public IReadOnlyList<RecordedRequest> RingExRequests =>
        [.. Transport.Requests.Where(static r => r.Path.StartsWith("/restapi/v1.0/", StringComparison.Ordinal))];

    /// <summary>What is left of each group of RingEX's, in the order of their names.</summary>
    public string RingExRemaining => string.Join(", ", Client.RingExRates.OrderBy(static r => r.Group, StringComparer.Ordinal).Select(static r => $"{r.Group} {r.Remaining}/{r.Limit}"));

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

    /// <summary>Waits until so many requests, those for signing in apart, have come to the services.</summary>
    public Task SentAsync(int count = 1) => Transport.UntilAsync(() => ApiRequests.Count + RingExRequests.Count >= count);

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
        Start(c => c.ActiveCalls.Ping(AccountId, Uii).PerformAsync(Progress, cancellationToken));

    /// <summary>An action that may not be repeated on a guess.</summary>
    public Task<bool> HangUpAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.ActiveCalls.HangUp(AccountId, Uii).PerformAsync(Progress, cancellationToken));

    /// <summary>A safe or an unsafe action.</summary>
    public Task<bool> ActAsync(Repeatability repeatability, CancellationToken cancellationToken = default) =>
        repeatability == Repeatability.Safe ? PingAsync(cancellationToken) : HangUpAsync(cancellationToken);

    /// <summary>An action on RingEX that may be repeated.</summary>
    public Task<RingExCallParty?> HoldAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.RingEx.SetHold(TelephonySessionId, PartyId, true, null).PerformAsync(Progress, cancellationToken));

    /// <summary>An action on RingEX that may not be repeated on a guess.</summary>
    public Task<RingExCallParty?> ParkAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.RingEx.Park(TelephonySessionId, PartyId).PerformAsync(Progress, cancellationToken));

    /// <summary>The first page of RingEX's active calls.</summary>
    public Task<IReadOnlyList<RingExActiveCall>> ListRingExAsync(CancellationToken cancellationToken = default) =>
        Start(c => c.RingEx.ListActiveCalls(null, 100).ReadPageAsync(Progress, cancellationToken));

    /// <summary>Reads a listing to its end.</summary>
    public Task<List<RcxActiveCall>> ListAsync(ActiveCallQuery? query = null, CancellationToken cancellationToken = default) => RunAsync(async c =>
    {
        using var reader = c.ActiveCalls.List(AccountId, query ?? new ActiveCallQuery());
        var calls = new List<RcxActiveCall>();
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
