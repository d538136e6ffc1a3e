namespace RingCx.Sandbox;

/// <summary>One request as it arrived, and how it was answered.</summary>
public sealed class SandboxExchange
{
    internal SandboxExchange(SandboxRequest request, int statusCode, DateTimeOffset at, SandboxFaultKind? fault, bool carriedOut)
    {
        Method = request.Method;
        Target = request.Target;
        Headers = request.Headers;
        Body = request.Body;
        StatusCode = statusCode;
        At = at;
        Fault = fault;
        CarriedOut = carriedOut;
    }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>Path and query as they came over the wire, not decoded.</summary>
    public string Target { get; }

    /// <summary>The headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body; null when there was none.</summary>
    public string? Body { get; }

    /// <summary>The status that was answered; 0 when the connection was dropped instead.</summary>
    public int StatusCode { get; }

    /// <summary>When the request arrived, by the sandbox's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The fault that struck it; null for none.</summary>
    public SandboxFaultKind? Fault { get; }

    /// <summary>Whether the service did what was asked, whatever became of the answer on its way.</summary>
    public bool CarriedOut { get; }
}
