namespace RingCx.Sandbox;

/// <summary>The request line and the headers of one request.</summary>
internal sealed class HttpHead
{
    /// <summary>Reads a head, without the empty line at its end.</summary>
    public HttpHead(string text)
    {
        var lines = text.Split(["\r\n"], StringSplitOptions.None);
        var words = lines[0].Split(' ');
        if (words.Length != 3 || words[0].Length == 0)
            throw new BadHttpException(400, "The request line is not valid.");

        if (words[2] is not ("HTTP/1.1" or "HTTP/1.0"))
            throw new BadHttpException(505, "Only HTTP/1.1 is served.");

        (Method, Target) = (words[0], PathAndQuery(words[1]));
        Headers = [.. lines.Skip(1).Select(Header)];
        KeepAlive = Values("Connection").SelectMany(value => value.Split(',')).Select(option => option.Trim())
            .Aggregate(words[2] == "HTTP/1.1", (keeps, option) => !Is(option, "close") && (keeps || Is(option, "keep-alive")));
        IsChunked = Values("Transfer-Encoding").Any();
        if (!Values("Transfer-Encoding").All(value => Is(value, "chunked")))
            throw new BadHttpException(400, "The transfer encoding is not known.");

        string[] lengths = [.. Values("Content-Length").Distinct()];
        if (lengths.Length > 1)
            throw new BadHttpException(400, "The request has two lengths.");

        if (lengths.Length == 1)
        {
            ContentLength = !IsChunked && long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new BadHttpException(400, "The length of the body is not valid.");
        }
    }

    public string Method { get; }

    public string Target { get; }

    public List<KeyValuePair<string, string>> Headers { get; }

    public bool KeepAlive { get; }

    public bool IsChunked { get; }

    public long ContentLength { get; }

    public bool ExpectsContinue => Values("Expect").Any(value => Is(value, "100-continue"));

    private static KeyValuePair<string, string> Header(string line)
    {
        var colon = line.IndexOf(':');
        return colon > 0 && line[colon - 1] is not (' ' or '\t')
            ? new(line.Substring(0, colon), line.Substring(colon + 1).Trim(' ', '\t'))
            : throw new BadHttpException(400, "A header is not valid.");
    }

    private static string PathAndQuery(string target)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            var slash = target.IndexOf('/', "http://".Length);
            target = slash < 0 ? "/" : target.Substring(slash);
        }

        return target.StartsWith("/", StringComparison.Ordinal) && target.IndexOf('#') < 0
            ? target
            : throw new BadHttpException(400, "The request target is not valid.");
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Values(string name) => Headers.Where(header => Is(header.Key, name)).Select(header => header.Value);
}

/// <summary>Ends a connection whose client does not speak HTTP/1.1 well enough. Never leaves the server.</summary>
internal sealed class BadHttpException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
