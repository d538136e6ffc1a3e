using System.Net.WebSockets;

namespace RingCx.Sandbox;

/// <content>RingEX: its telephony, its way of answering, and its events.</content>
public sealed partial class SandboxEngine
{
    // The handshake needs a key, which within the process proves nothing (RFC 6455, section 1.3).
    private static readonly KeyValuePair<string, string>[] UpgradeHeaders =
    [
        new("Connection", "Upgrade"), new("Upgrade", "websocket"),
        new("Sec-WebSocket-Version", "13"), new("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    /// <summary>The account on the RingCentral platform, which RingEX belongs to.</summary>
    public static string TelephonyAccountId => TelephonyDirectory.AccountId;

    /// <summary>
    /// The extensions of the account on the RingCentral platform; the first is the supervisor's, the second the restricted user's.
    /// </summary>
    public IReadOnlyList<SandboxExtension> Extensions => Telephony.Directory.Extensions;

    /// <summary>The telephony sessions of RingEX that have not ended, in the order in which they began here.</summary>
    public IReadOnlyList<SandboxTelephonySession> TelephonySessions =>
        Now<SandboxTelephonySession[]>(() => [.. Telephony.Sessions.Live.Select(session => session.Copy())]);

    /// <summary>Opens a WebSocket within the process, as a client of <see cref="SandboxServer"/> opens one over the network.</summary>
    /// <param name="uri">
    /// The <c>uri</c> that <c>/restapi/oauth/wstoken</c> has given, with <c>access_token</c> and, to recover a session, <c>wsc</c> in
    /// its query. Scheme and host do not matter.
    /// </param>
    /// <returns>The client's end. Dispose it.</returns>
    /// <exception cref="WebSocketException">The service refused the connection, or a fault dropped it.</exception>
    public async Task<WebSocket> ConnectWebSocketAsync(Uri uri, CancellationToken cancellationToken = default)
    {
        _ = uri ?? throw new ArgumentNullException(nameof(uri));
        var request = new SandboxRequest("GET", uri.PathAndQuery, UpgradeHeaders);
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Silent)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);

        if (response.Drop)
            throw new WebSocketException("The connection could not be opened.", new IOException("The connection was reset."));

        if (response.Session is null)
            throw new WebSocketException($"The service answered {response.StatusCode} where 101 was expected.");

        var (near, far) = DuplexStream.Connect();
        _ = ServeAsync(far, response.Session, CancellationToken.None);
        return WebSocketProtocol.CreateFromStream(near, false, null, TimeSpan.Zero);
    }

    /// <summary>Adds a telephony session of RingEX between an extension and a telephone outside.</summary>
    /// <param name="isAnswered">True (the default): the parties talk. False: it rings, and nobody answers by themselves.</param>
    /// <param name="isOutbound">True: the extension places the call. False (the default): it gets it.</param>
    /// <param name="phoneNumber">The telephone outside, E.164; null to leave it to the seed.</param>
    /// <param name="age">
    /// How long ago it began, and was answered; zero or more. Default: just now. From 10 seconds on its record is among
    /// the active calls at once.
    /// </param>
    /// <returns>The telephonySessionId.</returns>
    /// <exception cref="ArgumentException">There is no such extension, or the number is not one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is negative.</exception>
    public string AddTelephonySession(
        string extensionId, bool isAnswered = true, bool isOutbound = false, string? phoneNumber = null, TimeSpan age = default)
    {
        if (age < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(age), "A call has not come in the future.");

        if (phoneNumber is not null && !WireFormat.IsPhone(phoneNumber))
            throw new ArgumentException("It is not a phone number.", nameof(phoneNumber));

        return Now(() =>
        {
            var extension = Telephony.Directory.FindById(extensionId)
                ?? throw new ArgumentException("There is no such extension.", nameof(extensionId));
            return Telephony.AddOutsideCall(extension, isAnswered, isOutbound, phoneNumber, age).TelephonySessionId;
        });
    }

    /// <summary>Ends a telephony session as if its parties had hung up. Nothing happens when it has ended already.</summary>
    public void EndTelephonySession(string telephonySessionId) => Now(() =>
    {
        if (telephonySessionId is not null && Telephony.Sessions.Find(telephonySessionId) is { } session)
            Telephony.End(session, "CallFinished");

        return true;
    });

    /// <summary>
    /// Kills every open WebSocket without a close frame. Their sessions can be recovered for 180 seconds of the sandbox's time.
    /// </summary>
    public void DropWebSockets()
    {
        foreach (var connection in Locked(() => Events.DetachAll(Now())))
            connection.Abort();
    }

    /// <summary>Lets no WebSocket session be recovered that there is now: an attempt opens a new one, with the recovery failed.</summary>
    public void ForgetWebSocketSessions() => Locked(Events.Forget);

    /// <summary>
    /// Lets the WebSockets say nothing, not even to a heartbeat, or speak again. What is asked meanwhile is never answered;
    /// of the events the most recent 100 come later.
    /// </summary>
    public void SilenceWebSockets(bool isSilent) => Locked(() => Events.IsSilent = isSilent);

    /// <summary>Serves one client's WebSocket on a stream that has been upgraded.</summary>
    internal async Task ServeAsync(Stream stream, SimulatedEventSession session, CancellationToken cancellationToken)
    {
        using var connection = new SimulatedEventConnection(stream, this, session);
        await connection.ServeAsync(cancellationToken).ConfigureAwait(false);
    }

    internal void Attach(SimulatedEventSession session, SimulatedEventConnection connection) => Locked(() => session.Attach(connection));

    internal bool? Take(SimulatedEventSession session, SimulatedEventConnection connection, List<byte[]> messages) => Locked(() =>
    {
        Telephony.AdvanceTo(Now());
        return Events.Take(session, connection, messages, Now());
    });

    internal void Receive(SimulatedEventSession session, SimulatedEventConnection connection, string text) => Locked(() =>
    {
        Telephony.AdvanceTo(Now());
        Events.Receive(session, connection, text, Now());
    });

    internal void Leave(SimulatedEventSession session, SimulatedEventConnection connection, bool isClosed) =>
        Locked(() => Events.Leave(session, connection, isClosed, Now()));

    /// <summary>Carries out a request to the RingCentral platform, which has tokens, limits and errors of its own.</summary>
    private SandboxResponse DispatchToPlatform(RequestContext context)
    {
        var group = context.Route.RateLimitGroup!;
        var username = "";
        SandboxResponse response;
        try
        {
            DemandUserAgent(context);
            context.User = SignIn.AuthenticateRingCentral(context.Request, context.Now);
            username = context.User.Username;
            response = SignIn.Plan.TryEnter(group, username, context.Now) ? Handle(context) : throw SimulatedUsagePlan.Refusal();
        }
        catch (Exception error) when (error is PlatformErrorException or ServiceErrorException)
        {
            response = Answer.PlatformError(error as PlatformErrorException ?? PlatformErrorException.From((ServiceErrorException)error));
        }

        return SignIn.Plan.Describe(response, group, username);
    }
}
