namespace RingCx.Reliability.Rate;

/// <summary>A network that takes its time, a different one each way.</summary>
internal sealed class SlowNetwork(DrivenClock clock, int seed, HttpMessageHandler service) : DelegatingHandler(service)
{
    private readonly Random _random = new Random(seed);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Leg(), clock, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await Task.Delay(Leg(), clock, cancellationToken);
        return response;
    }

    private TimeSpan Leg()
    {
        lock (_random)
        {
            return TimeSpan.FromMilliseconds(_random.Next(5, 60));
        }
    }
}
