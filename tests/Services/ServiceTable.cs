using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace RingCx.Tests.Services;

/// <summary>
/// The project's own table of what the services take, src/RingCx.Sandbox/services.json: the client, the sandbox, the coverage page and
/// docs/service-notes.md are compared with it, in every clone. It is compared with RingCentral's documents itself, where they are at hand.
/// </summary>
public static class ServiceTable
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every operation.</summary>
    public static IReadOnlyList<ServiceOperation> Operations { get; } = Read();

    /// <summary>The operations of a service.</summary>
    public static IReadOnlyList<ServiceOperation> Of(string service) => [.. Operations.Where(operation => operation.Service == service)];

    /// <summary>The operation of that name.</summary>
    public static ServiceOperation Named(string name) => Operations.Single(operation => operation.Name == name);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Directory.Build.props")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        }

        return directory.FullName;
    }

    private static List<ServiceOperation> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "src", "RingCx.Sandbox", "services.json")));
        return [.. document.RootElement.GetProperty("operations").EnumerateArray().Select(Operation)];
    }

    private static ServiceOperation Operation(JsonElement json)
    {
        var body = Fields(json, "body");
        return new ServiceOperation(
            json.GetProperty("name").GetString()!,
            json.GetProperty("service").GetString()!,
            json.GetProperty("method").GetString()!,
            json.GetProperty("path").GetString()!,
            Text(json, "group") ?? "",
            json.TryGetProperty("status", out var status) ? status.GetInt32() : 200,
            Text(json, "published") != "no",
            Flag(json, "served", true),
            body.Count > 0 && !Flag(json, "bodyIsOptional", false),
            Fields(json, "query"),
            Fields(json, "form"),
            body);
    }

    private static List<ServiceField> Fields(JsonElement operation, string part)
    {
        return operation.TryGetProperty(part, out var fields) ? [.. fields.EnumerateArray().Select(Field)] : [];
    }

    private static ServiceField Field(JsonElement json)
    {
        return new ServiceField(
            json.GetProperty("name").GetString()!,
            json.GetProperty("type").GetString()!,
            Flag(json, "required", false),
            Text(json, "published"),
            Flag(json, "sent", true),
            json.TryGetProperty("values", out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : []);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement json, string name, bool otherwise) => json.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
}
