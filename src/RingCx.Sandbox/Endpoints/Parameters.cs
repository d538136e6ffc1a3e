namespace RingCx.Sandbox;

/// <summary>The parameters of one request, by name; reads them strictly by type.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes decoded pairs and checks them against what the endpoint documents.</summary>
    public Parameters(List<KeyValuePair<string, string>> pairs, IReadOnlyList<string> required, IReadOnlyList<string> optional, bool strict, IReadOnlyList<string>? repeatable = null)
    {
        foreach (var pair in pairs)
        {
            if (strict && !Contains(required, pair.Key) && !Contains(optional, pair.Key))
                throw ServiceErrorException.Invalid("The parameter '" + pair.Key + "' is not known here.", pair.Key);

            if (!_values.ContainsKey(pair.Key))
                _values.Add(pair.Key, pair.Value);
            else if (repeatable is not null && Contains(repeatable, pair.Key))
                _values[pair.Key] += "," + pair.Value;
            else if (strict)
                throw ServiceErrorException.Invalid("The parameter '" + pair.Key + "' came more than once.", pair.Key);
        }

        foreach (var name in required)
        {
            if (!_values.TryGetValue(name, out var value) || value.Length == 0)
                throw ServiceErrorException.Invalid("The parameter '" + name + "' is required.", name);
        }
    }

    /// <summary>A required parameter; that it is there was checked before.</summary>
    public string Text(string name) => _values[name];

    public string? OptionalText(string name) => _values.TryGetValue(name, out var value) ? value : null;

    public int? OptionalInt(string name)
    {
        var value = OptionalLong(name);
        return value switch
        {
            null => null,
            < int.MinValue or > int.MaxValue => throw NotAnInteger(name),
            _ => (int)value,
        };
    }

    public long? OptionalLong(string name)
    {
        if (!_values.TryGetValue(name, out var text))
            return null;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && text[0] != '+'
            ? value
            : throw NotAnInteger(name);
    }

    public int Int(string name) => OptionalInt(name) ?? throw NotAnInteger(name);

    public bool Bool(string name) =>
        OptionalBool(name) ?? throw ServiceErrorException.Invalid("The parameter '" + name + "' is neither true nor false.", name);

    public bool? OptionalBool(string name) => OptionalText(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw ServiceErrorException.Invalid("The parameter '" + name + "' is neither true nor false.", name),
    };

    public string Phone(string name)
    {
        var value = _values[name];
        return WireFormat.IsPhone(value)
            ? value
            : throw ServiceErrorException.Invalid("The parameter '" + name + "' is not a phone number: digits only, or E.164 with the plus sent as %2B.", name);
    }

    public string OneOf(string name, IReadOnlyList<string> allowed)
    {
        var value = _values[name];
        return Contains(allowed, value)
            ? value
            : throw NoneOf(name, allowed);
    }

    /// <summary>Checks a parameter that may come several times.</summary>
    public void EachOf(string name, IReadOnlyList<string> allowed)
    {
        foreach (var value in OptionalText(name)?.Split(',') ?? [])
        {
            if (!Contains(allowed, value))
                throw NoneOf(name, allowed);
        }
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static ServiceErrorException NoneOf(string name, IReadOnlyList<string> allowed) =>
        ServiceErrorException.Invalid("The parameter '" + name + "' is none of " + string.Join(", ", allowed) + ".", name);

    private static ServiceErrorException NotAnInteger(string name) =>
        ServiceErrorException.Invalid("The parameter '" + name + "' is not an integer.", name);
}
