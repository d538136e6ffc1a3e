namespace RingCx.Client.Tests.SignIn;

/// <summary>The context of a thread that is blocked: what is posted to it never runs.</summary>
internal sealed class NeverServedContext : SynchronizationContext
{
    private int _posted;

    public int Posted => _posted;

    public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posted);

    public override void Send(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posted);
}
