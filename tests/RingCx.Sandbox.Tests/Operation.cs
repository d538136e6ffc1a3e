using System;
using System.Collections.Generic;
using System.Linq;

namespace RingCx.Sandbox.Tests;

/// <summary>One call of the documented API.</summary>
public sealed class Operation(string method, string path, params Parameter[] parameters)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>The query parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    public override string ToString()
    {
        return Method + " " + Path + "?" + string.Join("&", Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal));
    }
}
