namespace RingCx.Commands;

/// <summary>Signs in and keeps the connection for the commands that follow in this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "Rcx", DefaultParameterSetName = JwtSet, HelpUri = HelpPages.Root + "Connect-Rcx.md")]
[OutputType(typeof(RcxConnection))]
public sealed class ConnectRcxCommand : RcxCommand
{
    private const string JwtSet = "Jwt";
    private const string VaultSet = "Vault";
    private const string KeyVaultSet = "KeyVault";
    private const string TokenSet = "Token";
    private const string LoginSet = "Login";
    private const string ApiTokenSet = "ApiToken";
    private const string SandboxSet = "Sandbox";

    private const int MostRequestsPerMinute = 100_000;
    private const int MostRetries = 1000;

    private static readonly TimeSpan LongestRetry = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestRequest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromHours(1);

    /// <summary>The RingCentral app's client id; by default RC_APP_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = JwtSet)]
    public string? ClientId { get; set; }

    /// <summary>The app's client secret; by default RC_APP_CLIENT_SECRET.</summary>
    [Parameter(ParameterSetName = JwtSet)]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The user's JWT credential; by default RC_USER_JWT.</summary>
    [Parameter(ParameterSetName = JwtSet)]
    [SecretTransformation]
    public SecureString? Jwt { get; set; }

    /// <summary>
    /// A vault of Microsoft.PowerShell.SecretManagement that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <summary>An Azure key vault that has these secrets; read as who is signed in to Azure, or as the machine's own identity.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyVaultSet)]
    public string? KeyVaultName { get; set; }

    /// <summary>What the names of secrets and of Automation's assets begin with, in place of RingCx.</summary>
    [Parameter(ParameterSetName = JwtSet)]
    [Parameter(ParameterSetName = VaultSet)]
    [Parameter(ParameterSetName = KeyVaultSet)]
    public string SecretPrefix { get; set; } = "RingCx";

    /// <summary>A RingCentral access token that was obtained elsewhere.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [SecretTransformation]
    public SecureString? RingCentralToken { get; set; }

    /// <summary>An Engage user's name and password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LoginSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The platform's id that belongs to the credential.</summary>
    [Parameter(ParameterSetName = LoginSet)]
    public string? PlatformId { get; set; }

    /// <summary>A permanent API token of a legacy host.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiTokenSet)]
    [SecretTransformation]
    public SecureString? ApiToken { get; set; }

    /// <summary>Connects to a simulated account in this process: no RingCX account, no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>The simulated account's seed: the same seed gives the same calls.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public int Seed { get; set; } = 1;

    /// <summary>The account to act on; by default RCX_ACCOUNT_ID, or the only one that the user sees.</summary>
    [Parameter]
    public string? AccountId { get; set; }

    /// <summary>The number where the supervisor takes calls; by default RCX_SUPERVISOR_PHONE.</summary>
    [Parameter]
    public string? SupervisorPhone { get; set; }

    /// <summary>The RingCX host's root; by default RCX_BASE_URL, or https://ringcx.ringcentral.com.</summary>
    [Parameter]
    public string? BaseUri { get; set; }

    /// <summary>The RingCentral platform's root; by default RC_SERVER_URL, or https://platform.ringcentral.com.</summary>
    [Parameter]
    public string? RingCentralUri { get; set; }

    /// <summary>
    /// The proxy to go by, such as http://proxy.example.com:8080; by default the environment's, such as HTTPS_PROXY or the system's
    /// settings.
    /// </summary>
    [Parameter]
    public string? Proxy { get; set; }

    /// <summary>The credential for the proxy; no password stands in its address.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Authenticates at the proxy as the user who runs PowerShell, as Windows knows it.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Uses no proxy, whatever the environment says.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The requests a minute that the service allows the user's token: 120, where the account has no other limit.</summary>
    [Parameter]
    public int RequestsPerMinute { get; set; } = RingCxClientOptions.DefaultRequestsPerMinute;

    /// <summary>
    /// How often one request is repeated at the most, where repeating does no harm; 0 for never. By default 6, and what the service refuses
    /// for the number of requests (429) for as long as -RetryTimeout lasts.
    /// </summary>
    [Parameter]
    public int MaximumRetryCount { get; set; } = RingCxClientOptions.DefaultMaximumRetryCount;

    /// <summary>
    /// How long one request may be repeated in all, pauses that the service asks for included; 3 minutes by default. A 429 without a time
    /// is waited for until the minute is over that the service counts.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RetryTimeout { get; set; }

