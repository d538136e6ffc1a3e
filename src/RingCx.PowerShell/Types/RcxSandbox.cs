using System.Collections;
using RingCx.Sandbox;

namespace RingCx;

/// <summary>
/// A simulated RingCX account. Its methods are for whoever rehearses or tests a runbook: drive the clock, make the service misbehave, see
/// what was asked of it.
/// </summary>
public sealed partial class RcxSandbox
{
    internal const int DefaultCallCount = 12;

    private readonly SandboxEngine _engine;
    private readonly SandboxServer? _server;

    private RcxSandbox(SandboxEngine engine, SandboxServer? server)
    {
        _engine = engine;
        _server = server;
        Uri = server?.Uri;
        // An array, which PowerShell can index.
        AccountIds = engine.AccountIds.ToArray();
        IsRunning = true;
    }

    /// <summary>Where it listens; null for one in process.</summary>
    public Uri? Uri { get; }

    /// <summary>False once it was stopped.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The accounts that its user sees.</summary>
    public IReadOnlyList<string> AccountIds { get; }

    /// <summary>The client id of its app.</summary>
    public string ClientId => _engine.Credentials.ClientId;

    /// <summary>The platform's id for Connect-Rcx -Credential.</summary>
    public string PlatformId => _engine.Credentials.PlatformId;

