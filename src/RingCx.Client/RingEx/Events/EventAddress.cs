namespace RingCx.Client.Events;

/// <summary>The address to connect to: tokens go to none that others could listen at.</summary>
internal static class EventAddress
{
    /// <summary>The host of the sandbox in process, which nothing on any network can be (RFC 2606).</summary>
    private const string SandboxHost = "sandbox.invalid";

    /// <summary>The address with its tokens. It must not be shown.</summary>
    /// <exception cref="RingCxException">The answer is not usable, or its address is not a safe one.</exception>
    public static Uri Of(WebSocketTokenAnswer? answer, string? recoveryToken)
    {
        if (answer?.AccessToken is not { Length: > 0 } token || !Uri.TryCreate(answer.Uri, UriKind.Absolute, out var uri))
            throw RequestSender.NotAsDocumented("an address for events with a token");

        var isPlain = uri.Scheme == "ws";
        if (!(isPlain || uri.Scheme == "wss") || (isPlain && !uri.IsLoopback && uri.Host != SandboxHost))
        {
            throw new RingCxException(
                FailureKind.BadResponse, "The service named an address for events that others could listen at. It was not connected to.");
        }

        // Not an UriBuilder: on .NET Framework it puts a second question mark before the query.
        var text = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            + (uri.Query.Length > 1 ? uri.Query + "&" : "?");
        text += "access_token=" + Uri.EscapeDataString(token);
        return new Uri(recoveryToken is null ? text : text + "&wsc=" + Uri.EscapeDataString(recoveryToken));
    }
}
