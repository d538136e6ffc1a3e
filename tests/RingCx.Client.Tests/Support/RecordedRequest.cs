namespace RingCx.Client.Tests.Support;

/// <summary>A request as it reached the transport.</summary>
/// <param name="Method">The HTTP method's name.</param>
/// <param name="Uri">The whole address as it is written on the wire.</param>
/// <param name="Headers">Each header, its values joined as on the wire.</param>
/// <param name="Body">The body as text; empty for none.</param>
/// <param name="At">The fake clock's time since its start.</param>
internal sealed record RecordedRequest(string Method, string Uri, IReadOnlyDictionary<string, string> Headers, string Body, TimeSpan At)
{
    /// <summary>The path and the query, as they are written.</summary>
    public string PathAndQuery => Uri[Uri.IndexOf('/', Uri.IndexOf("//", StringComparison.Ordinal) + 2)..];

    /// <summary>The path without the query.</summary>
    public string Path => PathAndQuery.Split('?')[0];

    /// <summary>The token of the <c>Authorization</c> header; null for none.</summary>
    public string? BearerToken => Headers.GetValueOrDefault("Authorization")?.Replace("Bearer ", string.Empty, StringComparison.Ordinal);

    /// <summary>One field of a form body; null where it is not there.</summary>
    public string? Field(string name) => Pair(Body, name);

    /// <summary>One parameter of the query; null where it is not there.</summary>
    public string? Parameter(string name) => Pair(PathAndQuery.Contains('?', StringComparison.Ordinal) ? PathAndQuery.Split('?', 2)[1] : string.Empty, name);

    private static string? Pair(string text, string name) => text.Split('&')
        .Select(static p => p.Split('=', 2))
        .Where(p => p.Length == 2 && p[0] == name)
        .Select(static p => System.Uri.UnescapeDataString(p[1].Replace('+', ' ')))
        .FirstOrDefault();
}
