namespace RingCx.Client;

/// <summary>Something that happened on a request's way, for verbose and debug output. Its text is redacted.</summary>
public sealed class RequestEvent
{
    internal RequestEvent(RequestEventKind kind, string message, TimeSpan delay = default) =>
        (Kind, Message, Delay) = (kind, message, delay);

    /// <summary>What happened.</summary>
    public RequestEventKind Kind { get; }

    /// <summary>The same for a person: no secret, no full phone number, no note.</summary>
    public string Message { get; }

    /// <summary>How long the request will wait; zero where it does not.</summary>
    public TimeSpan Delay { get; }
}
