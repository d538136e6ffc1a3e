namespace RingCx.Client;

/// <summary>An action on a call, described once: what is sent, whether it may be repeated, what the audit file has of it.</summary>
/// <remarks>Describing it sends nothing.</remarks>
/// <typeparam name="TAnswer">What the service answers: whether it was done, or what became of the call.</typeparam>
public sealed class ServiceAction<TAnswer>
{
    private readonly RequestSender _sender;

    internal ServiceAction(RequestSender sender, ApiRequest request, Func<byte[], TAnswer> read) =>
        (_sender, Request, Read) = (sender, request, read);

    internal ApiRequest Request { get; }

    /// <summary>What the service's documents call it.</summary>
    public string Name => Request.Operation ?? Request.Path.Substring(Request.Path.LastIndexOf('/') + 1);

    /// <summary>Understands the body of a success.</summary>
    internal Func<byte[], TAnswer> Read { get; }

    /// <summary>
    /// Has it done once under a name, however many runs ask for it: what the audit file has as done, or as begun, is not sent.
    /// </summary>
    /// <param name="key">The name; null for no such care.</param>
    public ServiceAction<TAnswer> Once(string? key)
    {
        Request.OnceKey = key;
        return this;
    }

    /// <summary>Carries it out, once for each time that it is asked to.</summary>
    /// <param name="progress">Told what happens on the way; null for nobody.</param>
    /// <exception cref="RingCxException">The service did not carry it out, or nobody knows.</exception>
    public Task<TAnswer> PerformAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        _sender.PerformAsync(this, progress, cancellationToken);
}
