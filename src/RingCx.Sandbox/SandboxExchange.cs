namespace RingCx.Sandbox;

/// <summary>One request as it arrived, and how it was answered.</summary>
public sealed class SandboxExchange
{
    private readonly SandboxRequest _request;

    internal SandboxExchange(SandboxRequest request, int statusCode, DateTimeOffset at, SandboxFaultKind? fault, bool carriedOut)
    {
        _request = request;
        StatusCode = statusCode;
        At = at;
        Fault = fault;
        CarriedOut = carriedOut;
    }

    /// <summary>The method.</summary>
    public string Method => _request.Method;

    /// <summary>Path and query as they came over the wire, not decoded.</summary>
    public string Target => _request.Target;

    /// <summary>The headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers => _request.Headers;

    /// <summary>The body; null when there was none.</summary>
    public string? Body => _request.Body;

    /// <summary>The status that was answered; 0 when the connection was dropped instead.</summary>
    public int StatusCode { get; }

    /// <summary>When the request arrived, by the sandbox's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The fault that struck it; null for none.</summary>
    public SandboxFaultKind? Fault { get; }

    /// <summary>Whether the service did what was asked, whatever became of the answer on its way.</summary>
    public bool CarriedOut { get; }
}
