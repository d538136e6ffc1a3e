using System.IO;

namespace RingCx.Tests.Services;

/// <summary>RingCentral's published OpenAPI documents, which are not part of the repository: where they lie beside it.</summary>
public static class PublishedDocument
{
    public const string ActiveCalls = "ringcx-active-calls.openapi3.json";

    public const string CallControl = "ringex-call-control.openapi3.json";

    /// <summary>Why a test is skipped; null where the documents are at hand.</summary>
    public static string? Skip => File.Exists(PathOf(ActiveCalls)) && File.Exists(PathOf(CallControl)) ? null : "RingCentral's OpenAPI documents are not beside this clone.";

    public static string PathOf(string name) => Path.Combine(ServiceTable.Root, "..", "shared", "reference", "openapi", name);
}
