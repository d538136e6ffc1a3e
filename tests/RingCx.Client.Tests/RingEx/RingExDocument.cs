using System.Text.Json;
using System.Text.RegularExpressions;

namespace RingCx.Client.Tests.RingEx;

/// <summary>The OpenAPI document of RingEX's call control, where it lies beside the repository.</summary>
internal static class RingExDocument
{
    private static readonly IReadOnlyDictionary<string, Operation>? Operations = Path() is { } path ? Read(path) : null;

    /// <summary>Whether it is there.</summary>
    public static bool IsThere => Operations is not null;

    public static IEnumerable<string> Names => Operations!.Keys;

    public static Operation Named(string name) => Operations![name];

    private static string? Path()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "Directory.Build.props")))
        {
            directory = directory.Parent;
        }

        Assert.NotNull(directory);
        var path = System.IO.Path.Combine(directory.FullName, "..", "shared", "reference", "openapi", "ringex-call-control.openapi3.json");
        return File.Exists(path) ? path : null;
    }

    private static Dictionary<string, Operation> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(static item => item.Value.EnumerateObject().Select(method => new Operation(method.Name.ToUpperInvariant(), item.Name, method.Value.Clone())))
            .ToDictionary(static o => o.Description.GetProperty("operationId").GetString()!);
    }

    /// <summary>An operation of the document.</summary>
    /// <param name="Method">The HTTP method.</param>
    /// <param name="Path">The path, with names in braces.</param>
    /// <param name="Description">All that the document says of it.</param>
    internal sealed record Operation(string Method, string Path, JsonElement Description)
    {
        public string Group => Description.GetProperty("x-throttling-group").GetString()!;

        /// <summary>Matches a path on the wire.</summary>
        public Regex PathPattern => new("^" + Regex.Replace(Path, @"\{[A-Za-z]+\}", "[^/{}]+") + "$", RegexOptions.CultureInvariant);

        /// <summary>The body's schema; null where it has none.</summary>
        public JsonElement? Body => Description.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
            : null;

        /// <summary>The parameters of the query.</summary>
        public IEnumerable<JsonElement> Query => Description.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(static p => p.GetProperty("in").GetString() == "query")
            : [];
    }
}
