using System.Security.Authentication;

namespace RingCx.Client.Http;

#pragma warning disable SYSLIB0014 // .NET does nothing with a ServicePointManager, and none of this is called there.
/// <summary>What .NET Framework, on which Windows PowerShell 5.1 runs, wants to be told of its network, and .NET does by itself.</summary>
internal static class DesktopFramework
{
    private const SecurityProtocolType Old =
#pragma warning disable CA5364, CA5386, CS0618 // Named in order to be left out.
        SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls | SecurityProtocolType.Tls11;
#pragma warning restore CA5364, CA5386, CS0618

    /// <summary>True on .NET Framework, and on Mono, which stands in for it.</summary>
    public static bool IsHere { get; } = typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>
    /// Gives a handler TLS 1.2, whatever the session has, and what the session has that is newer; nothing older. And as many connections
    /// as there are callers: two at a time are the default there, and a listing that is being read is one.
    /// </summary>
    public static void SetUp(HttpClientHandler handler)
    {
        if (IsHere)
        {
            // TLS 1.3 is not named: systems that do not have it would refuse to connect. .NET Framework goes by what is named.
#pragma warning disable CA5397, CA5398
            handler.SslProtocols = SslProtocols.Tls12 | (SslProtocols)(ServicePointManager.SecurityProtocol & ~Old);
#pragma warning restore CA5397, CA5398
            handler.MaxConnectionsPerServer = int.MaxValue;
        }
    }

    /// <summary>
    /// Adds TLS 1.2 to what the session allows, and takes nothing away: a WebSocket knows no protocols of its own there. A session that
    /// leaves the choice to the system is left alone.
    /// </summary>
    public static void AllowTls12()
    {
        if (IsHere && ServicePointManager.SecurityProtocol is not 0 and var allowed && (allowed & SecurityProtocolType.Tls12) == 0)
            ServicePointManager.SecurityProtocol = allowed | SecurityProtocolType.Tls12;
    }
}
