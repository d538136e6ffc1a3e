using System.Net.Sockets;

namespace RingCx.Client.Http;

/// <summary>Addresses of this machine alone.</summary>
internal static class LoopbackAddress
{
    private const string Name = "localhost";

    /// <summary>
    /// Whether an address can be nothing but this machine: 127.0.0.0/8, ::1, either of them as IPv6 writes IPv4, localhost and the names
    /// below it (RFC 6761). Whatever plain http is accepted for is among them.
    /// </summary>
    public static bool Is(Uri address)
    {
        // The platform knows ::1 and 127.0.0.1 as IPv6 writes it, but none of its neighbours.
        var host = address.DnsSafeHost.TrimEnd('.');
        return address.IsLoopback
            || host.Equals(Name, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + Name, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(IsMapped(ip) ? ip.MapToIPv4() : ip));

        static bool IsMapped(IPAddress ip) => ip is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true };
    }
}
