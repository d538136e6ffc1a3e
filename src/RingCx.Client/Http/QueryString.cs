namespace RingCx.Client.Http;

/// <summary>A query string whose values are escaped whole: <c>+</c> travels as <c>%2B</c>, <c>@</c> as <c>%40</c>.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>The names and values, not escaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <exception cref="RingCxException">The value is longer than any address may be.</exception>
    public QueryString Add(string name, string? value)
    {
        if (value is not null)
        {
            if (value.Length > RequestSender.LongestAddress)
            {
                // .NET Framework cannot even escape it.
                throw RequestSender.TooLong(value.Length);
            }

            value = WellFormed(value);
            _pairs.Add(new KeyValuePair<string, string>(name, value));
            _text.Append(_text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public QueryString Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, bool value) => Add(name, value ? "true" : "false");

    public override string ToString() => _text.ToString();

    // Half of a character, which a text has that was cut at a length, is none: .NET Framework throws, others send a question mark of sorts, and so does this.
    private static string WellFormed(string text)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                (changed ??= new StringBuilder(text))[i] = '\uFFFD';
        }

        return changed?.ToString() ?? text;
    }
}
