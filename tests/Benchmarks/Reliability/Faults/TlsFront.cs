using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RingCx.Reliability.Faults;

/// <summary>Speaks TLS, with a certificate that it signed itself, in front of a server on loopback.</summary>
internal sealed class TlsFront : IDisposable
{
    private static readonly Lazy<X509Certificate2> Certificate = new(MakeCertificate);

    private readonly ScriptedPort _port;
    private readonly Uri _server;

    public TlsFront(Uri server)
    {
        _server = server;
        _port = new ScriptedPort(ServeAsync);
    }

    public Uri Uri => new(Invariant($"https://127.0.0.1:{_port.Port}"));

    public void Dispose() => _port.Dispose();

    /// <summary>Passes on what either side says, until one of them has said all.</summary>
    public static async Task RelayAsync(Stream outside, Uri server, CancellationToken stop)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, stop);
        using var inside = connection.GetStream();
        await Task.WhenAny(outside.CopyToAsync(inside, stop), inside.CopyToAsync(outside, stop));
    }

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        try
        {
            using var outside = new SslStream(new NetworkStream(client));
            await outside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate.Value }, stop);
            await RelayAsync(outside, _server, stop);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // The client did not like the certificate.
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // A server on Windows cannot use a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
