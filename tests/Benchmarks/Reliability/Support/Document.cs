namespace RingCx.Reliability.Support;

/// <summary>Puts measured sections into a document, each between its own pair of marks.</summary>
internal static class Document
{
    /// <exception cref="InvalidDataException">The document has no such pair of marks.</exception>
    public static string Replace(string document, Section section)
    {
        var begin = $"<!-- begin: {section.Name} -->\n";
        var end = $"<!-- end: {section.Name} -->";
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : document.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0
            ? throw new InvalidDataException($"The document has no '{begin.TrimEnd()}' with an '{end}' after it.")
            : string.Concat(document.AsSpan(0, from + begin.Length), "\n", section.Text.Trim(), "\n\n") + document[to..];
    }
}
