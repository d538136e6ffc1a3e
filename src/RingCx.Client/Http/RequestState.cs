namespace RingCx.Client.Http;

/// <summary>What the handlers need to know of one request, carried by the request itself.</summary>
internal sealed class RequestState(
    Repeatability repeatability, RequestPriority priority, RateBudget? budget, IProgress<RequestEvent>? progress)
{
    private const string Key = "RingCx.Client.RequestState";

    public Repeatability Repeatability { get; } = repeatability;
    public RequestPriority Priority { get; } = priority;

    /// <summary>The budget that the request is charged to; null for one that the service does not count.</summary>
    public RateBudget? Budget { get; } = budget;
    public IProgress<RequestEvent>? Progress { get; } = progress;
    public RequestOutcome Outcome { get; } = new();

    /// <summary>True for listings: the answer's body is read as it comes, outside the handlers.</summary>
    public bool Streamed { get; set; }
    public SignInKind SignIn { get; set; }

    /// <summary>What is said of the last answer where it is not the service's own; null where it is, and before the first.</summary>
    public string? Foreign { get; set; }

    /// <summary>The token that the last attempt carried; null before the first, and for sign-ins.</summary>
    public AccessToken? Token { get; set; }

    public void AttachTo(HttpRequestMessage request) => Notes(request)[Key] = this;

    public static RequestState Of(HttpRequestMessage request) =>
        Notes(request).TryGetValue(Key, out var state) && state is RequestState found
            ? found
            : throw new InvalidOperationException("The request was not made by this client.");

#if NET
    private static IDictionary<string, object?> Notes(HttpRequestMessage request) => request.Options;
#else
    private static IDictionary<string, object?> Notes(HttpRequestMessage request) => request.Properties!;
#endif
}
