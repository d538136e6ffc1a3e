using System.Net;

namespace RingCx.Commands;

/// <summary>Signs in and keeps the connection for the commands that follow in this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "Rcx", DefaultParameterSetName = JwtSet, HelpUri = HelpPages.Root + "Connect-Rcx.md")]
[OutputType(typeof(RcxConnection))]
public sealed class ConnectRcxCommand : RcxCommand
{
    // What stands around a secret in files, vaults and variables; the byte order mark is no blank to .NET.
    private static readonly char[] Surroundings = [' ', '\t', '\r', '\n', '\u00A0', '\u2028', '\uFEFF', '\u200B'];

    private const string JwtSet = "Jwt";
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

    /// <summary>The proxy to go by, such as http://proxy.example.com:8080; by default the environment's, such as HTTPS_PROXY or the system's settings.</summary>
    [Parameter]
    public string? Proxy { get; set; }

    /// <summary>Who the proxy lets through; no password stands in its address.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Shows the proxy the user who runs PowerShell, as Windows knows it.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Goes by no proxy, whatever the environment says.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The requests a minute that the service allows the user's token: 120, where the account has no other limit.</summary>
    [Parameter]
    public int RequestsPerMinute { get; set; } = RingCxClientOptions.DefaultRequestsPerMinute;

    /// <summary>How often one request is repeated at the most, where repeating does no harm; 0 for never. By default 6, and what the service refuses for the number of requests (429) for as long as -RetryTimeout lasts.</summary>
    [Parameter]
    public int MaximumRetryCount { get; set; } = RingCxClientOptions.DefaultMaximumRetryCount;

    /// <summary>How long one request may be repeated in all, pauses that the service asks for included; 3 minutes by default. A 429 without a time is waited for until the minute is over that the service counts.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RetryTimeout { get; set; }

    /// <summary>How long one attempt waits for its answer; 30 seconds by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>A file that gets a line of JSON for every action before it is sent, and another when it has ended. Made if it is not there; its folder must be.</summary>
    [Parameter]
    public string? AuditPath { get; set; }

    /// <summary>
    /// Shares one token and one rate budget with every job of this user on this machine that gives the same name and signs in the same way.
    /// </summary>
    [Parameter]
    public string? TokenCache { get; set; }

    /// <summary>Signs in to RingCentral alone, for the RingEx commands, where the user has no RingCX. No account is asked for or chosen.</summary>
    [Parameter(ParameterSetName = JwtSet)]
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
        if (IsSandbox && (BaseUri ?? RingCentralUri) is not null)
        {
            Fail(ErrorRecords.InvalidArgument("-Sandbox is in this process and has no address. For a sandbox on loopback, run Start-RcxSandbox -SetEnvironment and Connect-Rcx without -Sandbox."));
        }

        if (!NoDefault)
        {
            // Whoever goes on after a failed Connect-Rcx must not act on the account of the connection before.
            RunspaceState.Current.DefaultConnection = null;
        }

        if (RingExOnly && AccountId is not null)
            Fail(ErrorRecords.InvalidArgument("-AccountId is a RingCX account and does not go with -RingExOnly. Leave one of them out."));

