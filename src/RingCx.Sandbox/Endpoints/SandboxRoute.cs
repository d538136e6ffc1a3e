namespace RingCx.Sandbox;

/// <summary>One endpoint that the sandbox serves. See <see cref="SandboxEngine.Routes"/>.</summary>
public sealed class SandboxRoute
{
    private readonly string[] _segments;

    internal SandboxRoute(string method, string path, Access access, string[] required, string[] optional, bool hasForm, Func<RequestContext, SandboxResponse> handle)
    {
        Method = method;
        Path = path;
        Access = access;
        RequiredParameters = required;
        OptionalParameters = optional;
        HasForm = hasForm;
        Handle = handle;
        _segments = path.Split('/');
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, with names in braces for what varies, as in the OpenAPI document.</summary>
    public string Path { get; }

    /// <summary>The query parameters that must be there.</summary>
    public IReadOnlyList<string> RequiredParameters { get; }

    /// <summary>The query parameters that may be there.</summary>
    public IReadOnlyList<string> OptionalParameters { get; }

    /// <summary>Whether it takes a form as its body.</summary>
    public bool HasForm { get; }

    /// <summary>Whether it takes a JSON object as its body.</summary>
    public bool HasJson { get; internal set; }

    /// <summary>
    /// The usage plan group of an endpoint of RingEX, as the header X-Rate-Limit-Group names it: light, medium, heavy or
    /// auth. Null for the others.
    /// </summary>
    public string? RateLimitGroup { get; internal set; }

    /// <summary>Those of <see cref="OptionalParameters"/> that may come several times.</summary>
    public IReadOnlyList<string> RepeatableParameters { get; internal set; } = [];

    /// <summary>Whether it is the handshake of a WebSocket.</summary>
    internal bool IsWebSocket { get; set; }

    internal Access Access { get; }

    internal Func<RequestContext, SandboxResponse> Handle { get; }

    /// <summary>Matches a path that was split at its slashes and decoded. Null when it is another path.</summary>
    internal Dictionary<string, string>? Match(string[] segments)
    {
        if (segments.Length != _segments.Length)
            return null;

        Dictionary<string, string>? values = null;
        for (var i = 0; i < segments.Length; i++)
        {
            var expected = _segments[i];
            if (expected.Length > 0 && expected[0] == '{')
            {
                if (segments[i].Length == 0)
                    return null;

                values ??= [];
                values[expected.Substring(1, expected.Length - 2)] = segments[i];
            }
            else if (!string.Equals(expected, segments[i], StringComparison.Ordinal))
            {
                return null;
            }
        }

        return values ?? [];
    }
}
