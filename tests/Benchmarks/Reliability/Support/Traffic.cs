namespace RingCx.Reliability.Support;

/// <summary>What the service saw, counted.</summary>
internal sealed class Traffic
{
    private readonly SlidingWindow _requestsInAMinute = new();
    private readonly SlidingWindow _exchangesInAMinute = new();
    private readonly SlidingWindow _tokenCallsInAMinute = new();

    /// <summary>Calls of the voice API.</summary>
    public int Requests { get; private set; }

    /// <summary>RingCentral tokens asked for with the JWT.</summary>
    public int SignIns { get; private set; }

    /// <summary>RingCentral tokens asked for with a refresh token.</summary>
    public int RingCentralRefreshes { get; private set; }

    public int Exchanges { get; private set; }

    public int Refreshes { get; private set; }

    /// <summary>Calls of the voice API that were answered 401.</summary>
    public int Unauthorized { get; private set; }

    /// <summary>429s that no fault gave: the client went over a limit.</summary>
    public int OwnRefusals { get; private set; }

    public int InjectedRefusals { get; private set; }

    /// <summary>The requests that a fault struck.</summary>
    public int Faults { get; private set; }

    /// <summary>The most calls of the voice API in any minute, whatever they were answered.</summary>
    public int MostRequestsInAMinute => _requestsInAMinute.Most;

    public int MostExchangesInAMinute => _exchangesInAMinute.Most;

    public int MostTokenCallsInAMinute => _tokenCallsInAMinute.Most;

    public void Add(SandboxExchange exchange)
    {
        OwnRefusals += exchange.StatusCode == 429 && exchange.Fault is null ? 1 : 0;
        InjectedRefusals += exchange.StatusCode == 429 && exchange.Fault is not null ? 1 : 0;
        Faults += exchange.Fault is null ? 0 : 1;
        if (exchange.Target.StartsWith("/voice/", StringComparison.Ordinal))
        {
            Requests++;
            Unauthorized += exchange.StatusCode == 401 ? 1 : 0;
            _requestsInAMinute.Add(exchange.At);
        }
        else if (exchange.Target.Contains("/login/rc/accesstoken", StringComparison.Ordinal))
        {
            Exchanges++;
            _exchangesInAMinute.Add(exchange.At);
        }
        else if (exchange.Target.Contains("/auth/token/refresh", StringComparison.Ordinal))
        {
            Refreshes++;
        }
        else if (exchange.Target.Contains("/oauth/token", StringComparison.Ordinal))
        {
            var refreshes = exchange.Body?.Contains("grant_type=refresh_token", StringComparison.Ordinal) == true;
            RingCentralRefreshes += refreshes ? 1 : 0;
            SignIns += refreshes ? 0 : 1;
            _tokenCallsInAMinute.Add(exchange.At);
        }
    }

    /// <summary>The limits of the service that were not kept.</summary>
    public IEnumerable<string> Violations(SandboxOptions limits)
    {
        if (OwnRefusals > 0)
        {
            yield return Invariant($"The service refused {OwnRefusals} requests for their number.");
        }

        if (MostRequestsInAMinute > limits.RequestsPerMinute)
        {
            yield return Invariant($"{MostRequestsInAMinute} requests came in one minute; {limits.RequestsPerMinute} are allowed.");
        }

        if (Math.Max(MostExchangesInAMinute, MostTokenCallsInAMinute) is var most && most > limits.ExchangesPerMinute)
        {
            yield return Invariant($"{most} exchanges or token calls came in one minute; {limits.ExchangesPerMinute} are allowed.");
        }
    }
}
