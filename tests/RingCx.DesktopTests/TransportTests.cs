using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using RingCx.Client.Http;

namespace RingCx.DesktopTests;

/// <summary>What .NET Framework is told of its network.</summary>
internal sealed class TransportTests : IDisposable
{
    private readonly SecurityProtocolType _before = ServicePointManager.SecurityProtocol;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TransportTests() => _listener.Start();

    private string Address => "https://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task Speak_TLS_1_2_where_the_session_has_TLS_1_0()
    {
#pragma warning disable CA5364, CA5386, CS0618 // What an old session has.
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
#pragma warning restore CA5364, CA5386, CS0618
        var hello = HelloAsync();
        using var bench = new Bench(client: options => (options.BaseUri, options.RingCentralUri, options.MaximumRetryCount) = (new Uri(Address), new Uri(Address), 0));
        Check.Equal(FailureKind.ServiceError, (await Check.ThrowsAsync<RingCxException>(() => bench.Client.SignInAsync(null, CancellationToken.None))).Kind);
        Check.Equal("16 03.03", await hello, "Handshake and highest version.");
#pragma warning disable CA5364, CA5386, CS0618
        Check.Equal(SecurityProtocolType.Tls, ServicePointManager.SecurityProtocol, "The session keeps what it had.");
#pragma warning restore CA5364, CA5386, CS0618
    }

    public Task Tell_a_handler_of_TLS_1_2_and_of_its_connections()
    {
        Check.True(DesktopFramework.IsHere, "This is .NET Framework, or Mono.");
        using var handler = new HttpClientHandler();
        DesktopFramework.SetUp(handler);
        Check.True(handler.SslProtocols >= SslProtocols.Tls12, $"There is nothing older: {handler.SslProtocols}.");
        Check.True((handler.SslProtocols & SslProtocols.Tls12) != 0, $"There is TLS 1.2: {handler.SslProtocols}.");
        Check.True(handler.MaxConnectionsPerServer > 1000, "There are as many connections as callers.");
        return Task.CompletedTask;
    }

    public Task Add_TLS_1_2_to_what_WebSockets_may_use_and_take_nothing_away()
    {
#pragma warning disable CA5364, CA5386, CS0618 // What an old session has.
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
        DesktopFramework.AllowTls12();
        Check.Equal(SecurityProtocolType.Tls | SecurityProtocolType.Tls12, ServicePointManager.SecurityProtocol);
#pragma warning restore CA5364, CA5386, CS0618
        ServicePointManager.SecurityProtocol = SecurityProtocolType.SystemDefault;
        DesktopFramework.AllowTls12();
        Check.Equal(SecurityProtocolType.SystemDefault, ServicePointManager.SecurityProtocol, "The system's choice is left to it.");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _listener.Stop();
        ServicePointManager.SecurityProtocol = _before;
    }

    // What a client says first: the record's type, and the highest version that it takes (RFC 5246, sections 6.2.1 and 7.4.1.2).
    private async Task<string> HelloAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var bytes = new byte[11];
        for (var read = 0; read < bytes.Length;)
        {
            var more = await client.GetStream().ReadAsync(bytes, read, bytes.Length - read);
            if (more == 0)
            {
                return "nothing";
            }

            read += more;
        }

        return $"{bytes[0]:x2} {bytes[9]:x2}.{bytes[10]:x2}";
    }
}
