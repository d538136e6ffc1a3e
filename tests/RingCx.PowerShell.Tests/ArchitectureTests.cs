using System.Text.RegularExpressions;

namespace RingCx.PowerShell.Tests;

/// <summary>docs/architecture.md against the tree, and the house's own limits.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Tasks =
    [
        "a query parameter", "an action", "what is retried", "a field on the board", "an error id", "a way to sign in", "an endpoint of the sandbox", "a runbook",
    ];

    private static readonly string[] Lines = Repository.Read("docs", "architecture.md").ReplaceLineEndings("\n").Split('\n');

    private static IEnumerable<string> ProductFiles => Repository.Sources("src").Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void The_tasks_lead_it() => Assert.Equal(
        Tasks,
        Lines.SkipWhile(line => line != "| task | files |").Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Split(", such as")[0].Trim()));

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        var named = Lines.SelectMany(line => Paths().Matches(line).Select(match => match.Groups["path"].Value)).Distinct().ToList();
        Assert.True(named.Count > 60, $"{named.Count} paths were found.");
        Assert.All(named, path => Assert.True(Repository.Has(path), path));
    }

    [Fact]
    public void No_two_types_of_the_product_have_one_name()
    {
        var types = ProductFiles.SelectMany(file => Declarations().Matches(File.ReadAllText(file)).Select(match => (Name: match.Groups["name"].Value, File: file)));
        var twice = types.GroupBy(type => type.Name).Where(group => group.Select(type => type.File).Distinct().Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.File).Distinct())}");
        Assert.Empty(twice);
    }

    [Fact]
    public void No_file_of_the_product_has_more_than_350_lines() => Assert.Empty(
        ProductFiles.Select(file => (File: file, Lines: File.ReadLines(file).Count())).Where(file => file.Lines > 350).Select(file => $"{file.File}: {file.Lines}"));

    [Fact]
    public void No_line_of_the_product_has_more_than_140_characters() => Assert.Empty(
        ProductFiles.SelectMany(file => File.ReadLines(file).Select((line, i) => (Place: $"{file}:{i + 1}", line.Length))).Where(line => line.Length > 140).Select(line => line.Place));

    [GeneratedRegex("`(?<path>(?:src|tests|docs|\\.ci|\\.github)/[^` ]+)`")]
    private static partial Regex Paths();

    // At the margin: nested types are known by what they are nested in. Not those in several parts.
    [GeneratedRegex(@"(?m)^(?:public|internal) (?:(?:static|sealed|abstract|readonly|ref) )*(?:class|struct|enum|interface|record) (?<name>\w+(?:<\w+>)?)")]
    private static partial Regex Declarations();
}
