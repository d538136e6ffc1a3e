using System.Text.RegularExpressions;
using RingCx.Tests.Services;

namespace RingCx.Client.Tests.Support;

/// <summary>What is sent, against the project's table of what the services take.</summary>
internal static class SentRequest
{
    /// <summary>Demands that a request is the operation's, with nothing in it that the table does not have, and all that it requires.</summary>
    public static void AssertFits(ServiceOperation operation, string method, string pathAndQuery, string body)
    {
        var parts = pathAndQuery.Split('?');
        Assert.Equal(operation.Method, method);
        Assert.Matches("^" + Regex.Replace(operation.Path, @"\{[A-Za-z]+\}", "[^/{}]+") + "$", parts[0]);
        AssertFits(operation.Query, Query(pathAndQuery), static (field, value) => IsOfType(field, value));
        AssertFits(operation.Body, Body(body), static (field, value) => IsOfType(field, value));
        Assert.True(body.Length > 0 || !operation.NeedsBody, "The body is missing.");
    }

    /// <summary>Demands that of every operation of a service somebody sends every field that the table says is sent.</summary>
    public static void AssertAllSent(string service, IEnumerable<(string Operation, string PathAndQuery, string Body)> requests)
    {
        var sent = requests.SelectMany(static r => Query(r.PathAndQuery).Keys.Concat(Body(r.Body).Keys).Append(string.Empty).Select(name => r.Operation + "/" + name)).ToHashSet();
        var due = ServiceTable.Of(service).SelectMany(static o => o.Fields.Where(static f => f.IsSent).Select(static f => f.Name).Append(string.Empty).Select(name => o.Name + "/" + name));
        Assert.Empty(due.Except(sent));
    }

    private static void AssertFits<T>(IReadOnlyList<ServiceField> fields, Dictionary<string, T> values, Func<ServiceField, T, bool> isOfType)
    {
        Assert.All(values, value => Assert.True(isOfType(Assert.Single(fields, field => field.Name == value.Key && field.IsSent), value.Value), value.Key));
        Assert.Empty(fields.Where(static f => f.IsRequired).Select(static f => f.Name).Except(values.Keys));
    }

    private static bool IsOfType(ServiceField field, string value) => field.Type switch
    {
        "integer" => int.TryParse(value, out _),
        "boolean" => value is "true" or "false",
        _ => field.Values.Count == 0 || field.Values.Contains(value),
    };

    private static bool IsOfType(ServiceField field, JsonElement value) => field.Type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String && (field.Values.Count == 0 || field.Values.Contains(value.GetString())),
    };

    private static Dictionary<string, string> Query(string pathAndQuery) => pathAndQuery.Split('?') is [_, var query]
        ? query.Split('&').Select(static p => p.Split('=')).ToDictionary(static p => p[0], static p => Uri.UnescapeDataString(p[1]))
        : [];

    private static Dictionary<string, JsonElement> Body(string body)
    {
        if (body.Length == 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(body);
        return Leaves(document.RootElement.Clone(), string.Empty).ToDictionary(static f => f.Key, static f => f.Value);
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Leaves(JsonElement json, string prefix) => json.EnumerateObject().SelectMany(field =>
        field.Value.ValueKind == JsonValueKind.Object ? Leaves(field.Value, prefix + field.Name + ".").Prepend(new(prefix + field.Name, field.Value)) : [new(prefix + field.Name, field.Value)]);
}
