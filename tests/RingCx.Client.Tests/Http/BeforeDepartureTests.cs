using System.Net.Sockets;

namespace RingCx.Client.Tests.Http;

/// <summary>What fails before a request has left, on real connections: nobody did anything, and the message says what it was.</summary>
public class BeforeDepartureTests
{
    private const int Retries = 2;
    private const string Head = "HTTP/1.1 ";
    private const string Refusal = "\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("407 Proxy Authentication Required", 1, "asks for other credentials (407)")]
    [InlineData("403 Forbidden", Retries + 1, "refused to connect to it (403)")]
    [InlineData("404 Not Found", Retries + 1, "refused to connect to it (404)")]
    [InlineData("502 Bad Gateway", Retries + 1, "refused to connect to it (502)")]
    [InlineData("503 Service Unavailable", Retries + 1, "refused to connect to it (503)")]
    [InlineData("504 Gateway Timeout", Retries + 1, "refused to connect to it (504)")]
    public async Task A_proxy_that_refuses_the_tunnel_is_named(string status, int tries, string words)
    {
        using var proxy = ScriptedPort.Saying(Head + status + Refusal);
        var message = await FailAsync(ProxiesByName.Behind("http", proxy.Port), proxy, tries);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"127.0.0.1:{proxy.Port}"), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closes")]
    [InlineData("resets")]
    [InlineData("says something else")]
    [InlineData("never answers")]
    [InlineData("closes the tunnel")]
    [InlineData("has no TLS behind it")]
    [InlineData("SOCKS: closes")]
    [InlineData("SOCKS: refuses")]
    [InlineData("SOCKS: says something else")]
    public async Task A_proxy_that_makes_no_connection_was_asked_for_nothing(string behaviour)
    {
        using var proxy = behaviour switch
        {
            "closes" or "SOCKS: closes" => ScriptedPort.Saying(string.Empty),
            "resets" => ScriptedPort.Resetting(),
            "never answers" => ScriptedPort.Silent(),
            "closes the tunnel" => ScriptedPort.Saying(Head + "200 OK\r\n\r\n"),
            "has no TLS behind it" => ScriptedPort.Saying(Head + "200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n"),
            "SOCKS: refuses" => ScriptedPort.Saying("\u0005\u0002\u0001\u0001"),
            _ => ScriptedPort.Saying("SSH-2.0-OpenSSH\r\n\r\n"),
        };
        await FailAsync(ProxiesByName.Behind(behaviour.StartsWith("SOCKS", StringComparison.Ordinal) ? "socks5" : "http", proxy.Port), proxy, Retries + 1);
    }

