using RingCx.Reliability.Faults;
using RingCx.Reliability.Guard;
using RingCx.Reliability.Rate;
using RingCx.Reliability.Sequences;
using RingCx.Reliability.Shift;
using RingCx.Reliability.Soak;
using RingCx.Reliability.Support;
using RingCx.Reliability.Tokens;

namespace RingCx.Reliability.Tests;

public sealed class DocumentTests
{
    private const string Before = "# Title\n\n<!-- begin: rate -->\nold\n<!-- end: rate -->\n\n<!-- begin: soak -->\nkept\n<!-- end: soak -->\n";

    [Fact]
    public void A_section_goes_between_its_marks_and_nowhere_else() =>
        Assert.Equal(Before.Replace("old", "\nnew\n", System.StringComparison.Ordinal), Document.Replace(Before, new Section("rate", "new\n", [])));

    [Theory]
    [InlineData("")]
    [InlineData("<!-- begin: rate -->\n")]
    [InlineData("<!-- end: rate -->\n<!-- begin: rate -->\n")]
    public void A_document_without_the_marks_is_left_alone(string document) =>
        Assert.Throws<InvalidDataException>(() => Document.Replace(document, new Section("rate", "new", [])));

    [Theory]
    [InlineData(RateScenario.Name)]
    [InlineData(TokenScenario.Name)]
    [InlineData(FaultMatrix.Name)]
    [InlineData(GuardScenario.Name)]
    [InlineData(SequenceScenario.Name)]
    [InlineData(ShiftScenario.Name)]
    [InlineData(SoakScenario.Name)]
    public void The_document_has_a_place_for_each_figure(string name)
    {
        var folder = new DirectoryInfo(System.AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RingCx.PowerShell.sln")))
        {
            folder = folder.Parent;
        }

        var document = File.ReadAllText(Path.Combine(folder.FullName, "docs", "reliability.md"));
        Assert.Contains("\nmeasured\n", Document.Replace(document, new Section(name, "measured", [])), System.StringComparison.Ordinal);
    }
}