    /// <summary>
    /// One of its secrets, for Connect-Rcx: ClientSecret, Jwt, RestrictedJwt (a user without permissions), AdministratorJwt (one who is no
    /// agent), WithoutReportsJwt (a supervisor without the right to live data), RingCentralToken or ApiToken.
    /// </summary>
    /// <param name="name">Which.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public SecureString GetSecret(string name) => SecretTransformationAttribute.FromText((name ?? string.Empty).ToUpperInvariant() switch
    {
        "CLIENTSECRET" => _engine.Credentials.ClientSecret,
        "JWT" => _engine.Credentials.Jwt,
        "RESTRICTEDJWT" => _engine.Credentials.RestrictedJwt,
        "ADMINISTRATORJWT" => _engine.Credentials.AdministratorJwt,
        "WITHOUTREPORTSJWT" => _engine.Credentials.WithoutReportsJwt,
        "RINGCENTRALTOKEN" => _engine.Credentials.RingCentralToken,
        "APITOKEN" => _engine.Credentials.ApiToken,
        _ => throw new ArgumentException(
            "The sandbox has these secrets: ClientSecret, Jwt, RestrictedJwt, AdministratorJwt, WithoutReportsJwt, RingCentralToken, "
            + "ApiToken.",
            nameof(name)),
    });

    /// <summary>Its Engage user, for Connect-Rcx -Credential.</summary>
    public PSCredential GetCredential() =>
        new(_engine.Credentials.Username, SecretTransformationAttribute.FromText(_engine.Credentials.Password));

    /// <summary>Moves its clock on; calls arrive, are answered and end meanwhile.</summary>
    /// <param name="seconds">How far.</param>
    public void Advance(double seconds) => _engine.Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Makes it misbehave.</summary>
    /// <param name="fault">
    /// Kind (RateLimited, ServerError, Unavailable, Unauthorized, Forbidden, NotFound, Refused, DropBeforeHandling, DropAfterHandling,
    /// ResetAfterHandling, NoAnswer, TruncatedBody, EmptyBody, ForeignJson, HtmlBody, BadGatewayPage, EnormousBody, WrongContentType,
    /// Redirect, Latency, SlowBody, ByteByByte), and where wanted Count (-1: always), SkipFirst, PathContains, Probability, Delay
    /// (seconds), StatusCode, RetryAfter, Location (of a redirect).
    /// </param>
    /// <exception cref="ArgumentException">A key or a value is not one of these.</exception>
    public void AddFault(IDictionary fault)
    {
        var made = new SandboxFault();
        foreach (DictionaryEntry entry in fault ?? throw new ArgumentNullException(nameof(fault)))
        {
            switch ((LanguagePrimitives.ConvertTo<string>(entry.Key) ?? string.Empty).ToUpperInvariant())
            {
                case "KIND":
                    made.Kind = LanguagePrimitives.ConvertTo<SandboxFaultKind>(entry.Value);
                    break;
                case "COUNT":
                    made.Count = LanguagePrimitives.ConvertTo<int>(entry.Value);
                    break;
                case "SKIPFIRST":
                    made.SkipFirst = LanguagePrimitives.ConvertTo<int>(entry.Value);
                    break;
                case "PATHCONTAINS":
                    made.PathContains = LanguagePrimitives.ConvertTo<string>(entry.Value);
                    break;
                case "PROBABILITY":
                    made.Probability = LanguagePrimitives.ConvertTo<double>(entry.Value);
                    break;
                case "DELAY":
                    made.Delay = TimeSpan.FromSeconds(LanguagePrimitives.ConvertTo<double>(entry.Value));
                    break;
                case "STATUSCODE":
                    made.StatusCode = LanguagePrimitives.ConvertTo<int>(entry.Value);
                    break;
                case "RETRYAFTER":
                    made.RetryAfter = LanguagePrimitives.ConvertTo<string>(entry.Value);
                    break;
                case "LOCATION":
                    made.Location = LanguagePrimitives.ConvertTo<string>(entry.Value);
                    break;
                default:
                    throw new ArgumentException(
                        $"A fault has no '{entry.Key}'. It has Kind, Count, SkipFirst, PathContains, Probability, Delay, StatusCode, "
                        + "RetryAfter, Location.",
                        nameof(fault));
            }
        }

        _engine.AddFault(made);
    }

    /// <summary>Makes it behave again.</summary>
    public void ClearFaults() => _engine.ClearFaults();

    /// <summary>Ends a call, as when its caller hangs up.</summary>
    public void EndCall(string uii) => _engine.EndCall(uii);

    /// <summary>
    /// Ends an agent's part in a call, which then waits five minutes for its disposition: nothing else can be done with it.
    /// </summary>
    public void AwaitDisposition(string uii) => _engine.AwaitDisposition(uii);

    /// <summary>Makes every token that it gave out invalid at once.</summary>
    public void RevokeTokens() => _engine.RevokeTokens();

    /// <summary>What it knows of its calls beyond their listing: recording, hold, sessions, disposition.</summary>
    public PSObject[] GetCalls() =>
    [
        .. _engine.Calls.Select(static call => Row(
            ("Uii", call.Uii), ("AccountId", call.AccountId), ("IsRecording", call.IsRecording), ("IsOnHold", call.IsOnHold),
            ("GateId", call.GateId), ("AgentUsername", call.AgentUsername), ("Disposition", call.Disposition),
            ("Sessions",
                call.Sessions.Select(static s => Row(("SessionId", s.SessionId), ("Phone", s.Phone), ("Type", s.Type))).ToArray()))),
    ];

    /// <summary>The extensions of its RingEX account; the first is the signed-in user's own, the second the restricted user's.</summary>
    public PSObject[] GetExtensions() =>
    [
        .. _engine.Extensions.Select(static e => Row(
            ("ExtensionId", e.ExtensionId), ("ExtensionNumber", e.ExtensionNumber), ("Name", e.Name), ("DeviceId", e.DeviceId),
            ("DirectNumber", e.DirectNumber))),
    ];

    /// <summary>What it knows of its RingEX sessions that have not ended: also what no answer of the service tells.</summary>
    public PSObject[] GetTelephonySessions() =>
    [
        .. _engine.TelephonySessions.Select(static session => Row(
            ("TelephonySessionId", session.TelephonySessionId), ("SessionId", session.SessionId), ("Origin", session.Origin),
            ("Parties", session.Parties.Select(p => PartyRow(session.TelephonySessionId, p)).ToArray()))),
    ];

    /// <summary>Adds a RingEX session between an extension and a telephone outside.</summary>
    /// <param name="isAnswered">Whether the two talk; otherwise it rings, and nobody answers by themselves.</param>
    /// <param name="isOutbound">Whether the extension calls; otherwise it is called.</param>
    /// <param name="phoneNumber">The telephone outside; one of the sandbox's own choice when it is left out.</param>
    /// <param name="age">How many seconds ago it began; from 10 on it is among the active calls at once.</param>
    /// <returns>Its telephony session id.</returns>
    public string AddTelephonySession(
        string extensionId, bool isAnswered = true, bool isOutbound = false, string? phoneNumber = null, double age = 0) =>
        // PowerShell makes an empty text of null.
        _engine.AddTelephonySession(extensionId, isAnswered, isOutbound, phoneNumber is "" ? null : phoneNumber, TimeSpan.FromSeconds(age));

    /// <summary>Ends a RingEX session, as when its parties hang up.</summary>
    public void EndTelephonySession(string telephonySessionId) => _engine.EndTelephonySession(telephonySessionId);

    /// <summary>
    /// Breaks every open WebSocket, as a network does that fails. What happens meanwhile is told when its client is back.
    /// </summary>
    /// <param name="forget">Whether it forgets what it had told to whom, so that nothing of it can be made up for.</param>
    public void DropConnections(bool forget = false)
    {
        if (forget)
            _engine.ForgetWebSocketSessions();

        _engine.DropWebSockets();
    }

    /// <summary>The requests that it has seen, in order, without their secrets: of a sign-in there is no body.</summary>
    public PSObject[] GetRequests() =>
    [
        .. _engine.Log.Select(static request => Row(
            ("Method", request.Method), ("Target", WithoutSecrets(request.Target)),
            ("Body", IsSignIn(request.Target) ? null : request.Body),
            ("StatusCode", request.StatusCode), ("At", request.At), ("Headers", Shown(request.Headers)))),
    ];

    /// <summary>Forgets the requests that it has seen.</summary>
    public void ClearRequests() => _engine.ClearLog();

    /// <summary>Its address, or that it is in process.</summary>
    public override string ToString() => Uri?.ToString() ?? "in process";

    internal static RcxSandbox InProcess(int seed) =>
        new(new SandboxEngine(new SandboxOptions { Seed = seed, InitialCalls = DefaultCallCount }), null);

    internal static RcxSandbox OnLoopback(
        int port, int seed, int calls, bool live, int accounts, int maximumPageSize, int requestsPerMinute, TimeSpan? tokenLifetime)
    {
        var defaults = new SandboxOptions();
        int InProportion(int limit) => (int)Math.Max(1, (long)limit * requestsPerMinute / defaults.RequestsPerMinute);
        var engine = new SandboxEngine(new SandboxOptions
        {
            Seed = seed,
            InitialCalls = calls,
            Live = live,
            AccountCount = accounts,
            MaxPageSize = maximumPageSize,
            // Any client may come, RingCentral's own too, which send more than the documents have; this module's is held to them.
            Strict = false,
            StrictUserAgent = "RingCx.PowerShell/",
            TokenLifetime = tokenLifetime ?? defaults.TokenLifetime,
            RequestsPerMinute = requestsPerMinute,
            LightPerMinute = InProportion(defaults.LightPerMinute),
            MediumPerMinute = InProportion(defaults.MediumPerMinute),
            HeavyPerMinute = InProportion(defaults.HeavyPerMinute),
        });
        return new RcxSandbox(engine, SandboxServer.Start(engine, port));
    }

    /// <summary>How the client reaches a sandbox in this process: through the same handlers, with the same sign-in.</summary>
    internal RingCxClientOptions ClientOptions()
    {
        var address = new Uri("https://sandbox.invalid");
        return new RingCxClientOptions(new JwtSignIn(ClientId, new Secret(GetSecret("ClientSecret")), new Secret(GetSecret("Jwt"))))
        {
            BaseUri = address,
            RingCentralUri = address,
            Transport = () => new SandboxHandler(_engine),
            WebSocketTransport = _engine.ConnectWebSocketAsync,
        };
    }

    internal void Stop()
    {
        IsRunning = false;
        _server?.Dispose();
        PutEnvironmentBack();
    }

    private static PSObject Row(params (string Name, object? Value)[] properties)
    {
        var row = new PSObject();
        foreach (var (name, value) in properties)
            row.Properties.Add(new PSNoteProperty(name, value));

        return row;
    }

    private static PSObject PartyRow(string session, SandboxTelephonyParty party) => Row(
        ("TelephonySessionId", session), ("PartyId", party.PartyId), ("ExtensionId", party.ExtensionId), ("Direction", party.Direction),
        ("From", party.From), ("To", party.To), ("Status", party.Status), ("Reason", party.Reason),
        ("IsMuted", party.IsMuted), ("IsStandAlone", party.IsStandAlone), ("ParkId", party.ParkId),
        ("ConferenceRole", party.ConferenceRole), ("SupervisedPartyId", party.SupervisedPartyId),
        ("Recordings", party.Recordings.Select(static r => Row(("RecordingId", r.RecordingId), ("IsActive", r.IsActive))).ToArray()));

    // Tokens, JWTs and passwords travel in these bodies.
    private static bool IsSignIn(string target) =>
        target.StartsWith("/restapi/oauth/", StringComparison.OrdinalIgnoreCase)
            || target.StartsWith("/api/auth/", StringComparison.OrdinalIgnoreCase);

    private static string WithoutSecrets(string target)
    {
        foreach (var name in new[] { "password=", "access_token=", "wsc=" })
        {
            var start = target.IndexOf(name, StringComparison.Ordinal);
            if (start >= 0)
            {
                start += name.Length;
                var end = target.IndexOf('&', start);
                target = target.Substring(0, start) + "***" + (end < 0 ? string.Empty : target.Substring(end));
            }
        }

        return target;
    }

    private static Hashtable Shown(IReadOnlyDictionary<string, string> headers)
    {
        var shown = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            shown[header.Key] = header.Key.ToUpperInvariant() switch
            {
                "AUTHORIZATION" => header.Value.Split(' ')[0] + " ***",
                "X-AUTH-TOKEN" => "***",
                _ => header.Value,
            };
        }

        return shown;
    }
}
