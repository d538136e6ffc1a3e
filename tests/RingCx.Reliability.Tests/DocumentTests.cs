using System.IO;
using RingCx.Reliability.Support;

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
}
