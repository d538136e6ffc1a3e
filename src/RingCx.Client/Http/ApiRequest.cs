using System.Net.Http;

namespace RingCx.Client.Http;

/// <summary>One call of the voice API, before it has a host and a token.</summary>
internal sealed class ApiRequest
{
    public ApiRequest(HttpMethod method, string path, QueryString? query, Repeatability repeatability, RequestPriority priority)
    {
        Method = method;
        Path = path;
        Query = query;
        Repeatability = repeatability;
        Priority = priority;
    }

    public HttpMethod Method { get; }

    /// <summary>The path below the API's root, escaped, with a leading slash.</summary>
    public string Path { get; }

    public QueryString? Query { get; }

    public Repeatability Repeatability { get; }

    public RequestPriority Priority { get; }

    public HttpContent? Content { get; set; }

    public static ApiRequest Lookup(string path, QueryString? query = null) =>
        new(HttpMethod.Get, path, query, Repeatability.Safe, RequestPriority.Polling);
}
