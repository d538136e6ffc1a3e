using System;
using System.Collections.Generic;
using System.Linq;

namespace RingCx.Sandbox.Tests;

/// <summary>A documented query parameter.</summary>
public sealed class Parameter(string name, string type, bool isRequired, params string[] values)
{
    public string Name { get; } = name;

    /// <summary>string, integer or boolean.</summary>
    public string Type { get; } = type;

    public bool IsRequired { get; } = isRequired;

    /// <summary>The only values there are; empty for any.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    public override string ToString()
    {
        return Name + ":" + Type + (IsRequired ? "!" : "") + string.Join("|", Values.Order(StringComparer.Ordinal));
    }
}
