using System.Collections.Generic;

namespace RingCx.Tests.Services;

/// <summary>A query parameter, a form field or a body's field, as src/RingCx.Sandbox/services.json has it.</summary>
/// <param name="Name">The name; a field of an object has the object's before a dot.</param>
/// <param name="Type">string, integer, boolean, object or array.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Published">What RingCentral's published document says where it says something else: required, or no (it has none such).</param>
/// <param name="IsSent">Whether the client sends it.</param>
/// <param name="Values">The only values there are; empty for any.</param>
public sealed record ServiceField(string Name, string Type, bool IsRequired, string? Published, bool IsSent, IReadOnlyList<string> Values)
{
    /// <summary>The field as the published document has it.</summary>
    public string AsPublished => Name + ":" + Type + (Published == "required" || (Published is null && IsRequired) ? "!" : "") + string.Join("|", Values);
}
