using System.Text.RegularExpressions;
using RingCx.Tests.Services;

namespace RingCx.PowerShell.Tests;

/// <summary>docs/service-notes.md against the project's table of what the services take.</summary>
public sealed class ServiceNotesTests
{
    private static readonly string[] Grades = ["live answer", "client in use", "document", "our own reading"];

    private static readonly string[] Folders = ["src", "tests", "docs", ".ci"];

    private static readonly string[][] Rows =
        [.. Repository.Read("docs", "service-notes.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    private static readonly string[][] Requests = [.. Rows.Where(row => row.Length == 7 && row[0].StartsWith('`'))];

    [Fact]
    public void Every_request_and_every_field_has_one_row_and_no_other_has()
    {
        var due = ServiceTable.Operations.SelectMany(o => o.Fields.Select(f => $"`{o.Name}` `{f.Name}`").Prepend($"`{o.Name}` "));
        Assert.Equal(due.Order(StringComparer.Ordinal), Requests.Select(row => row[0] + " " + row[1]).Order(StringComparer.Ordinal));
    }

    // Written in two parts each, so that this file has none of them.
    [Theory]
    [InlineData("se" + @"eds? ?0\d")]
    [InlineData(@"\bin the se" + "ed\\b")]
    [InlineData(@"\bap" + @"i\.md")]
    [InlineData("overview of " + "the services")]
    public void No_file_points_to_what_a_clone_does_not_have(string pattern)
    {
        var files = Folders.SelectMany(Repository.Sources).ToList();
        Assert.True(files.Count > 500, $"{files.Count} files were read.");
        Assert.DoesNotContain(files, file => Regex.IsMatch(File.ReadAllText(file), pattern, RegexOptions.IgnoreCase));
    }

    [Fact]
    public void Cannot_is_one_word() =>
        Assert.DoesNotContain(Folders.SelectMany(Repository.Sources), file => Regex.IsMatch(File.ReadAllText(file), @"\bcan" + @"\snot\b", RegexOptions.IgnoreCase));

    [Fact]
    public void What_the_table_says_is_not_sent_is_not_sent_here_either() => Assert.All(
        ServiceTable.Operations.SelectMany(o => o.Fields.Where(f => !f.IsSent).Select(f => (Operation: o.Name, Field: f.Name))),
        field => Assert.Equal("no", Assert.Single(Requests, row => row[0] == $"`{field.Operation}`" && row[1] == $"`{field.Field}`")[2]));

    [Fact]
    public void Every_row_has_a_source_a_grade_and_where_it_is_used()
    {
        Assert.All(Requests, row =>
        {
            Assert.NotEmpty(row[3]);
            Assert.Contains(row[4], Grades);
            Assert.True(row[5][0] != '`' || row[5].StartsWith("`Invoke-", StringComparison.Ordinal) || Repository.Has("src/RingCx.Client/" + row[5].Trim('`')), row[5]);
            Assert.True(Repository.Has("src/RingCx.Sandbox/Endpoints/" + row[6].Trim('`')), row[6]);
        });
        var facts = Rows.Where(row => row.Length == 4 && row[0] is not ("fact" or "host") && row[0][0] is not ('-' or '`')).ToList();
        Assert.NotEmpty(facts);
        Assert.All(facts, row =>
        {
            Assert.Contains(row[2], Grades);
            Assert.True(Repository.Has(row[3].Trim('`')), row[3]);
        });
    }
}
