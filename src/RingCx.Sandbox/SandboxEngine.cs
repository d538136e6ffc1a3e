namespace RingCx.Sandbox;

/// <summary>
/// A simulated RingCX service with one user's accounts, and RingEX beside it with the account's telephony. It answers what the
/// documents describe and refuses the rest: 400 with a JSON error whose <c>details</c> say what was wrong. Safe for use by several
/// threads at once; requests are carried out one after another.
/// </summary>
public sealed partial class SandboxEngine
{
    /// <summary>The rows of a page when the request has no <c>maxRows</c>. The documents name no number; this is the sandbox's.</summary>
    public const int DefaultPageSize = 100;

    private readonly object _lock = new();
    private readonly FaultInjector _faults;
    private readonly Queue<SandboxExchange> _log = new();
    private DateTimeOffset _now;

    /// <summary>Makes a service of its own.</summary>
    /// <param name="options">Null for the defaults. Copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SandboxEngine(SandboxOptions? options = null)
    {
        Options = (options ?? new SandboxOptions()).Copy();
        _now = Options.Clock.UtcNow;
        _faults = new FaultInjector(Options.Seed);
        Credentials = new SandboxCredentials(new SeededRandom(Options.Seed, "credentials"));
        SignIn = new SimulatedSignIn(Options, Credentials);
        Worlds = [.. Enumerable.Range(0, Options.AccountCount).Select(index => new AccountWorld(Options, index, _now))];
        Telephony = new TelephonyWorld(Options, _now);
        Events = new EventHub(Options, SignIn.Plan, Telephony);
        Telephony.Changed = Events.Publish;
        AccountIds = [.. Worlds.Select(world => world.Directory.AccountId)];
    }

    /// <summary>
    /// Every endpoint, those of RingCX under its own paths. Those below <c>/voice/api</c> are served below <c>/api</c> as well, for the
    /// legacy header <c>X-Auth-Token</c>.
    /// </summary>
    public static IReadOnlyList<SandboxRoute> Routes => RouteTable.All;

    /// <summary>What to sign in with.</summary>
    public SandboxCredentials Credentials { get; }

    /// <summary>The accounts that the user sees; the first is <c>12440011</c>.</summary>
    public IReadOnlyList<string> AccountIds { get; }

    /// <summary>The time of the sandbox.</summary>
    public SandboxClock Clock => Options.Clock;

    /// <summary>The live calls of every account as they are now, each account's in the order of the listing.</summary>
    public IReadOnlyList<SandboxCall> Calls =>
        Now<SandboxCall[]>(() => [.. Worlds.SelectMany(world => world.Listing).Select(call => call.Copy())]);

    /// <summary>The requests so far, the oldest first: at most <see cref="SandboxOptions.LogLimit"/>.</summary>
    public IReadOnlyList<SandboxExchange> Log => Locked(_log.ToArray);

    internal SandboxOptions Options { get; }

    internal SimulatedSignIn SignIn { get; }

    internal AccountWorld[] Worlds { get; }

    internal TelephonyWorld Telephony { get; }

    internal EventHub Events { get; }

    /// <summary>Carries out one request.</summary>
    /// <param name="cancellationToken">
    /// Ends the wait of <see cref="SandboxFaultKind.Latency"/>; the request has been carried out by then.
    /// </param>
    /// <returns>The answer. Errors of the service are answers too.</returns>
    public async Task<SandboxResponse> SendAsync(SandboxRequest request, CancellationToken cancellationToken = default)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        cancellationToken.ThrowIfCancellationRequested();
        var response = Locked(() => Handle(request));
        if (response.Latency > TimeSpan.Zero)
            await Task.Delay(response.Latency, cancellationToken).ConfigureAwait(false);

