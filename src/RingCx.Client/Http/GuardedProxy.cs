namespace RingCx.Client.Http;

/// <summary>
/// A proxy that is never asked for an address of this machine, whose tokens would pass it in clear, and whose own address is given without
/// a name and a password in it: the platform repeats the address in its errors.
/// </summary>
internal sealed class GuardedProxy(IWebProxy inner) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => inner.Credentials;
        set => inner.Credentials = value;
    }

    public bool IsBypassed(Uri host) => LoopbackAddress.Is(host) || inner.IsBypassed(host);

    public Uri? GetProxy(Uri destination) =>
        LoopbackAddress.Is(destination) || inner.GetProxy(destination) is not { } proxy ? Directly(destination) : WithoutUser(proxy);

    // What goes directly has no proxy; in .NET Framework's words, its proxy is itself.
    private static Uri? Directly(Uri destination) => DesktopFramework.IsHere ? destination : null;

    private static Uri WithoutUser(Uri proxy) =>
        proxy.UserInfo.Length == 0
            ? proxy
            : new Uri(proxy.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped));
}
