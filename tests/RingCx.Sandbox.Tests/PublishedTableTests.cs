using RingCx.Tests.Services;

namespace RingCx.Sandbox.Tests;

/// <summary>The project's own table against RingCentral's published documents.</summary>
public sealed class PublishedTableTests
{
    [PublishedTheory]
    [InlineData("RingCX", PublishedDocument.ActiveCalls)]
    [InlineData("RingEX", PublishedDocument.CallControl)]
    public void Own_table_says_what_the_document_says(string service, string document)
    {
        Assert.Equal(
            PublishedTable.Read(document).Order(StringComparer.Ordinal),
            ServiceTable.Of(service).Where(operation => operation.IsPublished).Select(PublishedTable.Line).Order(StringComparer.Ordinal));
    }
}
