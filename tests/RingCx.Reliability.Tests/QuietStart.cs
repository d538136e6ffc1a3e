using RingCx.Client.Tests.Support;

namespace RingCx.Reliability.Tests;

/// <summary>Lets the driven clock learn what a quiet thread pool looks like before a test keeps it busy.</summary>
public abstract class QuietStart : IAsyncLifetime
{
    public virtual Task InitializeAsync() => new DrivenClock().SettleAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
