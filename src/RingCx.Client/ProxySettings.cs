using System.Net.WebSockets;

namespace RingCx.Client;

/// <summary>
/// By which proxy requests and the WebSocket go. An address of this machine is never asked for at a proxy, whatever the settings.
/// </summary>
public sealed class ProxySettings
{
    private readonly IWebProxy? _proxy;

    /// <summary>Settings for one proxy.</summary>
    /// <param name="address">Its address, without a path, a name or a password.</param>
    /// <param name="credentials">Who it lets through; null for everybody.</param>
    /// <exception cref="ArgumentException">It has a name or a password in it.</exception>
    public ProxySettings(Uri address, ICredentials? credentials)
    {
        Address = address ?? throw new ArgumentNullException(nameof(address));
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("The name and the password do not belong into the address.", nameof(address));

        _proxy = new WebProxy(address) { Credentials = credentials };
    }

    private ProxySettings(bool isNone) => IsNone = isNone;

    /// <summary>
    /// What the machine says: the variables <c>https_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c>, otherwise the system's settings; on
    /// .NET Framework the system's settings alone.
    /// </summary>
    public static ProxySettings OfEnvironment { get; } = new(isNone: false);

    /// <summary>No proxy, whatever the environment says.</summary>
    public static ProxySettings None { get; } = new(isNone: true);

    /// <summary>The proxy's address; null where the environment says which, or there is none.</summary>
    public Uri? Address { get; }

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone { get; }

    /// <summary>A proxy's address as people write it: a host and a port, with or without <c>http://</c>.</summary>
    /// <param name="reason">Why it is none, without the text, which may hold a password; goes on after its name.</param>
    public static bool TryParse(string? text, out Uri? address, out string? reason)
    {
        address = null;
        var trimmed = text?.Trim() ?? string.Empty;
        var isUri = Uri.TryCreate(trimmed.Contains("://") ? trimmed : "http://" + trimmed, UriKind.Absolute, out var uri);
        reason = Refusal(isUri ? uri : null, trimmed);
        address = reason is null ? uri : null;
        return reason is null;
    }

    /// <summary>Where it goes, without any secret.</summary>
    public override string ToString() => IsNone ? "no proxy" : Address?.GetLeftPart(UriPartial.Authority) ?? "the environment's proxy";

    /// <summary>
    /// Whether these hosts' proxy is known without asking anybody. The system's settings may name a script, which the platform fetches and
    /// runs on the thread that sends.
    /// </summary>
    internal bool IsKnown(params Uri[] targets) =>
        IsNone || _proxy is not null || targets.All(LoopbackAddress.Is)
        || EnvironmentProxy()?.GetType().FullName is null or "System.Net.Http.HttpEnvironmentProxy" or "System.Net.Http.HttpNoProxy";

    /// <summary>Has a handler go by it.</summary>
    internal void ApplyTo(HttpClientHandler transport, params Uri[] targets)
    {
        if (IsNone)
            transport.UseProxy = false;
        else if (Guarded(targets.Any(LoopbackAddress.Is)) is { } proxy)
            transport.Proxy = proxy;
    }

    /// <summary>Has a WebSocket go by it.</summary>
    internal void ApplyTo(ClientWebSocket socket, Uri target)
    {
        var isLocal = LoopbackAddress.Is(target);
        if (IsNone || isLocal)
            socket.Options.Proxy = null;
        else if (Guarded(isLocal) is { } proxy)
            socket.Options.Proxy = proxy;
    }

    private static string? Refusal(Uri? uri, string text) => uri switch
    {
        _ when text.Length == 0 => "is empty.",
        null => "is not an address.",

        // Before anything else, so that no other refusal is looked up with the password in view.
        { UserInfo.Length: > 0 } => "has a name or a password in it, which would be seen in logs and in the history.",
        { Host.Length: 0 } => "is not an address.",
        _ when uri.Scheme.StartsWith("socks", StringComparison.OrdinalIgnoreCase) =>
            "is a SOCKS proxy, which is not spoken here. Most of them speak HTTP too, at another port.",
        _ when uri.Scheme == Uri.UriSchemeHttps && DesktopFramework.IsHere =>
            "is https, which Windows PowerShell cannot speak to a proxy. What passes it is encrypted all the same.",
        _ when uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps => "is neither http nor https.",
        { AbsolutePath: not ("/" or "") } or { Query.Length: > 0 } or { Fragment.Length: > 0 } => "has more than a host and a port in it.",
        _ => null,
    };

    // Null leaves the platform's own choice as it is.
    private GuardedProxy? Guarded(bool mustBeGuarded)
    {
        var proxy = _proxy ?? EnvironmentProxy();

        // A list of proxies, of which the next is tried when one is gone, is a type of .NET's own and would be lost behind ours. Such a
        // list comes from Windows' settings, whose addresses have no passwords.
        var isList = proxy?.GetType().GetInterface("System.Net.IMultiWebProxy") is not null;
        return proxy is null || (isList && !mustBeGuarded) ? null : new GuardedProxy(proxy);
    }

    // netstandard2.0 does not have the property; .NET Framework does not either.
    private static IWebProxy? EnvironmentProxy() =>
        typeof(HttpClient).GetProperty("DefaultProxy") is { } property ? (IWebProxy?)property.GetValue(null) : WebRequest.DefaultWebProxy;
}
