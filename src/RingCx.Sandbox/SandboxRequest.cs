namespace RingCx.Sandbox;

/// <summary>A request on its way to the engine, whatever transport it came by.</summary>
public sealed class SandboxRequest
{
    /// <summary>Makes a request.</summary>
    /// <param name="method">The HTTP method, upper case.</param>
    /// <param name="target">Path and query as they are on the wire, beginning with a slash.</param>
    /// <param name="headers">The headers; null for none. Of several with one name the values are joined by a comma.</param>
    /// <param name="body">The body as text; null or empty for none.</param>
    /// <exception cref="ArgumentException">The method is empty, or the target does not begin with a slash.</exception>
    public SandboxRequest(string method, string target, IEnumerable<KeyValuePair<string, string>>? headers = null, string? body = null)
    {
        Method = method is null or "" ? throw new ArgumentException("A request has a method.", nameof(method)) : method;
        Target = target?.StartsWith("/", StringComparison.Ordinal) == true
            ? target
            : throw new ArgumentException("A target begins with a slash.", nameof(target));
        Body = body is "" ? null : body;
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers ?? [])
            byName[header.Key] = byName.TryGetValue(header.Key, out var before) ? before + ", " + header.Value : header.Value;

        Headers = byName;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query as they are on the wire.</summary>
    public string Target { get; }

    /// <summary>The headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body; null when there is none.</summary>
    public string? Body { get; }

    internal string Path => Target.Split('?')[0];

    /// <summary>What follows the question mark, not decoded.</summary>
    internal string Query => Target.Substring(Math.Min(Path.Length + 1, Target.Length));

    /// <summary>The Content-Type without its parameters, lower case; empty for none.</summary>
#pragma warning disable CA1308 // Media types are written in lower case.
    internal string MediaType => (Header("Content-Type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
#pragma warning restore CA1308

    internal string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
