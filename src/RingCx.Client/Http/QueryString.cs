namespace RingCx.Client.Http;

/// <summary>A query string whose values are escaped whole: <c>+</c> travels as <c>%2B</c>, <c>@</c> as <c>%40</c>.</summary>
internal sealed class QueryString
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>The names and values, not escaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    public QueryString Add(string name, string? value)
    {
        // Half of a character, which a text has that was cut at a length, is none: .NET Framework throws, others send a question mark of
        // sorts, and so does this.
        if (value is not null)
            _pairs.Add(new(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value))));

        return this;
    }

    public QueryString Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, bool value) => Add(name, value ? "true" : "false");

    /// <exception cref="RingCxException">A value is longer than any address may be: .NET Framework cannot even escape it.</exception>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var pair in _pairs)
        {
            if (pair.Value.Length > RequestSender.LongestAddress)
                throw RequestSender.TooLong(pair.Value.Length);

            text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(pair.Key));
            text.Append('=').Append(Uri.EscapeDataString(pair.Value));
        }

        return text.ToString();
    }
}
