namespace RingCx.Client;

/// <summary>The kinds of <see cref="RequestEvent"/>.</summary>
public enum RequestEventKind
{
    /// <summary>A request goes out.</summary>
    Sending,

    /// <summary>An answer came.</summary>
    Received,

    /// <summary>The request waits for a slot of the rate budget.</summary>
    WaitingForRate,

    /// <summary>The request failed and will be repeated.</summary>
    Retrying,

    /// <summary>The access token is being obtained or renewed.</summary>
    SigningIn,

    /// <summary>Something beside the request went wrong that a person has to know of.</summary>
    Warning,
}