        return response;
    }

    /// <summary>Forgets the requests so far.</summary>
    public void ClearLog() => Locked(_log.Clear);

    /// <summary>Gives the requests so far, the oldest first, and forgets them: none is lost or given twice.</summary>
    public IReadOnlyList<SandboxExchange> TakeLog() => Locked(() =>
    {
        var taken = _log.ToArray();
        _log.Clear();
        return taken;
    });

    /// <summary>
    /// Lets the service misbehave from the next request on. Several faults are tried in the order in which they were added.
    /// </summary>
    /// <param name="fault">What to do. Copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the fault is out of its range.</exception>
    public void AddFault(SandboxFault fault)
    {
        _ = fault ?? throw new ArgumentNullException(nameof(fault));
        Locked(() => _faults.Add(fault));
    }

    /// <summary>Lets the service behave again.</summary>
    public void ClearFaults() => Locked(_faults.Clear);

    /// <summary>Ends a call as if its parties had hung up. Nothing happens when it has ended already.</summary>
    public void EndCall(string uii) => OnCall(uii, (world, call) => world.End(call));

    /// <summary>
    /// Ends the agent's part in a call, which then waits five minutes for its disposition: dispositionCall is answered, every other
    /// call of its uii 404. Nothing happens when it has ended already; one that waits in a queue just ends.
    /// </summary>
    public void AwaitDisposition(string uii) => OnCall(uii, (world, call) => world.AwaitDisposition(call));

    /// <summary>Adds an inbound call.</summary>
    /// <param name="agentUsername">The agent who has answered it; null for a call that waits in the queue.</param>
    /// <param name="externalId">The call's external id; null to leave it to the seed.</param>
    /// <param name="waited">How long ago it came; zero or more. Default: just now.</param>
    /// <param name="accountId">The account; null for the first.</param>
    /// <returns>The uii of the call.</returns>
    /// <exception cref="ArgumentException">There is no such account, queue or agent.</exception>
    /// <exception cref="InvalidOperationException">The agent is on another call.</exception>
    public string AddCall(string? agentUsername, int gateId, string? externalId = null, TimeSpan waited = default, string? accountId = null)
    {
        if (waited < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(waited), "A call has not come in the future.");

        return Now(() =>
        {
            var world = FindWorld(accountId ?? AccountIds[0])
                ?? throw new ArgumentException("There is no such account.", nameof(accountId));
            var gate = world.Directory.FindGate(gateId) ?? throw new ArgumentException("There is no such queue.", nameof(gateId));
            var agent = agentUsername is null ? null : world.Directory.FindAgent(agentUsername)
                ?? throw new ArgumentException("There is no such agent.", nameof(agentUsername));
            if (agent is { CanCall: false })
                throw new InvalidOperationException("The agent is on another call.");

            return world.AddInbound(gate, agent, externalId, waited).Uii;
        });
    }

    /// <summary>
    /// Lets every access token that was issued expire at once, RingCX, legacy and RingCentral. Refresh tokens and what
    /// <see cref="Credentials"/> holds stay good.
    /// </summary>
    public void RevokeTokens() => Locked(() => SignIn.ExpireAll(Now()));

    private SandboxResponse Handle(SandboxRequest request)
    {
        var now = Now();
        var stated = now + Options.ClockSkew;
        var fault = _faults.Next(request);
        var response = fault is null ? null : FaultInjector.Instead(fault, request, stated);
        var carriedOut = false;
        if (response is null)
        {
            response = Answered(request, now, stated);
            carriedOut = response.StatusCode is 101 or (>= 200 and < 300) && !Answer.IsRefusal(response);
            if (fault is not null)
                response = FaultInjector.Spoil(fault, response);
        }

        response.With("Date", stated.ToString("r", CultureInfo.InvariantCulture));
        if (_log.Count > 0 && _log.Count == Options.LogLimit)
            _log.Dequeue();

        if (Options.LogLimit > 0)
        {
            _log.Enqueue(new SandboxExchange(
                request.Method, request.Target, request.Headers, request.Body, response.StatusCode, now, fault?.Kind, carriedOut));
        }

        return response;
    }

    private SandboxResponse Answered(SandboxRequest request, DateTimeOffset now, DateTimeOffset stated)
    {
        try
        {
            return Dispatch(request, now);
        }
        catch (ServiceErrorException error)
        {
            return Answer.Error(request, error, stated);
        }
        catch (PlatformErrorException error)
        {
            return Answer.PlatformError(error);
        }
    }

    private SandboxResponse Dispatch(SandboxRequest request, DateTimeOffset now)
    {
        // The legacy hosts serve the voice API below /api, without /voice.
        var isLegacy = request.Path.StartsWith("/api/v1/admin/", StringComparison.Ordinal)
            || request.Path.StartsWith("/api/cx/", StringComparison.Ordinal);
        var path = isLegacy ? "/voice" + request.Path : request.Path;
        string[] segments = [.. path.Split('/').Select(segment => FormParser.Decode(segment, false))];
        var route = FindRoute(request.Method, segments, out var pathValues);
        var context = new RequestContext(this, route, request, pathValues, now);
        if (route.RateLimitGroup is not null)
            return DispatchToPlatform(context);

        DemandUserAgent(context);
        if (route.Access == Access.SignIn)
            return Handle(context);

        if (SignIn.Authenticate(request, isLegacy, now) is not { } user)
            return Answer.Text(401, "Jwt is expired");

        if ((route.Access == Access.Supervisor && !user.IsSupervisor) || (route.Access == Access.Reports && !user.SeesReports))
            throw ServiceErrorException.Forbidden();

        context.User = user;
        // Somebody else's account, or nobody's: the user learns no more than that it is not theirs.
        if (pathValues.TryGetValue("accountId", out var accountId))
            context.World = FindWorld(accountId) ?? throw ServiceErrorException.Forbidden();

        return Handle(context);
    }

    private void DemandUserAgent(RequestContext context)
    {
        // Not every client can send one with a WebSocket's handshake.
        if (Options.Strict && !context.Route.IsWebSocket && context.Request.Header("User-Agent") is null or "")
            throw ServiceErrorException.Invalid("The header User-Agent is missing.", "User-Agent");
    }

    /// <summary>Checks the form of a request that may be carried out, and hands it to its endpoint.</summary>
    private SandboxResponse Handle(RequestContext context)
    {
        if (context.IsStrict && context.Route is { HasForm: false, HasJson: false } && context.Request.Body is not null)
            throw ServiceErrorException.Invalid("A body is not documented here; every parameter travels in the query string.", "body");

        // What is not documented is refused before anything happens.
        _ = context.Query;
        context.World?.AdvanceTo(context.Now);
        if (context.Route.RateLimitGroup is not null)
            Telephony.AdvanceTo(context.Now);

        return context.Route.Handle(context);
    }

    private static SandboxRoute FindRoute(string method, string[] segments, out Dictionary<string, string> pathValues)
    {
        var allowed = new List<string>();
        foreach (var route in RouteTable.All)
        {
            if (route.Match(segments) is not { } values)
                continue;

            pathValues = values;
            if (route.Method == method)
                return route;

            allowed.Add(route.Method);
        }

        throw allowed.Count == 0
            ? ServiceErrorException.NotFound("There is nothing at this path.")
            : ServiceErrorException.MethodNotAllowed(string.Join(", ", allowed));
    }

    private AccountWorld? FindWorld(string accountId) => Array.Find(Worlds, world => world.Directory.AccountId == accountId);

    private void OnCall(string? uii, Action<AccountWorld, SandboxCall> act) => Now(() =>
    {
        if (uii is not null && Array.Find(Worlds, candidate => candidate.Find(uii) is not null) is { } world)
            act(world, world.Find(uii)!);

        return true;
    });

    /// <summary>Does something when everything has come to the clock's time.</summary>
    private T Now<T>(Func<T> act) => Locked(() =>
    {
        var now = Now();
        Array.ForEach(Worlds, world => world.AdvanceTo(now));
        Telephony.AdvanceTo(now);
        return act();
    });

    private T Locked<T>(Func<T> act)
    {
        lock (_lock)
            return act();
    }

    private void Locked(Action act)
    {
        lock (_lock)
            act();
    }

    /// <summary>The clock's time, except that it never goes back: real clocks are set now and then.</summary>
    private DateTimeOffset Now() => _now = Options.Clock.UtcNow is var now && now > _now ? now : _now;
}
