using System.Web;
using RingCx.Client.Json;

namespace RingCx.Client.Tests.RingEx;

/// <summary>A reader of events between a scripted service and a fake clock. The service does what it should unless told otherwise.</summary>
internal sealed class EventBench : IDisposable
{
    public const string Filter = "/restapi/v1.0/account/~/telephony/sessions";

    /// <summary>Part of every token, so that none can be in a text unnoticed. It has to be escaped in an address.</summary>
    public const string Secret = "s3cr3t+&=/";

    private readonly Lock _gate = new();
    private readonly List<ScriptedWebSocket> _sockets = [];
    private readonly List<Uri> _addresses = [];
    private int _sequence;
    private int _events;

    public EventBench(Action<RingCxClientOptions>? configure = null)
    {
        Options = new RingCxClientOptions(SignInMethods.RingCentralToken()) { TimeProvider = Clock, Jitter = static () => 0.5 };
        configure?.Invoke(Options);
        Reader = new TelephonyEventReader([Filter], GetTokenAsync, ConnectAsync, Options);
    }

    public DrivenClock Clock { get; } = new();

    public RingCxClientOptions Options { get; }

    public TelephonyEventReader Reader { get; }

    public EventRecorder Progress { get; } = new();

    /// <summary>Each connection that was made.</summary>
    public IReadOnlyList<ScriptedWebSocket> Sockets
    {
        get
        {
            lock (_gate)
            {
                return [.. _sockets];
            }
        }
    }

    /// <summary>The last of them.</summary>
    public ScriptedWebSocket Socket => Sockets[^1];

    /// <summary>Where each attempt went to, with its tokens.</summary>
    public IReadOnlyList<Uri> Addresses
    {
        get
        {
            lock (_gate)
            {
                return [.. _addresses];
            }
        }
    }

    public int TokensGiven { get; private set; }

    /// <summary>The address that comes with a token.</summary>
    public string? Address { get; set; } = "wss://ws.example.com/ws";

    /// <summary>What the call for a token throws, by its number from 1 on; null for nothing.</summary>
    public Func<int, Exception?> TokenFault { get; set; } = static _ => null;

    /// <summary>What a connection fails with, by its number from 1 on; null for nothing.</summary>
    public Func<int, Exception?> ConnectFault { get; set; } = static _ => null;

    /// <summary>Awaited before a token, or a connection, is given.</summary>
    public Task TokenGate { get; set; } = Task.CompletedTask;

    /// <inheritdoc cref="TokenGate"/>
    public Task ConnectGate { get; set; } = Task.CompletedTask;

    /// <summary>Told of every connection before anything is said on it.</summary>
    public Action<ScriptedWebSocket> OnConnected { get; set; } = static _ => { };

    /// <summary>Whether the service says that the connection stands.</summary>
    public bool Greets { get; set; } = true;

    /// <summary>What it adds to that, such as <c>"recoveryState":"Failed"</c>; null where it goes by the address.</summary>
    public string? Details { get; set; }

    /// <summary>The answer to a subscription, with {0} for its id; null for none.</summary>
    public string? SubscriptionAnswer { get; set; } = """[{"type":"ClientRequest","messageId":"{0}","status":200{1}},{"id":"sub-1","status":"Active"}]""";

    /// <summary>Whether it shows that it lives.</summary>
    public bool AnswersHeartbeats { get; set; } = true;

    /// <summary>What it sends at once after a recovery.</summary>
    public List<string> Missed { get; } = [];

    /// <summary>Whether its messages carry a number.</summary>
    public bool Numbers { get; set; } = true;

    /// <summary>The number of the last message.</summary>
    public int Sequence
    {
        get => _sequence;
        set => _sequence = value;
    }

    /// <summary>Starts a bench and its reader.</summary>
    public static async Task<EventBench> StartedAsync(Action<RingCxClientOptions>? configure = null)
    {
        var bench = new EventBench(configure);
        await bench.StartAsync();
        return bench;
    }

    public Task StartAsync(CancellationToken cancellationToken = default) =>
        Clock.AutoAdvance(Task.Run(() => Reader.StartAsync(Progress, cancellationToken), CancellationToken.None));

    /// <summary>Begins to read away from the test's thread.</summary>
    public Task<TelephonyEventItem?> BeginRead(CancellationToken cancellationToken = default) =>
        Task.Run(() => Reader.ReadAsync(Progress, cancellationToken), CancellationToken.None);

    /// <summary>Reads what is there by now.</summary>
    public async Task<TelephonyEventItem?> ReadAsync()
    {
        var reading = BeginRead();
        await Clock.SettleAsync();
        Assert.True(reading.IsCompleted, "There is nothing to read.");
        return await reading;
    }

