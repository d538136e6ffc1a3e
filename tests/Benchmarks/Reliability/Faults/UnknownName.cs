using System.Net.Sockets;

namespace RingCx.Reliability.Faults;

/// <summary>A host whose name is not known for a while. Throws what the platform's handler throws; asking a name server would make the figures its own.</summary>
internal sealed class UnknownName(HttpMessageHandler service, Func<bool> fails) : DelegatingHandler(service)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => fails()
        ? throw new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known (sandbox.invalid:443)", new SocketException((int)SocketError.HostNotFound))
        : base.SendAsync(request, cancellationToken);
}
