using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RingCx.PowerShell.Tests;

/// <summary>The help, docs/en-US, against the commands: nothing is missing, and nothing in it is gone. ./build.ps1 -Task Docs makes it anew.</summary>
public sealed partial class HelpContractTests
{
    private const string Anew = "Run ./build.ps1 -Task Docs.";
    private const string PageRoot = "https://github.com/ringcx-powershell/RingCx.PowerShell/blob/main/docs/en-US/";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly Dictionary<string, XElement> MamlCommands = XDocument.Parse(Repository.Read("docs", "en-US", "RingCx.PowerShell.dll-Help.xml"))
        .Root!.Elements(Command + "command").ToDictionary(c => c.Element(Command + "details")!.Element(Command + "name")!.Value);

    private static readonly Dictionary<string, string> Documented = XDocument.Load(Path.ChangeExtension(typeof(RcxConnection).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => Plain(m.Element("summary")?.Value ?? string.Empty));

    // PowerShell's own, which it adds to the commands that ask for them.
    private static readonly string[] Confirming = ["Confirm", "WhatIf"];
    private static readonly string[] Paging = ["First", "IncludeTotalCount", "Skip"];

    public static readonly TheoryData<string> CommandNames = [.. CommandMetadata.All.Select(c => c.Name)];

    [Fact]
    public void Every_command_has_a_page_and_is_in_the_MAML_and_no_other_is()
    {
        var commands = CommandMetadata.All.Select(c => c.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(commands, Repository.Files("*-*.md", "docs", "en-US").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(commands, MamlCommands.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void The_help_has_every_parameter_and_no_other(string name)
    {
        var expected = Parameters(CommandMetadata.Named(name)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, PageParameters(name).Keys.Order(StringComparer.Ordinal));
        var described = MamlCommands[name].Element(Command + "parameters")!.Elements().ToDictionary(p => p.Element(Maml + "name")!.Value, p => p.Element(Maml + "description")!.Value.Trim());
        Assert.Equal(expected, described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Values, text => Assert.NotEmpty(text));
        Assert.Equal(expected, MamlCommands[name].Element(Command + "syntax")!.Descendants(Maml + "name")
            .Where(n => n.Parent!.Name == Command + "parameter").Select(n => n.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void The_page_says_of_a_parameter_what_its_documentation_says(string name)
    {
        // More may follow. Whoever changes the one changes the other.
        var command = CommandMetadata.Named(name);
        var page = PageParameters(name);
        Assert.All(command.Parameters, p => Assert.StartsWith(Documented[$"P:{p.Property.DeclaringType!.FullName}.{p.Name}"], page[p.Name], StringComparison.Ordinal));
        Assert.StartsWith(Plain(Section(name, "SYNOPSIS")), Documented["T:" + command.Type.FullName], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void The_help_says_what_a_command_emits(string name)
    {
        var types = CommandMetadata.Named(name).OutputTypes.Select(t => t == typeof(void) ? "None" : t.FullName!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(types, Heading3().Matches(Section(name, "OUTPUTS")).Select(m => m.Groups["text"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(types, MamlCommands[name].Element(Command + "returnValues")!.Descendants(Dev + "type").Select(t => t.Element(Maml + "name")!.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void The_help_has_two_examples_or_more_and_the_MAML_the_same(string name)
    {
        var page = Example().Matches(Section(name, "EXAMPLES")).Select(m => (Title: Plain(m.Groups["title"].Value), Code: m.Groups["code"].Value)).ToList();
        Assert.True(page.Count >= 2, $"{name} has {page.Count} examples that begin with code.");
        Assert.Equal(page, MamlCommands[name].Element(Command + "examples")!.Elements().Select(e => (e.Element(Maml + "title")!.Value.Trim('-', ' '), e.Element(Dev + "code")!.Value)));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_knows_its_page_online(string name)
    {
        var page = PageRoot + name + ".md";
        Assert.Equal(page, CommandMetadata.Named(name).HelpUri);
        Assert.Contains($"\nHelpUri: {page}\n", Page(name), StringComparison.Ordinal);
        Assert.StartsWith($"- [Online Version]({page})", Section(name, "RELATED LINKS").TrimStart(), StringComparison.Ordinal);
        Assert.Equal(page, MamlCommands[name].Element(Command + "relatedLinks")!.Elements().First().Element(Maml + "uri")!.Value);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_link_of_a_page_leads_somewhere(string name) => Assert.All(
        Link().Matches(Page(name)).Select(m => m.Groups["file"].Value),
        file => Assert.NotEmpty(Repository.Files(file, "docs", "en-US")));

    [Fact]
    public void The_page_of_the_errors_has_every_id_and_no_other()
    {
        var ids = typeof(RcxConnection).Assembly.GetType("RingCx.Errors.ErrorIds")!.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            Heading3().Matches(Repository.Read("docs", "en-US", "about_RingCx_Errors.md")).Select(m => m.Groups["text"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_error_that_a_page_names_is_one_of_the_module_s()
    {
        var ids = typeof(RcxConnection).Assembly.GetType("RingCx.Errors.ErrorIds")!.GetFields().Select(f => f.Name).ToHashSet();
        Assert.All(CommandMetadata.All, command => Assert.All(
            ErrorItem().Matches(Section(command.Name, "DESCRIPTION")).SelectMany(m => Code().Matches(m.Groups["ids"].Value)).Select(m => m.Groups["code"].Value),
            id => Assert.Contains(id, ids)));
    }

    private static IEnumerable<string> Parameters(CommandMetadata command) => command.Parameters.Select(p => p.Name)
        .Concat(command.SupportsShouldProcess ? Confirming : []).Concat(command.SupportsPaging ? Paging : []);

    private static string Page(string name)
    {
        Assert.True(Repository.Files(name + ".md", "docs", "en-US").Any(), $"{name} has no page. {Anew}");
        return Repository.Read("docs", "en-US", name + ".md").ReplaceLineEndings("\n");
    }

    private static string Section(string name, string heading)
    {
        var match = Regex.Match(Page(name), $@"^## {heading}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(match.Success, $"The page of {name} has no {heading}. {Anew}");
        return match.Groups["text"].Value;
    }

    private static Dictionary<string, string> PageParameters(string name) =>
        PageParameter().Matches(Section(name, "PARAMETERS")).ToDictionary(m => m.Groups["name"].Value, m => Plain(m.Groups["text"].Value));

    // As it reads: in one line, without the marks of code.
    private static string Plain(string text) => Blank().Replace(text.Replace("`", string.Empty, StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^### -(?<name>\w+)\n(?<text>.*?)^```yaml\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PageParameter();

    [GeneratedRegex(@"^### (?<text>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Heading3();

    [GeneratedRegex(@"^### (?<title>Example \d+: [^\n]+)\n\n```powershell\n(?<code>.*?)\n```\n\n\S", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\((?<file>[\w-]+\.md)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^- (?<ids>`\w+`(, `\w+`)*):", RegexOptions.Multiline)]
    private static partial Regex ErrorItem();

    [GeneratedRegex(@"`(?<code>\w+)`")]
    private static partial Regex Code();
}
