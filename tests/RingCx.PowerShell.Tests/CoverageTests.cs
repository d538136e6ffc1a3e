using System.Text.Json;
using System.Text.RegularExpressions;

namespace RingCx.PowerShell.Tests;

/// <summary>docs/coverage.md against the services' documents, where they lie beside the repository, and against the commands.</summary>
public sealed partial class CoverageTests
{
    private static readonly string[] Rows = [.. Repository.Read("docs", "coverage.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    [Theory]
    [InlineData("ringcx-active-calls.openapi3.json")]
    [InlineData("ringex-call-control.openapi3.json")]
    public void Every_operation_of_a_document_is_there_with_its_request(string document)
    {
        if (Repository.Beside("shared", "reference", "openapi", document) is not { } path)
        {
            // Without the documents the page alone can be looked at: the next test does.
            Assert.NotEmpty(Rows);
            return;
        }

        using var api = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var item in api.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in item.Value.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("operationId", out _)))
            {
                var row = Assert.Single(Rows, r => r.StartsWith($"| `{method.Value.GetProperty("operationId").GetString()}`", StringComparison.Ordinal));
                Assert.Contains($"| `{method.Name.ToUpperInvariant()} ", row, StringComparison.Ordinal);
                Assert.EndsWith(item.Name[(item.Name.LastIndexOf('/') + 1)..].Replace("accounts", string.Empty, StringComparison.Ordinal), Request().Match(row).Groups["path"].Value, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_operation_has_a_command_with_the_parameters_named_or_a_reason()
    {
        Assert.True(Rows.Length >= 45, "The tables have been cut.");
        foreach (var row in Rows)
        {
            var last = row.TrimEnd('\r', ' ', '|').Split('|')[^1];
            var commands = Command().Matches(last).Select(m => CommandMetadata.All.FirstOrDefault(c => c.Name == m.Value)).ToList();
            Assert.True(commands.Count > 0 || last.Contains("renewals", StringComparison.Ordinal), row);
            Assert.DoesNotContain(null, commands);
            Assert.All(Named().Matches(last), m => Assert.Contains(commands, c => c!.Parameter(m.Groups["name"].Value) is not null));
        }
    }

    [Fact]
    public void Every_command_that_asks_a_service_is_there()
    {
        string[] others = ["Get-RcxConnection", "Start-RcxSandbox", "Stop-RcxSandbox"];
        Assert.All(CommandMetadata.All.Select(c => c.Name).Except(others), name => Assert.Contains(Rows, row => row.Contains($"`{name}", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\| `[A-Z]+ (?<path>[^`]+)` \|")]
    private static partial Regex Request();

    [GeneratedRegex(@"(?<=`)[A-Z][a-z]+-[A-Z][A-Za-z]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<=[ `])-(?<name>[A-Z][A-Za-z]+)")]
    private static partial Regex Named();
}
