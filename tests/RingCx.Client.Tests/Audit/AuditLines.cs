namespace RingCx.Client.Tests.Audit;

/// <summary>Reads the lines of an audit file.</summary>
internal static class AuditLines
{
    public static string? Field(this JsonElement line, string name) => line.GetProperty(name).GetString();

    public static string? Outcome(this JsonElement line) => line.Field("outcome");

    public static IReadOnlyList<string> Names(this JsonElement line) => [.. line.EnumerateObject().Select(static p => p.Name)];

    public static IReadOnlyDictionary<string, string?> Parameters(this JsonElement line) =>
        line.GetProperty("parameters").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString());
}
