namespace RingCx.Client.Tests.Support;

/// <summary>
/// The proxy of the whole process, as the environment would name it: only for hosts that ask for it by their name, which says the port, so
/// that tests beside each other have each their own.
/// </summary>
internal sealed class ProxiesByName : IWebProxy
{
    public const string UserName = "proxy-user";

    /// <summary>With a space and an apostrophe, that the platform writes as they are.</summary>
    public const string Password = "pr0xy it's k3pt";

    private const string Domain = ".proxied.invalid";

    public ICredentials? Credentials { get; set; }

    /// <summary>The address of a service behind the proxy at a port of this machine.</summary>
    public static Uri Behind(string scheme, int port)
    {
        HttpClient.DefaultProxy = new ProxiesByName();
        return new Uri(FormattableString.Invariant($"https://{scheme}-{port}{Domain}"));
    }

    public Uri? GetProxy(Uri destination)
    {
        var parts = destination.Host[..^Domain.Length].Split('-');
        return new Uri($"{parts[0]}://{UserName}:{Uri.EscapeDataString(Password)}@127.0.0.1:{int.Parse(parts[1], CultureInfo.InvariantCulture)}");
    }

    public bool IsBypassed(Uri host) => !host.Host.EndsWith(Domain, StringComparison.Ordinal);
}
