namespace RingCx.Client.Tests.Http;

/// <summary>A listener whose output can take no more.</summary>
internal sealed class FailingListener : IProgress<RequestEvent>
{
    public void Report(RequestEvent value) => throw new InvalidOperationException("The output was closed.");
}