        CheckLimits();
        CheckTokenCache();
        var proxy = ChosenProxy();
        var phone = Phone(SupervisorPhone ?? Variable("RCX_SUPERVISOR_PHONE"));
        var account = Account(AccountId ?? (IsSandbox || RingExOnly ? null : Variable("RCX_ACCOUNT_ID")));
        var sandbox = IsSandbox ? RcxSandbox.InProcess(Seed) : null;
        var options = sandbox?.ClientOptions() ?? ServiceOptions();
        ApplyLimits(options);
        options.Proxy = proxy;
        options.AuditPath = FullAuditPath();
        options.TokenCacheName = TokenCache;
        options.RingExOnly = RingExOnly;
        var client = new RingCxClient(options);
        try
        {
            CheckAudit(client);
            var connection = SignIn(client, options, account, phone, sandbox);
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
        if (RequestsPerMinute is < 1 or > MostRequestsPerMinute)
        {
            Fail(ErrorRecords.InvalidArgument($"-RequestsPerMinute {RequestsPerMinute} is out of range. Give what the service allows the account, 1 to {MostRequestsPerMinute}; without it 120 are taken."));
        }

        if (MaximumRetryCount is < 0 or > MostRetries)
            Fail(ErrorRecords.InvalidArgument($"-MaximumRetryCount {MaximumRetryCount} is out of range. Give 0 (never) to {MostRetries}."));

        if (RetryTimeout is { } retry && (retry < TimeSpan.Zero || retry > LongestRetry))
        {
            Fail(ErrorRecords.InvalidArgument("-RetryTimeout is out of range. Give seconds, such as 180, or a TimeSpan; a day at the most."));
        }

        if (RequestTimeout is { } request && (request < ShortestRequest || request > LongestRequest))
        {
            Fail(ErrorRecords.InvalidArgument("-RequestTimeout is out of range. Give seconds, such as 30, or a TimeSpan; from 1 second to an hour."));
        }
    }

