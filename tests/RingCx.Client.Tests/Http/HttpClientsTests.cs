using Microsoft.Extensions.Time.Testing;

namespace RingCx.Client.Tests.Http;

/// <summary>The chains of handlers, and when they are made anew.</summary>
public class HttpClientsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<Transport> _transports = [];

    [Fact]
    public async Task Keeps_a_chain_for_two_minutes_and_then_makes_another()
    {
        using var clients = Clients();
        await SendAsync(clients);
        _clock.Advance(TimeSpan.FromSeconds(119.9));
        await SendAsync(clients);
        Assert.Equal([2], _transports.Select(transport => transport.Requests.Count));
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await SendAsync(clients);
        await SendAsync(clients);
        Assert.Equal([2, 2], _transports.Select(transport => transport.Requests.Count));
    }

    [Fact]
    public async Task Every_chain_has_the_handlers_from_the_outside_in()
    {
        using var clients = Clients();
        await SendAsync(clients);
        _clock.Advance(TimeSpan.FromMinutes(3));
        await SendAsync(clients);
        Assert.Equal(2, _transports.Count);
        Assert.All(_transports, transport => Assert.Equal("outer, inner", Assert.Single(transport.Requests)));
    }

    [Fact]
    public async Task What_each_request_says_of_its_sender_and_how_long_it_may_take_is_the_same_on_every_chain()
    {
        using var clients = Clients();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var http = clients.Create("one");
            Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
            Assert.False(http.DefaultRequestHeaders.ExpectContinue);
            Assert.StartsWith("RingCx.PowerShell/", http.DefaultRequestHeaders.UserAgent.ToString(), StringComparison.Ordinal);
            await http.GetAsync(new Uri("http://host.example/"));
            _clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(2, _transports.Count);
    }

    [Fact]
    public async Task A_request_that_is_under_way_outlives_its_chain()
    {
        using var clients = Clients();
        var sending = SendAsync(clients, waits: true);
        _clock.Advance(TimeSpan.FromMinutes(3));
        await SendAsync(clients);
        Assert.Equal(2, _transports.Count);
        Assert.False(sending.IsCompleted);
        _transports[0].Gate.SetResult();
        await sending;
    }

    [Fact]
    public async Task Each_client_has_a_chain_of_its_own()
    {
        using var clients = Clients();
        await SendAsync(clients, "one");
        await SendAsync(clients, "other");
        Assert.Equal([1, 1], _transports.Select(transport => transport.Requests.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Gives_none_once_they_are_closed(int minutes)
    {
        using var clients = Clients();
        await SendAsync(clients);
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        await SendAsync(clients);
        clients.Dispose();
        var error = Assert.Throws<RingCxException>(() => clients.Create("one"));
        Assert.Equal(FailureKind.Closed, error.Kind);
    }

    private HttpClients Clients()
    {
        var clients = new HttpClients(_clock);
        foreach (var name in new[] { "one", "other" })
            clients.Add(name, NewTransport, () => [new Marker("outer"), new Marker("inner")]);

        return clients;
    }

    private Transport NewTransport()
    {
        var transport = new Transport();
        _transports.Add(transport);
        return transport;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClients clients, string name = "one", bool waits = false) =>
        clients.Create(name).GetAsync(new Uri(waits ? "http://host.example/waits" : "http://host.example/"));

    private sealed class Marker(string name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Passed", name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Transport : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public TaskCompletionSource Gate { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(string.Join(", ", request.Headers.GetValues("X-Passed")));
            if (request.RequestUri!.AbsolutePath == "/waits")
                await Gate.Task.WaitAsync(cancellationToken);

            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        protected override void Dispose(bool disposing)
        {
            Gate.TrySetCanceled();
            base.Dispose(disposing);
        }
    }
}
