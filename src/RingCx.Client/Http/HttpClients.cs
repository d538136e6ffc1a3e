using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace RingCx.Client.Http;

/// <summary>
/// The HTTP clients of one <see cref="RingCxClient"/>, by name. Each has a chain of handlers that is made anew every two minutes, with
/// connections of its own, so that a changed address of the host is noticed. <see cref="IHttpClientFactory"/> does that, but the services
/// that it stands on take longer to make than a job of a few requests lasts: they are made when the first chain is two minutes old.
/// </summary>
internal sealed class HttpClients : IDisposable
{
    // The factory's own.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private static readonly string UserAgent = "RingCx.PowerShell/" + typeof(HttpClients).Assembly.GetName().Version!.ToString(3);

    private readonly TimeProvider _time;
    private readonly Dictionary<string, Chain> _chains = [];
    private readonly Lazy<ServiceProvider> _services;
    private volatile bool _isClosed;

    /// <summary>Knows no client yet.</summary>
    /// <param name="time">The clock that the age of a first chain goes by.</param>
    public HttpClients(TimeProvider time)
    {
        _time = time;
        _services = new Lazy<ServiceProvider>(MakeServices);
    }

    /// <summary>Adds a client; before the first is asked for.</summary>
    /// <param name="transport">Makes what connects to the host.</param>
    /// <param name="handlers">Makes the handlers, from the outside in.</param>
    public void Add(string name, Func<HttpMessageHandler> transport, Func<IReadOnlyList<DelegatingHandler>> handlers) =>
        _chains.Add(name, new Chain(transport, handlers, _time));

    /// <summary>A client to send a request with. Nobody has to dispose of it.</summary>
    /// <exception cref="RingCxException">They are closed.</exception>
    public HttpClient Create(string name)
    {
        try
        {
            if (_isClosed)
                throw new ObjectDisposedException(nameof(HttpClients));

            var http = _chains[name].First() is { } first
                ? new HttpClient(first, disposeHandler: false)
                : _services.Value.GetRequiredService<IHttpClientFactory>().CreateClient(name);

            // Each attempt has its own limit; the whole is limited by the retry rules.
            http.Timeout = Timeout.InfiniteTimeSpan;

            // .NET Framework would ask whether the body of a POST is welcome, and wait for the answer. Others do not.
            http.DefaultRequestHeaders.ExpectContinue = false;
            http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
            return http;
        }
        catch (ObjectDisposedException e)
        {
            throw RingCxException.Closed(e);
        }
    }

    /// <summary>Gives no more clients. Requests that are under way come to their end.</summary>
    public void Dispose()
    {
        _isClosed = true;
        if (_services.IsValueCreated)
            _services.Value.Dispose();
    }

    private ServiceProvider MakeServices()
    {
        var services = new ServiceCollection();
        foreach (var chain in _chains)
        {
            services.AddHttpClient(chain.Key)
                .ConfigurePrimaryHttpMessageHandler(chain.Value.Transport)
                .RemoveAllLoggers()
                .ConfigureAdditionalHttpMessageHandlers((all, _) =>
                {
                    foreach (var handler in chain.Value.Handlers())
                        all.Add(handler);
                });
        }

        return services.BuildServiceProvider();
    }

    /// <summary>How a chain is made, and the first one.</summary>
    private sealed class Chain(Func<HttpMessageHandler> transport, Func<IReadOnlyList<DelegatingHandler>> handlers, TimeProvider time)
    {
        private readonly object _gate = new();
        private HttpMessageHandler? _first;
        private long _since;
        private bool _isOver;

        public Func<HttpMessageHandler> Transport { get; } = transport;

        public Func<IReadOnlyList<DelegatingHandler>> Handlers { get; } = handlers;

        /// <summary>The first chain, made now if it is not there. Null once it is too old.</summary>
        public HttpMessageHandler? First()
        {
            lock (_gate)
            {
                if (_isOver)
                    return null;

                if (_first is null)
                {
                    _first = new ChainBuilder(Transport(), Handlers()).Build();
                    _since = time.GetTimestamp();
                }
                else if (time.GetElapsedTime(_since) >= Lifetime)
                {
                    // Not disposed of: requests may be under way. Idle connections end by themselves.
                    _isOver = true;
                    _first = null;
                }

                return _first;
            }
        }
    }

    /// <summary>The factory's own way to join handlers.</summary>
    private sealed class ChainBuilder(HttpMessageHandler transport, IReadOnlyList<DelegatingHandler> handlers) : HttpMessageHandlerBuilder
    {
        public override string? Name { get; set; }

        public override HttpMessageHandler PrimaryHandler { get; set; } = transport;

        public override IList<DelegatingHandler> AdditionalHandlers { get; } = [.. handlers];

        public override HttpMessageHandler Build() => CreateHandlerPipeline(PrimaryHandler, AdditionalHandlers);
    }
}
