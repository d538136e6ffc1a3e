using System.Net.WebSockets;

namespace RingCx.Client;

/// <summary>What a <see cref="RingCxClient"/> needs to know before its first request.</summary>
public sealed class RingCxClientOptions(SignInMethod signIn)
{
    /// <summary>The default root of the RingCX host (docs/service-notes.md: Hosts).</summary>
    public static readonly Uri DefaultBaseUri = new("https://ringcx.ringcentral.com");

    /// <summary>The default root of the RingCentral platform (docs/service-notes.md: Hosts).</summary>
    public static readonly Uri DefaultRingCentralUri = new("https://platform.ringcentral.com");

    /// <summary>The default root of the legacy Engage Voice host (docs/service-notes.md: Hosts).</summary>
    public static readonly Uri DefaultLegacyUri = new("https://portal.vacd.biz");

    /// <summary>The requests a minute that the service allows one token unless told otherwise (docs/service-notes.md).</summary>
    public const int DefaultRequestsPerMinute = 120;

    /// <summary>How often one request is repeated at the most unless told otherwise.</summary>
    public const int DefaultMaximumRetryCount = 6;

    private int? _maximumRetryCount;

    /// <summary>Who signs in, and how.</summary>
    public SignInMethod SignIn { get; } = signIn ?? throw new ArgumentNullException(nameof(signIn));

    /// <summary>The root of the RingCX host, or of a legacy host with an API token.</summary>
    public Uri BaseUri { get; set; } = signIn.IsLegacy ? DefaultLegacyUri : DefaultBaseUri;

    /// <summary>
    /// The path of the voice API below <see cref="BaseUri"/>, such as <c>/voice/api</c>; null for the one that the host has (service-notes:
    /// hosts).
    /// </summary>
    public string? ApiPath { get; set; }

    /// <summary>The root of the RingCentral platform.</summary>
    public Uri RingCentralUri { get; set; } = DefaultRingCentralUri;

    /// <summary>The requests a minute that the service allows one token (docs/service-notes.md: 120).</summary>
    public int RequestsPerMinute { get; set; } = DefaultRequestsPerMinute;

    /// <summary>
    /// How often one request is repeated at the most, where the retry table allows it. Unless it is set, what the service refuses for the
    /// number of requests (429) is repeated for as long as <see cref="RetryTimeout"/> lasts.
    /// </summary>
    public int MaximumRetryCount
    {
        get => _maximumRetryCount ?? DefaultMaximumRetryCount;
        set => _maximumRetryCount = value;
    }

    /// <summary>How long one request may be retried in all.</summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long one attempt may take until its answer begins (an action: until it is complete).</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// By which proxy requests and the WebSocket go; by default the environment's. Of no account with a transport of its own.
    /// </summary>
    public ProxySettings Proxy { get; set; } = ProxySettings.OfEnvironment;

    /// <summary>Makes the innermost handler; null for the platform's own. The sandbox in process comes in here.</summary>
    public Func<HttpMessageHandler>? Transport { get; set; }

    /// <summary>Opens the WebSocket of RingEX's events; null for the platform's own. The sandbox in process comes in here.</summary>
    public Func<Uri, CancellationToken, Task<WebSocket>>? WebSocketTransport { get; set; }

    /// <summary>Signs in to RingCentral alone, for users without RingCX: the voice API is not to be called then.</summary>
    public bool RingExOnly { get; set; }

    /// <summary>A file's full path; it gets one line for every action, begun before the action is sent. Null for none.</summary>
    public string? AuditPath { get; set; }

    /// <summary>
    /// The name of the token cache by which processes of this user on this machine share one token and one rate budget; null to share
    /// neither. See <see cref="Identifier.IsTokenCacheName"/>.
    /// </summary>
    public string? TokenCacheName { get; set; }

    /// <summary>True when <see cref="MaximumRetryCount"/> was asked for.</summary>
    internal bool IsRetryCountGiven => _maximumRetryCount is not null;

    /// <summary>The folder of the token caches; null for the one in the user's profile.</summary>
    internal string? TokenCacheFolder { get; set; }

    /// <summary>Where the tokens are shared with other processes, in place of the cache of that name; null for no other.</summary>
    internal ITokenCache? TokenCache { get; set; }

    /// <summary>The clock of budgets, tokens and waits; tests drive it.</summary>
    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Numbers from 0 to 1 that spread retries; tests fix them.</summary>
    internal Func<double> Jitter { get; set; } = NextJitter;

    private static readonly Random SharedRandom = new();

    private static double NextJitter()
    {
        lock (SharedRandom)
        {
#pragma warning disable CA5394 // Spreads retries; nothing secret depends on it.
            return SharedRandom.NextDouble();
#pragma warning restore CA5394
        }
    }
}
