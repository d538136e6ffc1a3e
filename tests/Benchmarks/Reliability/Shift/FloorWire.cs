using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>Has every request served on the floor, and adds by the driven clock what a fault holds its answer up.</summary>
internal sealed class FloorWire(Func<Floor> floor, TimeProvider clock, HttpMessageHandler service) : DelegatingHandler(service)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (answering, fault) = floor().Serve(() => base.SendAsync(request, cancellationToken));
        if (TransientFaults.DelayOf(fault) is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, clock, cancellationToken);
        }

        return await answering;
    }
}
