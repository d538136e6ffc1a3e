namespace RingCx.Sandbox;

/// <summary>One request as it arrived, and how it was answered.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query as they came over the wire, not decoded.</param>
/// <param name="Headers">The headers; names in any case.</param>
/// <param name="Body">The body; null when there was none.</param>
/// <param name="StatusCode">The status that was answered; 0 when the connection was dropped instead.</param>
/// <param name="At">When the request arrived, by the sandbox's clock.</param>
/// <param name="Fault">The fault that struck it; null for none.</param>
/// <param name="CarriedOut">Whether the service did what was asked, whatever became of the answer on its way.</param>
public sealed record SandboxExchange(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    int StatusCode,
    DateTimeOffset At,
    SandboxFaultKind? Fault,
    bool CarriedOut);
