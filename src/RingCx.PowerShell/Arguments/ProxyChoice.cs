using System.Net;

namespace RingCx.Arguments;

/// <summary>The proxy that a command is told to go by. Parameters that do not go together end the command.</summary>
internal static class ProxyChoice
{
    private const string Both = "-ProxyCredential and -ProxyUseDefaultCredentials";
    private const string Hint = " Leave one of them out, or see docs/proxies.md for what goes by which proxy.";

    /// <param name="proxy">The address; null where none is given.</param>
    public static ProxySettings Read(
        RcxCommand command, string? proxy, PSCredential? credential, bool useDefaultCredentials, bool noProxy, bool isSandbox)
    {
        command.RejectIf(proxy is not null && noProxy, "-Proxy and -NoProxy do not go together." + Hint);
        command.RejectIf(credential is not null && useDefaultCredentials, Both + " do not go together." + Hint);
        if (proxy is null)
        {
            command.RejectIf(
                credential is not null || useDefaultCredentials, Both + " are for a proxy that -Proxy names, and there is none." + Hint);
            return noProxy ? ProxySettings.None : ProxySettings.OfEnvironment;
        }

        if (!ProxySettings.TryParse(proxy, out var address, out var reason))
        {
            command.ThrowTerminatingError(ErrorRecords.InvalidUri(
                "Proxy",
                reason + " Give a host and a port, such as http://proxy.example.com:8080, and a name and a password with "
                + "-ProxyCredential."));
        }

        var credentials = useDefaultCredentials ? CredentialCache.DefaultCredentials : credential?.GetNetworkCredential();
        var settings = new ProxySettings(address!, credentials);
        command.WriteVerbose(isSandbox
            ? "The sandbox is in this process and goes by no proxy."
            : $"Going by {settings}{(credentials is null ? string.Empty : ", with credentials")}; addresses of this machine go directly.");
        return settings;
    }
}
