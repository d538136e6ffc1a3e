namespace RingCx.Client.Http;

/// <summary>One call of a service's API, before it has a host and a token: nothing but data, so that it can be sent again.</summary>
internal sealed class ApiRequest(HttpMethod method, string path, QueryString? query, Repeatability repeatability, RequestPriority priority)
{
    public HttpMethod Method { get; } = method;
    public QueryString? Query { get; } = query;
    public string? JsonBody { get; set; }
    public Repeatability Repeatability { get; } = repeatability;
    public RequestPriority Priority { get; } = priority;

    /// <summary>The path below the API's root, escaped, with a leading slash.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it has a line in the audit file.</summary>
    public bool IsAudited { get; private set; }

    /// <summary>The group of RingCentral's usage plan that it is counted in; of no meaning for RingCX.</summary>
    public UsagePlanGroup Group { get; set; }

    /// <summary>Whether a 409 is how the service refuses it, as RingEX does; RingCX refuses by the word false.</summary>
    public bool IsRefusedByConflict { get; set; }

    /// <summary>What the audit file calls it; null for the path's last segment, which tells where it is the action's name.</summary>
    public string? Operation { get; set; }

    /// <summary>The name under which it is done once, across runs; null where it may be done again.</summary>
    public string? OnceKey { get; set; }

    /// <summary>The parameters, in the query or in the body, as the audit file has them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; set; } = query?.Pairs ?? [];

    public static ApiRequest Action(HttpMethod method, string path, QueryString? query, Repeatability repeatability) =>
        new(method, path, query, repeatability, RequestPriority.Action) { IsAudited = true };

    /// <summary>A request that changes nothing, and waits for those that do.</summary>
    public static ApiRequest Lookup(string path, QueryString? query = null, UsagePlanGroup group = default) =>
        new(HttpMethod.Get, path, query, Repeatability.Safe, RequestPriority.Polling) { Group = group };
}
