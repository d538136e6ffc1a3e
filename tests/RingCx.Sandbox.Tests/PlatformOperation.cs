using System;
using System.Linq;

namespace RingCx.Sandbox.Tests;

/// <summary>One call of RingEX's documented API.</summary>
public sealed class PlatformOperation(string method, string path, string group, int status, string query = "", string body = "")
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>The usage plan group.</summary>
    public string Group { get; } = group;

    /// <summary>The status of success.</summary>
    public int Status { get; } = status;

    /// <summary>The names of the query parameters.</summary>
    public string[] Query { get; } = Sorted(query);

    /// <summary>The names of the body's fields, those in an object with a dot, required ones with an exclamation mark. Empty for no body.</summary>
    public string[] Body { get; } = Sorted(body);

    public override string ToString()
    {
        return Method + " " + Path + " " + Group + " " + Status + " ?" + string.Join('&', Query) + " {" + string.Join(", ", Body) + "}";
    }

    private static string[] Sorted(string names)
    {
        return [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
