using System.Collections.Generic;
using System.Linq;

namespace RingCx.Tests.Services;

/// <summary>A request that the services take, as src/RingCx.Sandbox/services.json has it.</summary>
/// <param name="Name">The operation's id in the published document, or a name of our own.</param>
/// <param name="Service">RingCX, RingEX, sign-in or events.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with names in braces for what varies.</param>
/// <param name="Group">The group of RingEX's usage plan; empty for none.</param>
/// <param name="Status">RingEX's status of success; 200 for the others.</param>
/// <param name="IsPublished">Whether RingCentral's published document has it.</param>
/// <param name="IsServed">Whether the sandbox serves it.</param>
/// <param name="NeedsBody">Whether a request without a body is refused.</param>
/// <param name="Query">The query parameters.</param>
/// <param name="Form">The fields of its form.</param>
/// <param name="Body">The fields of its JSON body.</param>
public sealed record ServiceOperation(
    string Name,
    string Service,
    string Method,
    string Path,
    string Group,
    int Status,
    bool IsPublished,
    bool IsServed,
    bool NeedsBody,
    IReadOnlyList<ServiceField> Query,
    IReadOnlyList<ServiceField> Form,
    IReadOnlyList<ServiceField> Body)
{
    /// <summary>All that a request may have.</summary>
    public IEnumerable<ServiceField> Fields => Query.Concat(Form).Concat(Body);

    public override string ToString() => Name;
}
