namespace RingCx.Sandbox;

/// <summary>The fields of a JSON object that came as a body, by name; reads them strictly by type.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private readonly bool _strict;

    private JsonFields(JsonElement json, string prefix, string[] known, bool strict)
    {
        _prefix = prefix;
        _strict = strict;
        foreach (var field in json.EnumerateObject())
        {
            if (strict && (!known.Contains(field.Name, StringComparer.Ordinal) || _values.ContainsKey(field.Name)))
                throw PlatformErrorException.Invalid(prefix + field.Name, "The field is not known here, or came more than once.");

            _values[field.Name] = field.Value;
        }
    }

    /// <summary>Reads a body with these fields.</summary>
    /// <param name="strict">Whether unknown fields, a missing body and another content type are refused.</param>
    /// <param name="known">The fields that there may be.</param>
    public static JsonFields Read(SandboxRequest request, bool strict, params string[] known)
    {
        if (strict && request.MediaType != Answer.JsonType)
            throw PlatformErrorException.Invalid("body", "The body is missing, or is not declared as application/json.");

        try
        {
            using var document = JsonDocument.Parse(request.Body ?? "{}");
            return Of(document.RootElement.Clone(), "", known, strict);
        }
        catch (JsonException)
        {
            throw PlatformErrorException.Invalid("body", "The body is not JSON.");
        }
    }

    /// <summary>The fields of an object; refuses what is none.</summary>
    public static JsonFields Of(JsonElement json, string prefix, string[] known, bool strict) =>
        json.ValueKind == JsonValueKind.Object
            ? new JsonFields(json, prefix, known, strict)
            : throw PlatformErrorException.Invalid(prefix.Length == 0 ? "body" : prefix.TrimEnd('.'), "It is not an object.");

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) => OptionalText(name) ?? throw PlatformErrorException.Invalid(_prefix + name, "The field is required.");

    public string? OptionalText(string name)
    {
        if (!_values.TryGetValue(name, out var value))
            return null;

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw PlatformErrorException.Invalid(_prefix + name, "It is not a text, or an empty one.");
    }

    public bool? OptionalBool(string name)
    {
        if (!_values.TryGetValue(name, out var value))
            return null;

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw PlatformErrorException.Invalid(_prefix + name, "It is neither true nor false.");
    }

    public int? OptionalInt(string name)
    {
        if (!_values.TryGetValue(name, out var value))
            return null;

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw PlatformErrorException.Invalid(_prefix + name, "It is not an integer.");
    }

    public string? OneOf(string name, string[] allowed)
    {
        var text = OptionalText(name);
        return text is null || allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw PlatformErrorException.Invalid(_prefix + name, "It is none of " + string.Join(", ", allowed) + ".");
    }

    public JsonFields Object(string name, params string[] known) =>
        _values.TryGetValue(name, out var value)
            ? Of(value, _prefix + name + ".", known, _strict)
            : throw PlatformErrorException.Invalid(_prefix + name, "The field is required.");

    /// <summary>The texts of a list that is not empty.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw PlatformErrorException.Invalid(_prefix + name, "It is not a list of texts.");

    /// <summary>The one field that is there, of several that stand in place of each other.</summary>
    public (string Name, string Value) OnlyOne(params string[] names)
    {
        string[] present = [.. names.Where(Has)];
        return present.Length == 1
            ? (present[0], Text(present[0]))
            : throw PlatformErrorException.Invalid(string.Join(", ", names.Select(name => _prefix + name)), "Exactly one of them is to be given.");
    }
}
