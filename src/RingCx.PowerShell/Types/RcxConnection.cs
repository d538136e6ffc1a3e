namespace RingCx;

/// <summary>
/// A signed-in user of one account, as Connect-Rcx -PassThru and Get-RcxConnection show it. Holds no secret that can be read.
/// </summary>
public sealed class RcxConnection
{
    private int _holds;

    internal RcxConnection(RingCxClient client, RcxAccount account, IReadOnlyList<RcxAccount> accounts, Uri baseUri, Uri ringCentralUri,
        string? supervisorPhone, RcxSandbox? sandbox)
    {
        Client = client;
        AccountId = account.AccountId;
        AccountName = account.AccountName;
        Accounts = accounts;
        BaseUri = baseUri;
        RingCentralUri = ringCentralUri;
        SupervisorPhone = supervisorPhone;
        Sandbox = sandbox;
        Directory = new ConnectionDirectory(client);
    }

    /// <summary>
    /// The RingCX account that commands act on unless they are told another; <c>~</c>, the signed-in user's own, for RingEX alone.
    /// </summary>
    public string AccountId { get; }

    /// <summary>The account's name; null where the service does not tell it.</summary>
    public string? AccountName { get; }

    /// <summary>Who signed in; null where the sign-in does not tell it.</summary>
    public string? UserName => Client.User?.UserName;

    /// <summary>The RingCX host's root.</summary>
    public Uri BaseUri { get; }

    /// <summary>The RingCentral platform's root.</summary>
    public Uri RingCentralUri { get; }

    /// <summary>The number where the supervisor takes calls; null where none was given.</summary>
    public string? SupervisorPhone { get; }

    /// <summary>When the access token runs out (it is renewed before); null for a token that does not, or after Disconnect-Rcx.</summary>
    public DateTimeOffset? TokenExpiresAt => Client.TokenExpiresAt;

    /// <summary>
    /// When RingCentral's own token runs out, which RingEX takes (it is renewed before); null before the first, and for one that was
    /// obtained elsewhere.
    /// </summary>
    public DateTimeOffset? RingCentralTokenExpiresAt => Client.RingCentralTokenExpiresAt;

    /// <summary>Whether it is for RingEX alone (Connect-Rcx -RingExOnly): the commands on RingCX's calls are refused then.</summary>
    public bool IsRingExOnly => Client.IsRingExOnly;

    /// <summary>What RingEX allows a minute, group by group.</summary>
    public RingExRate[] RingExRates => [.. Client.RingExRates];

    /// <summary>The requests a minute that the connection allows itself.</summary>
    public int RateLimit => Client.RateLimit;

    /// <summary>
    /// The requests that could go out at this moment; with a token cache: by what was last seen of the other jobs' requests.
    /// </summary>
    public int RateRemaining => Client.RateRemaining;

    /// <summary>The file that gets a line for every action; null for none.</summary>
    public string? AuditPath => Client.AuditPath;

    /// <summary>The name of the token cache by which it shares its token and its rate budget with other jobs; null for none.</summary>
    public string? TokenCache => Client.TokenCacheName;

    /// <summary>
    /// By which proxy requests go: its address, never its password; or that the environment says which, or that there is none.
    /// </summary>
    public string Proxy => (IsSandbox ? ProxySettings.None : Client.Proxy).ToString();

    /// <summary>Whether the service is simulated in this process.</summary>
    public bool IsSandbox => Sandbox is not null;

    /// <summary>False after Disconnect-Rcx.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>The simulated service behind the connection; null for a real one.</summary>
    public RcxSandbox? Sandbox { get; }

    internal RingCxClient Client { get; }

    internal IReadOnlyList<RcxAccount> Accounts { get; }

    internal ConnectionDirectory Directory { get; }

    /// <summary>The calls of the last listing, for completion.</summary>
    internal IReadOnlyList<RcxActiveCall> LastListing { get; set; } = [];

    /// <summary>RingEX's calls of the last listing, for completion.</summary>
    internal IReadOnlyList<RingExActiveCall> LastRingExListing { get; set; } = [];

    /// <summary>Whether a script may have it in a variable, or have given it to another runspace.</summary>
    internal bool WasHandedOut { get; set; }

    /// <summary>True while something is under way that must come to its end.</summary>
    internal bool IsHeld => Volatile.Read(ref _holds) > 0;

    /// <summary>Keeps the connection from being closed until <see cref="Release"/>.</summary>
    internal void Hold() => Interlocked.Increment(ref _holds);

    /// <summary>What was under way has come to its end.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _holds) == 0 && !IsOpen)
            Client.Dispose();
    }

    /// <summary>
    /// Forgets tokens and secrets; commands that are handed the connection fail from here on. What holds it comes to its end first.
    /// </summary>
    internal void Close()
    {
        Hold();
        IsOpen = false;
        Release();
    }

    /// <summary>The account and the host.</summary>
    public override string ToString() => IsRingExOnly ? $"RingEX at {RingCentralUri.Host}" : $"{AccountId} at {BaseUri.Host}";
}
