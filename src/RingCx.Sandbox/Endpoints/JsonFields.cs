namespace RingCx.Sandbox;

/// <summary>The fields of a JSON object that came as a body, by name; reads them strictly by type.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private readonly bool _strict;

    /// <summary>Takes the fields of an object; refuses what is none.</summary>
    public JsonFields(JsonElement json, string prefix, string[] known, bool strict)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw PlatformErrorException.Invalid(prefix.Length == 0 ? "body" : prefix.TrimEnd('.'), "It is not an object.");

        _prefix = prefix;
        _strict = strict;
        foreach (var field in json.EnumerateObject())
        {
            if (strict && (!known.Contains(field.Name) || _values.ContainsKey(field.Name)))
                throw Invalid(field.Name, "The field is not known here, or came more than once.");

            _values[field.Name] = field.Value;
        }
    }

    /// <param name="strict">Whether unknown fields, a missing body and another content type are refused.</param>
    public static JsonFields Read(SandboxRequest request, bool strict, params string[] known)
    {
        if (strict && request.MediaType != Answer.JsonType)
            throw PlatformErrorException.Invalid("body", "The body is missing, or is not declared as application/json.");

        try
        {
            using var document = JsonDocument.Parse(request.Body ?? "{}");
            return new JsonFields(document.RootElement.Clone(), "", known, strict);
        }
        catch (JsonException)
        {
            throw PlatformErrorException.Invalid("body", "The body is not JSON.");
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString() is { Length: > 0 } text => text,
        _ => throw Invalid(name, "It is not a text, or an empty one."),
    };

    public bool? OptionalBool(string name) => Find(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid(name, "It is neither true nor false."),
    };

    public int? OptionalInt(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw Invalid(name, "It is not an integer."),
    };

    public string? OneOf(string name, params string[] allowed)
    {
        var text = OptionalText(name);
        return text is null || allowed.Contains(text) ? text : throw Invalid(name, "It is none of " + string.Join(", ", allowed) + ".");
    }

    public JsonFields Object(string name, params string[] known) =>
        new JsonFields(Find(name) ?? throw Missing(name), _prefix + name + ".", known, _strict);

    /// <summary>The texts of a list that is not empty.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw Invalid(name, "It is not a list of texts.");

    /// <summary>The one field that is there, of several that stand in place of each other.</summary>
    public (string Name, string Value) OnlyOne(params string[] names)
    {
        string[] present = [.. names.Where(Has)];
        return present.Length == 1
            ? (present[0], Text(present[0]))
            : throw PlatformErrorException.Invalid(
                string.Join(", ", names.Select(name => _prefix + name)), "Exactly one of them is to be given.");
    }

    private JsonElement? Find(string name) => _values.TryGetValue(name, out var value) ? value : null;

    private PlatformErrorException Missing(string name) => Invalid(name, "The field is required.");

    private PlatformErrorException Invalid(string name, string details) => PlatformErrorException.Invalid(_prefix + name, details);
}
