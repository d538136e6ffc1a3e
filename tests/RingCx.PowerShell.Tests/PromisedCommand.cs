using System.Text.Json;

namespace RingCx.PowerShell.Tests;

/// <summary>A row of tests/commands.json, whose head says what each column means.</summary>
internal sealed record PromisedCommand(
    string Name, string Parameters, string Emits, string? Of, string? Impact, bool Paging, string? DefaultSet, IReadOnlyDictionary<string, string>? Sets, string? Secrets)
{
    public static IReadOnlyList<PromisedCommand> All { get; } = JsonDocument.Parse(Repository.Read("tests", "commands.json"))
        .RootElement.GetProperty("commands").Deserialize<PromisedCommand[]>(JsonSerializerOptions.Web)!;

    public static PromisedCommand Named(string name) => All.Single(c => c.Name == name);
}
