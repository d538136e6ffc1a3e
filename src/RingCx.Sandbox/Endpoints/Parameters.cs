namespace RingCx.Sandbox;

/// <summary>The parameters of one request, by name; reads them strictly by type.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes what came in a query or a form, and checks it against what the endpoint documents.</summary>
    public Parameters(
        string text, bool strict, IReadOnlyList<string> required, IReadOnlyList<string> optional, IReadOnlyList<string> repeatable)
    {
        foreach (var pair in FormParser.Parse(text))
        {
            if (strict && !required.Contains(pair.Key) && !optional.Contains(pair.Key))
                throw Invalid(pair.Key, "is not known here");

            if (!_values.ContainsKey(pair.Key))
                _values.Add(pair.Key, pair.Value);
            else if (repeatable.Contains(pair.Key))
                _values[pair.Key] += "," + pair.Value;
            else if (strict)
                throw Invalid(pair.Key, "came more than once");
        }

        if (required.FirstOrDefault(name => OptionalText(name) is null or "") is { } missing)
            throw Invalid(missing, "is required");
    }

    /// <summary>A required parameter; that it is there was checked before.</summary>
    public string Text(string name) => _values[name];

    public string? OptionalText(string name) => _values.TryGetValue(name, out var value) ? value : null;

    public int? OptionalInt(string name) => OptionalLong(name) switch
    {
        null => null,
        < int.MinValue or > int.MaxValue => throw NotAnInteger(name),
        { } value => (int)value,
    };

    public long? OptionalLong(string name)
    {
        if (OptionalText(name) is not { } text)
            return null;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && text[0] != '+'
            ? value
            : throw NotAnInteger(name);
    }

    public int Int(string name) => OptionalInt(name) ?? throw NotAnInteger(name);

    public bool Bool(string name) => OptionalBool(name) ?? throw NotABool(name);

    public bool? OptionalBool(string name) => OptionalText(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw NotABool(name),
    };

    public string Phone(string name) => WireFormat.IsPhone(Text(name))
        ? Text(name)
        : throw Invalid(name, "is not a phone number: digits only, or E.164 with the plus sent as %2B");

    public string OneOf(string name, params string[] allowed) => allowed.Contains(Text(name)) ? Text(name) : throw NoneOf(name, allowed);

    /// <summary>Checks a parameter that may come several times.</summary>
    public void EachOf(string name, params string[] allowed)
    {
        if (OptionalText(name)?.Split(',').All(allowed.Contains) == false)
            throw NoneOf(name, allowed);
    }

    private static ServiceErrorException Invalid(string name, string what) =>
        ServiceErrorException.Invalid("The parameter '" + name + "' " + what + ".", name);

    private static ServiceErrorException NoneOf(string name, string[] allowed) => Invalid(name, "is none of " + string.Join(", ", allowed));

    private static ServiceErrorException NotAnInteger(string name) => Invalid(name, "is not an integer");

    private static ServiceErrorException NotABool(string name) => Invalid(name, "is neither true nor false");
}