    /// <summary>The events and gaps that are there by now, and nothing else: the number of each event, and <c>gap</c>.</summary>
    public async Task<string> ReadAllAsync(Action<TelephonyEventItem>? each = null)
    {
        var read = new List<string>();
        using var enough = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (await Reader.ReadAsync(Progress, enough.Token) is { } item)
            {
                each?.Invoke(item);
                read.Add(item.Gap is null ? item.Event!.SessionId! : "gap");
            }
        });
        await Clock.SettleAsync();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        return string.Join(' ', read);
    }

    /// <summary>Loses the connection and moves the clock on until it was taken up again.</summary>
    public async Task DropAsync(Action<ScriptedWebSocket>? how = null)
    {
        (how ?? (static s => s.Break()))(Socket);
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>An event as the service sends it; each has an id and a number of its own.</summary>
    public string Event(string? uuid = null, string? body = null)
    {
        var number = ++_events;
        uuid ??= "uuid-" + number.ToString(CultureInfo.InvariantCulture);
        body ??= $$$"""{"sequence":3,"sessionId":"{{{number}}}","telephonySessionId":"s-a6ab","parties":[{"id":"p-a6ab-1","status":{"code":"Setup","rcc":false},"park":{}}],"origin":{"type":"Call"}}""";
        return $$$"""
            [{"type":"ServerNotification","messageId":"{{{uuid}}}","status":200{{{RecoveryPoint()}}},"headers":{"RCRequestId":"265348d0"}},
             {"uuid":"{{{uuid}}}","event":"/restapi/v1.0/account/809646016/extension/809646016/telephony/sessions","timestamp":"2020-06-14T19:27:18.390Z","subscriptionId":"sub-1","ownerId":"809646016","body":{{{body}}}}]
            """;
    }

    /// <summary>Sends a few events.</summary>
    public void SayEvents(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Socket.Say(Event());
        }
    }

    /// <summary>What a message says of where to go on from.</summary>
    public string RecoveryPoint() => Numbers ? $$""","wsc":{"token":"wsc-{{++_sequence}}-{{Secret}}","sequence":{{_sequence}}}""" : "";

    /// <summary>The value of a parameter of an attempt's address; null for none.</summary>
    public string? Parameter(int attempt, string name) => HttpUtility.ParseQueryString(Addresses[attempt].Query)[name];

    public void Dispose()
    {
        Reader.Dispose();
        Assert.DoesNotContain(Sockets, static s => s.WasUsedTwiceAtOnce);
        AssertHidden(Progress.Text);
    }

    /// <summary>Checks that no token, escaped or not, is in a text.</summary>
    public static void AssertHidden(string text)
    {
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Secret), text, StringComparison.Ordinal);
    }

    private async Task<WebSocketTokenAnswer> GetTokenAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var number = ++TokensGiven;
        await TokenGate;
        return TokenFault(number) is { } fault ? throw fault : new() { Uri = Address, AccessToken = $"wst-{number}-{Secret}", ExpiresIn = 30 };
    }

    private async Task<System.Net.WebSockets.WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        int number;
        lock (_gate)
        {
            _addresses.Add(address);
            number = _addresses.Count;
        }

        await ConnectGate;
        if (ConnectFault(number) is { } fault)
        {
            throw fault;
        }

        var socket = new ScriptedWebSocket();
        socket.OnSent = text => Answer(socket, text);
        lock (_gate)
        {
            _sockets.Add(socket);
        }

        OnConnected(socket);
        if (Greets)
        {
            Greet(socket, address);
        }

        return socket;
    }

    private void Greet(ScriptedWebSocket socket, Uri address)
    {
        var recovers = address.Query.Contains("&wsc=", StringComparison.Ordinal);
        var details = Details ?? (recovers ? "\"recoveryState\":\"Successful\"" : "\"maxActiveRequests\":10");
        socket.Say($$$"""
            [{"type":"ConnectionDetails","messageId":"156eec30","status":200{{{RecoveryPoint()}}},"headers":{"RCRequestId":"156eec30"}},
             {"creationTime":"2020-09-07T21:50:02.737+0000","maxConnectionsPerSession":50,"recoveryBufferSize":100,"recoveryTimeout":180,"idleTimeout":1800,"absoluteTimeout":86400,{{{details}}}}]
            """);
        if (details.Contains("Successful", StringComparison.Ordinal))
        {
            Missed.ForEach(socket.Say);
        }
    }

    private void Answer(ScriptedWebSocket socket, string text)
    {
        using var message = JsonDocument.Parse(text);
        var meta = message.RootElement[0];
        var id = meta.GetProperty("messageId").GetString();
        if (meta.GetProperty("type").GetString() == "Heartbeat")
        {
            if (AnswersHeartbeats)
            {
                socket.Say(text);
            }
        }
        else if (SubscriptionAnswer is { } answer)
        {
            socket.Say(answer.Replace("{0}", id, StringComparison.Ordinal).Replace("{1}", RecoveryPoint(), StringComparison.Ordinal));
        }
    }
}