    private void CheckTokenCache()
    {
        // A variable that nobody set is no wish to share nothing.
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(TokenCache)))
            return;

        if (ParameterSetName is SandboxSet or ApiTokenSet)
        {
            Fail(ErrorRecords.InvalidArgument(IsSandbox
                ? "-TokenCache is of no use with -Sandbox: the sandbox is in this process, and no other can reach it. For a sandbox that several processes share, run Start-RcxSandbox -SetEnvironment and Connect-Rcx without -Sandbox."
                : "-TokenCache is of no use with -ApiToken: such a token is used as it is, and nothing is obtained that could be shared."));
        }

        if (!Identifier.IsTokenCacheName(TokenCache))
        {
            Fail(ErrorRecords.InvalidArgument("-TokenCache is not a name. Give 1 to 64 letters, digits, dots, dashes and underscores, with no dot at the beginning or the end, that is no name of a device (such as NUL): nightly, for example."));
        }
    }

    private ProxySettings ChosenProxy()
    {
        var isGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Proxy));
        var wrong = isGiven && NoProxy ? "-Proxy and -NoProxy do not go together."
            : ProxyCredential is not null && ProxyUseDefaultCredentials ? "-ProxyCredential and -ProxyUseDefaultCredentials do not go together."
            : !isGiven && (ProxyCredential is not null || ProxyUseDefaultCredentials) ? "-ProxyCredential and -ProxyUseDefaultCredentials are for a proxy that -Proxy names, and there is none."
            : null;
        if (wrong is not null)
            Fail(ErrorRecords.InvalidArgument(wrong + " Leave one of them out, or see docs/proxies.md for what goes by which proxy."));

        if (!isGiven)
            return NoProxy ? ProxySettings.None : ProxySettings.OfEnvironment;

        if (!ProxySettings.TryParse(Proxy, out var address, out var reason))
        {
            Fail(ErrorRecords.InvalidUri(nameof(Proxy), reason + " Give a host and a port, such as http://proxy.example.com:8080, and a name and a password with -ProxyCredential."));
        }

        ICredentials? credentials = ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : ProxyCredential?.GetNetworkCredential();
        var settings = new ProxySettings(address!, credentials);
        WriteVerbose(IsSandbox ? "The sandbox is in this process and goes by no proxy." : $"Going by {settings}{(credentials is null ? string.Empty : ", with credentials")}; addresses of this machine go directly.");
        return settings;
    }

    private void ApplyLimits(RingCxClientOptions options)
    {
        options.RequestsPerMinute = RequestsPerMinute;
        if (MyInvocation.BoundParameters.ContainsKey(nameof(MaximumRetryCount)))
        {
            // Unasked for, it does not limit how long a 429 is waited for.
            options.MaximumRetryCount = MaximumRetryCount;
        }

        options.RetryTimeout = RetryTimeout ?? options.RetryTimeout;
        options.RequestTimeout = RequestTimeout ?? options.RequestTimeout;
    }

    private string? FullAuditPath() => MyInvocation.BoundParameters.ContainsKey(nameof(AuditPath))
        ? FilePath.Resolve(this, AuditPath, nameof(AuditPath), "Give a file, such as ./rcx-audit.jsonl.")
        : null;

    private void CheckAudit(RingCxClient client)
    {
        try
        {
            Await((_, cancellationToken) => client.CheckAuditAsync(cancellationToken));
        }
        catch (RingCxException e)
        {
            Fail(ErrorRecords.From(e, "connect", client.AuditPath));
        }
    }

    private RcxConnection SignIn(RingCxClient client, RingCxClientOptions options, string? account, string? phone, RcxSandbox? sandbox)
    {
        try
        {
            Await(client.SignInAsync);
        }
        catch (RingCxException e)
        {
            Fail(ErrorRecords.SignInFailed(e, options.BaseUri, options.RingCentralUri));
        }

        if (RingExOnly)
            return new RcxConnection(client, new RcxAccount("~", null, null), [], options.BaseUri, options.RingCentralUri, phone, sandbox);

        IReadOnlyList<RcxAccount> accounts = [];
        try
        {
            accounts = RcxAccount.From(Await(client.Directory.GetAccountsAsync));
        }
        catch (RingCxException e) when (account is not null && e.Kind is FailureKind.PermissionDenied or FailureKind.NotFound)
        {
            // Whoever names the account need not be allowed to list them.
            WriteVerbose("The accounts cannot be listed; the one given is taken as it is.");
        }
        catch (RingCxException e)
        {
            Fail(ErrorRecords.From(e, "list the accounts", options.BaseUri));
        }

        if (account is null && accounts.Count != 1)
            Fail(ErrorRecords.AccountNotChosen(accounts));

        var chosen = account is null ? accounts[0] : accounts.FirstOrDefault(a => a.AccountId == account);
        if (chosen is null)
        {
            if (accounts.Count > 0)
            {
                WriteWarning($"Account {account} is not among those that the user sees: {string.Join(", ", accounts.Take(20))}. Commands may be refused.");
            }

            chosen = new RcxAccount(account!, null, null);
        }

        return new RcxConnection(client, chosen, accounts, options.BaseUri, options.RingCentralUri, phone, sandbox);
    }

    private RingCxClientOptions ServiceOptions()
    {
        var options = new RingCxClientOptions(Method());
        var given = BaseUri ?? Variable("RCX_BASE_URL");
        if (Root(nameof(BaseUri), given) is { } root)
        {
            options.BaseUri = root;

            // Where a path was given, somebody knows where the API is.
            options.ApiPath = ParameterSetName == ApiTokenSet && new Uri(given!.Trim()).AbsolutePath.TrimEnd('/') is { Length: > 0 } path ? path : null;
        }

        if (Root(nameof(RingCentralUri), RingCentralUri ?? Variable("RC_SERVER_URL")) is { } platform)
            options.RingCentralUri = platform;

        return options;
    }

    private SignInMethod Method() => ParameterSetName switch
    {
        TokenSet => new RingCentralTokenSignIn(Secret(RingCentralToken, nameof(RingCentralToken), null)),
        ApiTokenSet => new ApiTokenSignIn(Secret(ApiToken, nameof(ApiToken), null)),
        LoginSet => new EngageSignIn(
            Credential!.UserName,
            Password(Credential.Password),
            Name(PlatformId, "-PlatformId") ?? Missing(nameof(PlatformId), "It is the id of the platform that the user signs in to.")),
        _ => new JwtSignIn(
            Name(ClientId, "-ClientId") ?? Name(Variable("RC_APP_CLIENT_ID"), "The variable RC_APP_CLIENT_ID") ?? Missing(nameof(ClientId), "Give it, or set RC_APP_CLIENT_ID. To try things out without an account: Connect-Rcx -Sandbox."),
            Secret(ClientSecret, nameof(ClientSecret), "RC_APP_CLIENT_SECRET"),
            Secret(Jwt, nameof(Jwt), "RC_USER_JWT")),
    };

    private Secret Secret(SecureString? given, string parameter, string? variable)
    {
        // What was read from a file, a vault or the environment ends in a line break often enough. No token has a blank in it.
        var isGiven = given is { Length: > 0 };
        var text = (isGiven ? new NetworkCredential(string.Empty, given).Password : variable is null ? null : Variable(variable))?.Trim(Surroundings);
        if (string.IsNullOrEmpty(text))
            Missing(parameter, variable is null ? "It is empty." : $"Give it, or set {variable}.");

        Check(text!, isGiven ? "-" + parameter : $"The variable {variable}", "(it may be quoted, begin with 'Bearer', or have been wrapped over two lines)");
        using var value = SecretTransformationAttribute.FromText(text!);
        return new Secret(value);
    }

    // A password may have blanks anywhere. A line break at its end comes from the file or the vault that it was read from: nobody can type one.
    private Secret Password(SecureString given)
    {
        var text = new NetworkCredential(string.Empty, given).Password.TrimEnd('\r', '\n');
        if (text.Length == 0)
            Missing(nameof(Credential), "Its password is empty.");

        using var value = SecretTransformationAttribute.FromText(text);
        return new Secret(value);
    }

    // An id as it is sent; null where there is none.
    private string? Name(string? given, string what)
    {
        var name = given?.Trim(Surroundings);
        if (string.IsNullOrEmpty(name))
            return null;

        Check(name!, what, "(it may be quoted)");
        return name;
    }

    private void Check(string text, string what, string why)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is <= ' ' or > '~' or '"' or '\'' or '<' or '>')
            {
                var kind = text[i] switch
                {
                    '\r' or '\n' => "a line break",
                    '"' or '\'' => "a quotation mark",
                    '<' or '>' => "an angle bracket, as placeholders have,",
                    _ when char.IsWhiteSpace(text[i]) => "a blank",
                    _ => "a character that cannot be part of it",
                };
                Fail(ErrorRecords.InvalidArgument(FormattableString.Invariant($"{what} holds {kind} at place {i + 1} of {text.Length} {why}. Give it as it was issued; what stands around it (blanks, line breaks) is left out by itself.")));
            }
        }
    }

    private string? Phone(string? given)
    {
        if (given is null)
            return null;

        if (!PhoneNumber.TryNormalize(given, out var number, out var problem))
            Fail(ErrorRecords.InvalidPhoneNumber(given, nameof(SupervisorPhone), problem, null));

        return number;
    }

    private string? Account(string? given)
    {
        given = given?.Trim(Surroundings);
        if (given is not null && !Identifier.IsAccountId(given))
            Fail(ErrorRecords.InvalidAccountId(given, given));

        return given;
    }

    // A host's root. The API's own path is accepted behind it, since people copy it from the documents.
    private Uri? Root(string parameter, string? given)
    {
        if (given is null)
            return null;

        const string Example = "Give a root such as https://ringcx.ringcentral.com.";
        if (!Uri.TryCreate(given.Trim(), UriKind.Absolute, out var uri) || uri.Host.Length == 0 || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            Fail(ErrorRecords.InvalidUri(parameter, "is not the address of a host. " + Example));
        }

        if (uri!.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            Fail(ErrorRecords.InvalidUri(parameter, "is plain http: tokens would travel in the open. Give https; plain http is for loopback addresses alone."));
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath.TrimEnd('/') is not ("" or "/api" or "/voice/api"))
        {
            Fail(ErrorRecords.InvalidUri(parameter, "has more than a host in it. " + Example));
        }

        return new Uri(uri.GetLeftPart(UriPartial.Authority));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value.Trim() : null;

    private string Missing(string parameter, string example)
    {
        Fail(ErrorRecords.MissingArgument(parameter, example));
        return string.Empty;
    }

    private void Fail(ErrorRecord error) => ThrowTerminatingError(error);
}