    /// <summary>How long one attempt waits for its answer; 30 seconds by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>
    /// A file that gets a line of JSON for every action before it is sent, and another when it has ended. Made if it is not there; its
    /// folder must be.
    /// </summary>
    [Parameter]
    public string? AuditPath { get; set; }

    /// <summary>
    /// Shares one token and one rate budget with every job of this user on this machine that gives the same name and signs in the same way.
    /// </summary>
    [Parameter]
    public string? TokenCache { get; set; }

    /// <summary>
    /// Signs in to RingCentral alone, for the RingEx commands, where the user has no RingCX. No account is asked for or chosen.
    /// </summary>
    [Parameter(ParameterSetName = JwtSet)]
    [Parameter(ParameterSetName = VaultSet)]
    [Parameter(ParameterSetName = KeyVaultSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter RingExOnly { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not make it the runspace's default connection.</summary>
    [Parameter]
    public SwitchParameter NoDefault { get; set; }

    private bool IsSandbox => ParameterSetName == SandboxSet;

    /// <summary>Checks everything, signs in, chooses the account.</summary>
    protected override void EndProcessing()
    {
        RejectIf(
            IsSandbox && (BaseUri ?? RingCentralUri) is not null,
            "-Sandbox is in this process and has no address. For a sandbox on loopback, run Start-RcxSandbox -SetEnvironment and "
            + "Connect-Rcx without -Sandbox.");

        if (!NoDefault)
        {
            // Whoever goes on after a failed Connect-Rcx must not act on the account of the connection before.
            RunspaceState.Current.DefaultConnection = null;
        }

        RejectIf(
            RingExOnly && AccountId is not null,
            "-AccountId is a RingCX account and does not go with -RingExOnly. Leave one of them out.");
        CheckLimits();
        CheckTokenCache();
        var proxy = ProxyChoice.Read(
            this, IsGiven(nameof(Proxy)) ? Proxy ?? string.Empty : null, ProxyCredential, ProxyUseDefaultCredentials, NoProxy, IsSandbox);
        var kept = Kept();
        var phone = Phone(SupervisorPhone ?? kept?.SupervisorPhone ?? Credentials.Variable("RCX_SUPERVISOR_PHONE"));
        var account = Credentials.Trim(AccountId ?? (IsSandbox || RingExOnly ? null : AccountOf(kept)));
        if (account is not null && !Identifier.IsAccountId(account))
            ThrowTerminatingError(ErrorRecords.InvalidAccountId(account, account));

        var sandbox = IsSandbox ? RcxSandbox.InProcess(Seed) : null;
        var options = sandbox?.ClientOptions() ?? ServiceOptions(kept);
        ApplyLimits(options);
        options.Proxy = proxy;
        options.AuditPath = IsGiven(nameof(AuditPath))
            ? FilePath.Resolve(this, AuditPath, nameof(AuditPath), "Give a file, such as ./rcx-audit.jsonl.")
            : null;
        options.TokenCacheName = TokenCache;
        options.RingExOnly = RingExOnly;
        var client = new RingCxClient(options);
        try
        {
            EndIfFails(
                () => Await((_, cancellationToken) => client.CheckAuditAsync(cancellationToken)),
                e => ErrorRecords.From(e, "connect", client.AuditPath));
            EndIfFails(() => Await(client.SignInAsync), e => ErrorRecords.SignInFailed(e, options.BaseUri, options.RingCentralUri));
            var (chosen, accounts) = RingExOnly
                ? (new RcxAccount { AccountId = "~" }, [])
                : AccountChoice.Make(this, client, account, options.BaseUri);
            var connection = new RcxConnection(client, chosen, accounts, options.BaseUri, options.RingCentralUri, phone, sandbox);
            if (!NoDefault)
                RunspaceState.Current.DefaultConnection = connection;

            if (PassThru)
            {
                connection.WasHandedOut = true;
                WriteObject(connection);
            }
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void CheckLimits()
    {
        RejectIf(
            RequestsPerMinute is < 1 or > MostRequestsPerMinute,
            $"-RequestsPerMinute {RequestsPerMinute} is out of range. Give what the service allows the account, 1 to "
            + $"{MostRequestsPerMinute}; without it 120 are taken.");
        RejectIf(
            MaximumRetryCount is < 0 or > MostRetries,
            $"-MaximumRetryCount {MaximumRetryCount} is out of range. Give 0 (never) to {MostRetries}.");
        RejectIf(
            RetryTimeout < TimeSpan.Zero || RetryTimeout > LongestRetry,
            "-RetryTimeout is out of range. Give seconds, such as 180, or a TimeSpan; a day at the most.");
        RejectIf(
            RequestTimeout < ShortestRequest || RequestTimeout > LongestRequest,
            "-RequestTimeout is out of range. Give seconds, such as 30, or a TimeSpan; from 1 second to an hour.");
    }

    private void CheckTokenCache()
    {
        // A variable that nobody set is no wish to share nothing.
        if (!IsGiven(nameof(TokenCache)))
            return;

        RejectIf(
            IsSandbox,
            "-TokenCache is of no use with -Sandbox: the sandbox is in this process, and no other can reach it. For a sandbox that several "
            + "processes share, run Start-RcxSandbox -SetEnvironment and Connect-Rcx without -Sandbox.");
        RejectIf(
            ParameterSetName == ApiTokenSet,
            "-TokenCache is of no use with -ApiToken: such a token is used as it is, and nothing is obtained that could be shared.");
        RejectIf(
            !Identifier.IsTokenCacheName(TokenCache),
            "-TokenCache is not a name. Give 1 to 64 letters, digits, dots, dashes and underscores, with no dot at the beginning or the "
            + "end, that is no name of a device (such as NUL): nightly, for example.");
    }

    private void ApplyLimits(RingCxClientOptions options)
    {
        options.RequestsPerMinute = RequestsPerMinute;
        // Unasked for, it does not limit how long a 429 is waited for.
        if (IsGiven(nameof(MaximumRetryCount)))
            options.MaximumRetryCount = MaximumRetryCount;

        options.RetryTimeout = RetryTimeout ?? options.RetryTimeout;
        options.RequestTimeout = RequestTimeout ?? options.RequestTimeout;
    }

    private RingCxClientOptions ServiceOptions(AppCredentials? kept)
    {
        var options = new RingCxClientOptions(Method(kept));
        var given = BaseUri ?? Credentials.Variable("RCX_BASE_URL");
        if (HostRoot.Read(this, nameof(BaseUri), given) is { } root)
        {
            options.BaseUri = root;

            // Where a path was given, somebody knows where the API is.
            if (ParameterSetName == ApiTokenSet && new Uri(given!.Trim()).AbsolutePath.TrimEnd('/') is { Length: > 0 } path)
                options.ApiPath = path;
        }

        if (HostRoot.Read(this, nameof(RingCentralUri), RingCentralUri ?? Credentials.Variable("RC_SERVER_URL")) is { } platform)
            options.RingCentralUri = platform;

        return options;
    }

    // What a vault or an Automation account keeps; null where parameters or the environment say who signs in.
    private AppCredentials? Kept()
    {
        var isOfJob = ParameterSetName == JwtSet && !IsGiven(nameof(ClientId)) && !IsGiven(nameof(ClientSecret)) && !IsGiven(nameof(Jwt))
            && (IsGiven(nameof(SecretPrefix)) || !Credentials.AreInEnvironment);
        var kept = AppCredentials.Find(this, Vault, KeyVaultName, isOfJob, SecretPrefix, IsGiven(nameof(SecretPrefix)));
        var given = ParameterSetName == JwtSet && !IsGiven(nameof(Jwt)) ? "what the environment has" : "what the parameters give";
        if (!IsSandbox)
            WriteVerbose($"Signing in with {(kept is null ? given : $"{kept.Prefix}-… of {kept.Origin}")}.");

        if (kept is null && ParameterSetName == JwtSet)
            AppCredentials.WarnOfAnotherJob(this);

        return kept;
    }

    // A vault is named by a parameter, and goes before the environment; an Automation account is only there.
    private string? AccountOf(AppCredentials? kept) => ParameterSetName == JwtSet
        ? Credentials.Variable("RCX_ACCOUNT_ID") ?? kept?.AccountId
        : kept?.AccountId ?? Credentials.Variable("RCX_ACCOUNT_ID");

    private SignInMethod Method(AppCredentials? kept)
    {
        var credentials = new Credentials(this, kept);
        if (kept is not null)
            return credentials.OfApp(kept.ClientId, kept.ClientSecret, kept.Jwt);

        return ParameterSetName switch
        {
            TokenSet => credentials.OfToken(RingCentralToken!),
            ApiTokenSet => credentials.OfApiToken(ApiToken!),
            LoginSet => credentials.OfLogin(Credential!, PlatformId),
            _ => credentials.OfApp(ClientId, ClientSecret, Jwt),
        };
    }

    private string? Phone(string? given)
    {
        if (given is null)
            return null;

        if (!PhoneNumber.TryNormalize(given, out var number, out var problem))
            ThrowTerminatingError(ErrorRecords.InvalidPhoneNumber(given, nameof(SupervisorPhone), problem, null));

        return number;
    }
}
