namespace RingCx.Tests.Services;

/// <summary>A theory that needs RingCentral's published documents: skipped, and counted as skipped, where they are not at hand.</summary>
public sealed class PublishedTheoryAttribute : Xunit.TheoryAttribute
{
    public PublishedTheoryAttribute() => Skip = PublishedDocument.Skip!;
}
