using System.Text.RegularExpressions;
using RingCx.Tests.Services;

namespace RingCx.PowerShell.Tests;

/// <summary>docs/coverage.md against the project's table of what the services take, and against the commands.</summary>
public sealed partial class CoverageTests
{
    private static readonly string[] Rows = [.. Repository.Read("docs", "coverage.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    [Theory]
    [InlineData("RingCX", "/voice/api/v1/admin/accounts")]
    [InlineData("RingEX", "/restapi/v1.0/account/{accountId}")]
    public void Every_operation_of_the_services_table_is_there_with_its_request(string service, string root)
    {
        var operations = ServiceTable.Of(service);
        Assert.True(operations.Count >= 20, "The table has been cut.");
        Assert.All(operations, operation =>
        {
            var row = Assert.Single(Rows, r => r.StartsWith($"| `{operation.Name}`", StringComparison.Ordinal));
            Assert.Contains($"| `{operation.Method} ", row, StringComparison.Ordinal);
            var path = Request().Match(row).Groups["path"].Value;
            // What is elsewhere has its whole path.
            var below = operation.Path.StartsWith(root, StringComparison.Ordinal) ? operation.Path[root.Length..] : operation.Path;
            // The page shortens the way to a party.
            Assert.Equal(path, path[0] == '…' ? "…" + below[below.IndexOf("/parties", StringComparison.Ordinal)..] : below.Length == 0 ? "/" : below);
        });
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
        string[] others = ["Get-RcxConnection", "Start-RcxSandbox", "Stop-RcxSandbox", "Assert-RcxOutcome", "Import-RcxCsv"];
        Assert.All(CommandMetadata.All.Select(c => c.Name).Except(others), name => Assert.Contains(Rows, row => row.Contains($"`{name}", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\| `[A-Z]+ (?<path>[^`]+)` \|")]
    private static partial Regex Request();

    [GeneratedRegex(@"(?<=`)[A-Z][a-z]+-[A-Z][A-Za-z]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<=[ `])-(?<name>[A-Z][A-Za-z]+)")]
    private static partial Regex Named();
}
