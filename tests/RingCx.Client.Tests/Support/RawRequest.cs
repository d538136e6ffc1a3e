namespace RingCx.Client.Tests.Support;

/// <summary>A request as it came over a connection.</summary>
/// <param name="Line">The method and the target.</param>
/// <param name="Headers">The headers, by name.</param>
/// <param name="Body">The body.</param>
internal sealed record RawRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body);
