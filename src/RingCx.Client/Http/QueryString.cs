using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RingCx.Client.Http;

/// <summary>A query string whose values are escaped whole: <c>+</c> travels as <c>%2B</c>, <c>@</c> as <c>%40</c>.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>The names and values, not escaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    public QueryString Add(string name, string? value)
    {
        if (value is not null)
        {
            _pairs.Add(new KeyValuePair<string, string>(name, value));
            _text.Append(_text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public QueryString Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, bool value) => Add(name, value ? "true" : "false");

    public override string ToString() => _text.ToString();
}
