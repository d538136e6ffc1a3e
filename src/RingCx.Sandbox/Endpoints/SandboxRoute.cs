namespace RingCx.Sandbox;

/// <summary>What an endpoint of RingCX asks of whoever calls it. Those of RingEX look at the permissions themselves.</summary>
internal enum Access
{
    /// <summary>Nothing: it is a sign-in, which checks for itself.</summary>
    SignIn,

    AnyUser,

    Supervisor,

    /// <summary>A supervisor with the right to reports.</summary>
    Reports,
}

internal delegate SandboxResponse Handler(RequestContext context);

/// <summary>One endpoint that the sandbox serves. See <see cref="SandboxEngine.Routes"/>.</summary>
public sealed class SandboxRoute
{
    private readonly string[] _segments;

    internal SandboxRoute(
        string method, string path, Access access, Handler handle, string[]? required = null, string[]? optional = null)
    {
        Method = method;
        Path = path;
        Access = access;
        Handle = handle;
        RequiredParameters = required ?? [];
        OptionalParameters = optional ?? [];
        _segments = path.Split('/');
    }

    /// <summary>Makes an endpoint of RingEX.</summary>
    internal SandboxRoute(
        string method, string path, string group, Handler handle, bool json = false, string[]? optional = null, string[]? repeatable = null)
        : this(method, path, Access.AnyUser, handle, null, optional)
    {
        RateLimitGroup = group;
        HasJson = json;
        RepeatableParameters = repeatable ?? [];
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
    public bool HasForm { get; internal set; }

    /// <summary>Whether it takes a JSON object as its body.</summary>
    public bool HasJson { get; }

    /// <summary>
    /// The usage plan group of an endpoint of RingEX, as the header X-Rate-Limit-Group names it: light, medium, heavy or
    /// auth. Null for the others.
    /// </summary>
    public string? RateLimitGroup { get; }

    /// <summary>Those of <see cref="OptionalParameters"/> that may come several times.</summary>
    public IReadOnlyList<string> RepeatableParameters { get; } = [];

    internal bool IsWebSocket { get; set; }

    internal Access Access { get; }

    internal Handler Handle { get; }

    /// <summary>Matches a path that was split at its slashes and decoded. Null when it is another path.</summary>
    internal Dictionary<string, string>? Match(string[] segments)
    {
        if (segments.Length != _segments.Length)
            return null;

        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Length; i++)
        {
            var expected = _segments[i];
            if (expected.StartsWith("{", StringComparison.Ordinal) && segments[i].Length > 0)
                values[expected.Trim('{', '}')] = segments[i];
            else if (!string.Equals(expected, segments[i], StringComparison.Ordinal))
                return null;
        }

        return values;
    }
}