    [Theory]
    [InlineData("closes", "the TLS handshake broke off")]
    [InlineData("resets", "the TLS handshake broke off")]
    [InlineData("answers in plain text", "does not speak TLS")]
    [InlineData("greets in plain text", "does not speak TLS")]
    [InlineData("never answers", "no connection was made in time")]
    public async Task A_handshake_that_breaks_is_named(string behaviour, string words)
    {
        using var port = behaviour switch
        {
            "closes" => ScriptedPort.Saying(string.Empty),
            "resets" => ScriptedPort.Resetting(),
            "answers in plain text" => ScriptedPort.Saying(Head + "400 Bad Request\r\n\r\n"),
            "greets in plain text" => ScriptedPort.Saying("SSH-2.0-OpenSSH\r\n"),
            _ => ScriptedPort.Silent(),
        };
        Assert.Contains(words, await FailAsync(new Uri(FormattableString.Invariant($"https://127.0.0.1:{port.Port}")), port, Retries + 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_after_the_request_was_sent_leaves_the_outcome_unknown()
    {
        using var port = ScriptedPort.Resetting();
        using var client = Connect(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port.Port}")));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default));
        Assert.Equal(FailureKind.OutcomeUnknown, failure.Kind);
        Assert.True(failure.MayBeDone);
        Assert.Equal(1, port.Connections);
    }

    [Fact]
    public async Task An_action_cancelled_while_connecting_was_not_done_and_costs_nothing()
    {
        using var port = ScriptedPort.Silent();
        using var folder = new TemporaryFolder();
        var audit = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, "audit.jsonl");
        using var client = LoopbackBench.Connect(new Uri(FormattableString.Invariant($"https://127.0.0.1:{port.Port}")), o => o.AuditPath = audit);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, cancellation.Token));
        Assert.Equal(client.RateLimit, client.RateRemaining);
        Assert.Contains("\"Cancelled\"", await File.ReadAllTextAsync(audit, CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "no port or socket left")]
    [InlineData(SocketError.AddressAlreadyInUse, "no port or socket left")]
    [InlineData(SocketError.TooManyOpenSockets, "no port or socket left")]
    [InlineData(SocketError.TimedOut, "no connection was made in time")]
    [InlineData(SocketError.AccessDenied, "does not allow the connection")]
    [InlineData(SocketError.ConnectionRefused, "refused (127.0.0.1:3128)")]
    [InlineData(SocketError.HostNotFound, "could not be resolved")]
    public void What_the_network_says_of_a_connection_is_said(SocketError error, string words)
    {
        var (failure, cause) = FailureClassifier.Explain(new HttpRequestException("It failed. (127.0.0.1:3128)", new SocketException((int)error)));
        Assert.Equal(AttemptFailure.NotReached, failure);
        Assert.Contains(words, cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, nameof(AttemptFailure.NotReached))]
    [InlineData(HttpRequestError.ConnectionError, nameof(AttemptFailure.NotReached))]
    [InlineData(HttpRequestError.SecureConnectionError, nameof(AttemptFailure.NotReached))]
    [InlineData(HttpRequestError.ProxyTunnelError, nameof(AttemptFailure.NotReached))]
    [InlineData(HttpRequestError.InvalidResponse, nameof(AttemptFailure.Reset))]
    [InlineData(HttpRequestError.ResponseEnded, nameof(AttemptFailure.Reset))]
    [InlineData(HttpRequestError.HttpProtocolError, nameof(AttemptFailure.Reset))]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, nameof(AttemptFailure.Reset))]
    [InlineData(HttpRequestError.Unknown, nameof(AttemptFailure.Reset))]
    public void What_the_platform_names_is_believed_whatever_is_below(HttpRequestError error, string failure) =>
        Assert.Equal(failure, FailureClassifier.Classify(new HttpRequestException(error, "It failed.", new IOException("It broke."))).ToString());

    [Fact]
    public void Every_exception_is_classified()
    {
        Exception[] any = [new InvalidDataException(), new ArgumentOutOfRangeException(), new InvalidCastException(), new UriFormatException(), new ObjectDisposedException("x"), new NotSupportedException("x", new FormatException())];
        Assert.All(any, static e => Assert.Equal(AttemptFailure.Reset, FailureClassifier.Classify(e)));
        Assert.Equal(AttemptFailure.Timeout, FailureClassifier.Classify(new TaskCanceledException()));
    }

    private static RingCxClient Connect(Uri address) => LoopbackBench.Connect(address, static o => (o.MaximumRetryCount, o.RequestTimeout) = (Retries, TimeSpan.FromSeconds(1)));

    private static async Task<string> FailAsync(Uri address, ScriptedPort port, int tries)
    {
        using var client = Connect(address);
        var progress = new EventRecorder();
        var failure = await Assert.ThrowsAsync<RingCxException>(() => client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(progress, default));
        Assert.Equal(FailureKind.ServiceError, failure.Kind);
        Assert.False(failure.MayBeDone);
        Assert.StartsWith("The service could not be reached: ", failure.Message, StringComparison.Ordinal);

        // The platform connects more often by itself, or waits on for a connection that it is making.
        Assert.Equal(tries, progress.Events.Count(static e => e.Kind == RequestEventKind.Sending));
        Assert.InRange(port.Connections, 1, int.MaxValue);
        Assert.Equal(client.RateLimit, client.RateRemaining);
        foreach (var secret in ProxiesByName.Password.Split(' ').Append(ProxiesByName.UserName).Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(ProxiesByName.UserName + ":" + ProxiesByName.Password))))
        {
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        }

        return failure.Message;
    }
}
