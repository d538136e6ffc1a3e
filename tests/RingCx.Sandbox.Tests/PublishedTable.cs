using RingCx.Tests.Services;

namespace RingCx.Sandbox.Tests;

/// <summary>What RingCentral's published documents say, one line an operation, in the words of the project's own table.</summary>
public static class PublishedTable
{
    /// <summary>The lines of a document.</summary>
    public static IEnumerable<string> Read(string name)
    {
        return Document(name).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => Line(path.Name, method)));
    }

    /// <summary>The line of an operation of the project's table, as the document ought to have it.</summary>
    public static string Line(ServiceOperation operation)
    {
        return Line(
            operation.Name,
            operation.Method,
            operation.Path,
            operation.Group,
            operation.Status,
            operation.Query.Where(field => field.Published != "no").Select(field => field.AsPublished),
            operation.Body.Where(field => field.Published != "no").Select(field => field.AsPublished));
    }

    /// <summary>The shape of the answer of RingEX; null where the document gives none.</summary>
    public static JsonElement? AnswerOf(ServiceOperation operation)
    {
        return SchemaOf(Success(Document(PublishedDocument.CallControl).GetProperty("paths").GetProperty(operation.Path).GetProperty(Lower(operation.Method))).Value);
    }

    private static JsonElement Document(string name)
    {
        return JsonDocument.Parse(File.ReadAllText(PublishedDocument.PathOf(name))).RootElement;
    }

    private static string Line(string path, JsonProperty method)
    {
        var operation = method.Value;
        var isRingEx = operation.TryGetProperty("x-throttling-group", out var group);
        var success = Success(operation).Name;
        return Line(
            operation.GetProperty("operationId").GetString()!,
            method.Name.ToUpperInvariant(),
            path,
            isRingEx ? group.GetString()! : "",
            isRingEx && success != "default" ? int.Parse(success, CultureInfo.InvariantCulture) : 200,
            operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(Parameter)
                : [],
            operation.TryGetProperty("requestBody", out var body) ? Fields(SchemaOf(body)!.Value, "") : []);
    }

    private static string Line(string name, string method, string path, string group, int status, IEnumerable<string> query, IEnumerable<string> body)
    {
        return FormattableString.Invariant(
            $"{name}: {method} {path} {group} {status} ?{string.Join('&', query.Order(StringComparer.Ordinal))} {{{string.Join(", ", body.Order(StringComparer.Ordinal))}}}");
    }

    private static string Parameter(JsonElement parameter)
    {
        return Field(parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"), parameter.TryGetProperty("required", out var required) && required.GetBoolean());
    }

    private static IEnumerable<string> Fields(JsonElement schema, string prefix)
    {
        string[] required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        foreach (var field in schema.GetProperty("properties").EnumerateObject())
        {
            yield return Field(prefix + field.Name, field.Value, required.Contains(field.Name));
            if (field.Value.GetProperty("type").GetString() == "object")
            {
                foreach (var inner in Fields(field.Value, prefix + field.Name + "."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static string Field(string name, JsonElement schema, bool isRequired)
    {
        var holder = schema.TryGetProperty("items", out var items) ? items : schema;
        string[] values = holder.TryGetProperty("enum", out var listed) ? [.. listed.EnumerateArray().Select(value => value.GetString()!)] : [];
        return new ServiceField(name, schema.GetProperty("type").GetString()!, isRequired, null, true, values).AsPublished;
    }

    private static JsonProperty Success(JsonElement operation)
    {
        return operation.GetProperty("responses").EnumerateObject().First(response => response.Name == "default" || response.Name[0] == '2');
    }

    private static JsonElement? SchemaOf(JsonElement described)
    {
        return described.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
    }

    private static string Lower(string method)
    {
#pragma warning disable CA1308 // OpenAPI writes methods in lower case.
        return method.ToLowerInvariant();
#pragma warning restore CA1308
    }
}
