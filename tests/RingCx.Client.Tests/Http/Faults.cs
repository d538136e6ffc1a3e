using System.Net.Sockets;
using System.Security.Authentication;

namespace RingCx.Client.Tests.Http;

/// <summary>The ways in which an attempt can fail, by name.</summary>
internal static class Faults
{
    private static readonly Dictionary<string, ScriptedAnswer> ByName = new()
    {
        ["connection refused"] = Socket(SocketError.ConnectionRefused),
        ["host not found"] = Socket(SocketError.HostNotFound),
        ["name resolution later"] = Socket(SocketError.TryAgain),
        ["no address for the name"] = Socket(SocketError.NoData),
        ["network unreachable"] = Socket(SocketError.NetworkUnreachable),
        ["host unreachable"] = Socket(SocketError.HostUnreachable),
        ["name resolution, .NET Framework"] = Web(WebExceptionStatus.NameResolutionFailure),
        ["certificate"] = ScriptedAnswer.Failing(new HttpRequestException("The SSL connection could not be established.", new AuthenticationException("The remote certificate is invalid."))),
        ["certificate, .NET Framework"] = Web(WebExceptionStatus.TrustFailure),
        ["429"] = ScriptedAnswer.Failing((HttpStatusCode)429),
        ["429, body broken"] = ScriptedAnswer.Truncated("slow", (HttpStatusCode)429),
        ["503"] = ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable),
        ["503, body broken"] = ScriptedAnswer.Truncated("<html>", HttpStatusCode.ServiceUnavailable),
        ["500"] = ScriptedAnswer.Failing(HttpStatusCode.InternalServerError),
        ["502"] = ScriptedAnswer.Text("<html>Bad gateway</html>", HttpStatusCode.BadGateway),
        ["504"] = ScriptedAnswer.Failing(HttpStatusCode.GatewayTimeout),
        ["500, body broken"] = ScriptedAnswer.Truncated("<html>", HttpStatusCode.InternalServerError),
        ["timeout"] = ScriptedAnswer.Failing(new TaskCanceledException("The request was given up.")),
        ["silence"] = ScriptedAnswer.Silence,
        ["body stalled"] = ScriptedAnswer.Pieces(static () => new PieceStream(PieceStreamEnd.Stalls, "tr")),
        ["connection reset"] = Socket(SocketError.ConnectionReset),
        ["connection aborted"] = ScriptedAnswer.Failing(new HttpRequestException("An error occurred while sending the request.", new IOException("The response ended prematurely."))),
        ["network lost on a connection that stood"] = ScriptedAnswer.Failing(new HttpRequestException(
            "An error occurred while sending the request.", new IOException("Unable to read data.", new SocketException((int)SocketError.NetworkUnreachable)))),
        ["unknown failure"] = ScriptedAnswer.Failing(new HttpRequestException("Something else.")),
        ["stream failure"] = ScriptedAnswer.Failing(new IOException("The stream broke.")),
        ["body broken"] = ScriptedAnswer.Truncated("tr"),
    };

    public static ScriptedAnswer Named(string name) => ByName[name];

    private static ScriptedAnswer Socket(SocketError error) =>
        ScriptedAnswer.Failing(new HttpRequestException("The request could not be sent.", new SocketException((int)error)));

    private static ScriptedAnswer Web(WebExceptionStatus status) =>
        ScriptedAnswer.Failing(new HttpRequestException("An error occurred while sending the request.", new WebException("The remote name could not be resolved.", status)));
}
