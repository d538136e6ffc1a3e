using System.Net.Security;
using System.Net.Sockets;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Faults;

/// <summary>A client and a service with what one row puts between them.</summary>
internal sealed class FaultBench : IDisposable
{
    /// <summary>How often a request may be repeated here; the figures count up to one more.</summary>
    public const int Retries = 2;

    // Long enough for a machine that does many things at once.
    private static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Below the ports that the system gives away: a server that is down gets its own again.
    private static int _nextPort = 20_000 + (Environment.ProcessId % 50 * 200);

    private readonly FaultCell _cell;
    private readonly DrivenClock? _driven;
    private readonly ShiftedTime? _shifted;
    private readonly TcpListener _otherHost = new(IPAddress.Loopback, 0);
    private SandboxServer? _server;
    private TlsFront? _tls;
    private TunnelProxy? _proxy;
    private int _failuresLeft;
    private bool _isDown;

    public FaultBench(FaultCell cell)
    {
        _cell = cell;
        _driven = cell.IsDriven ? new DrivenClock() : null;
        _shifted = cell.IsDriven ? null : new ShiftedTime();
        Engine = new SandboxEngine(new SandboxOptions
        {
            Live = false,
            Clock = _driven is { } clock ? SandboxClock.Following(() => DrivenClock.Origin + clock.Elapsed) : SandboxClock.System(),
        });
        _otherHost.Start();
        _ = ListenAsOtherHostAsync();
        var options = Simulation.Options(Engine);
        options.TimeProvider = (TimeProvider?)_driven ?? _shifted!;
        options.Jitter = () => _driven is null ? 0 : 0.5;
        options.MaximumRetryCount = Retries;
        options.RequestTimeout = cell.Row.TimesOut ? ShortLimit : TimeSpan.FromSeconds(30);
        Connect(options);
        Client = new RingCxClient(options);
    }

    public SandboxEngine Engine { get; }

    public RingCxClient Client { get; }

    public string Account => Engine.AccountIds[0];

    /// <summary>True when the host that a redirect points to was connected to.</summary>
    public bool OtherHostWasAsked { get; private set; }

    /// <summary>The time that passes for the client.</summary>
    public TimeSpan Elapsed => _driven?.Elapsed ?? TimeSpan.Zero;

    /// <summary>Runs a call of the client to its end.</summary>
    /// <exception cref="TimeoutException">It has none.</exception>
    public Task RunAsync(Func<Task> call) => _driven is { } clock ? clock.AutoAdvance(Task.Run(call)) : Task.Run(call).WaitAsync(Patience);

    public async Task AdvanceAsync(TimeSpan by)
    {
        if (_driven is { } clock)
        {
            await clock.AdvanceAsync(by);
        }
        else
        {
            _shifted!.Advance(by);
            Engine.Clock.Advance(by);
        }
    }

    /// <summary>Begins to misbehave. Where the network itself does, it waits for the request that is meant: <see cref="Told"/>.</summary>
    public void Strike()
    {
        if (_cell.Row.Fault?.Invoke() is not { } fault)
        {
            return;
        }

        fault.Count = _cell.Lasting ? -1 : 1;
        fault.PathContains = _cell.Column.Path;
        fault.Location = Invariant($"http://127.0.0.1:{((IPEndPoint)_otherHost.LocalEndpoint).Port}/");
        Engine.AddFault(fault);
    }

    /// <summary>Hears what the client does, at the moment it does it.</summary>
    public void Told(RequestEvent told)
    {
        if (_cell.Row.Fault is not null)
        {
            return;
        }

        if (told.Kind == RequestEventKind.Sending && told.Message.Contains(_cell.Column.Path, StringComparison.Ordinal) && !_isDown)
        {
            _isDown = true;
            _failuresLeft = _cell.Lasting ? int.MaxValue : 1;
            if (_cell.Row.Wire == Wire.ServerDown)
            {
                _server!.Dispose();
            }
        }
        else if (told.Kind == RequestEventKind.Retrying && !_cell.Lasting)
        {
            Heal();
        }
    }

    public void Heal()
    {
        Engine.ClearFaults();
        _failuresLeft = 0;
        if (_cell.Row.Wire == Wire.ServerDown && _isDown)
        {
            _server!.Dispose();
            _server = SandboxServer.Start(Engine, _server.Uri.Port);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _proxy?.Dispose();
        _tls?.Dispose();
        _server?.Dispose();
        _otherHost.Dispose();
    }

    private void Connect(RingCxClientOptions options)
    {
        switch (_cell.Row.Wire)
        {
            case Wire.Http:
                _server = SandboxServer.Start(Engine);
                options.BaseUri = options.RingCentralUri = _server.Uri;
                break;
            case Wire.ServerDown:
                _server = StartBelow();
                options.BaseUri = options.RingCentralUri = _server.Uri;
                break;
            case Wire.Tls:
                _server = SandboxServer.Start(Engine);
                _tls = new TlsFront(_server.Uri);
                options.BaseUri = options.RingCentralUri = _tls.Uri;
                options.Transport = () => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    // Every request has a handshake of its own.
                    PooledConnectionLifetime = TimeSpan.Zero,
                    SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => !FailsNow() },
                };
                break;
            case Wire.ProxyWantsPassword or Wire.ProxyRefuses or Wire.HandshakeBreaks:
                _server = SandboxServer.Start(Engine);
                _tls = new TlsFront(_server.Uri);
                _proxy = new TunnelProxy(_tls.Uri, _cell.Row.Wire, FailsNow);
                options.BaseUri = options.RingCentralUri = _tls.Uri;
                options.Transport = () => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    Proxy = _proxy,
                    PooledConnectionLifetime = TimeSpan.Zero,
                    SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => _tls is not null },
                };
                break;
            case Wire.NameUnknown:
                options.Transport = () => new UnknownName(new SandboxHandler(Engine), FailsNow);
                break;
            default:
                options.Transport = () => new SandboxHandler(Engine);
                break;
        }
    }

    private async Task ListenAsOtherHostAsync()
    {
        try
        {
            while (true)
            {
                using var asked = await _otherHost.AcceptTcpClientAsync();
                OtherHostWasAsked = true;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is being disposed of.
        }
    }

    private bool FailsNow() => _failuresLeft > 0 && Interlocked.Decrement(ref _failuresLeft) >= 0;

    private SandboxServer StartBelow()
    {
        while (true)
        {
            try
            {
                return SandboxServer.Start(Engine, Interlocked.Increment(ref _nextPort));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody else's.
            }
        }
    }
}
