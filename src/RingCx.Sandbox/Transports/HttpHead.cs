namespace RingCx.Sandbox;

/// <summary>The request line and the headers of one request.</summary>
internal sealed class HttpHead
{
    private HttpHead(string method, string target, List<KeyValuePair<string, string>> headers)
    {
        Method = method;
        Target = target;
        Headers = headers;
    }

    public string Method { get; }

    public string Target { get; }

    public List<KeyValuePair<string, string>> Headers { get; }

    public bool KeepAlive { get; private set; }

    public bool IsChunked { get; private set; }

    public bool ExpectsContinue { get; private set; }

    public long ContentLength { get; private set; }

    /// <summary>Reads a head that ends with an empty line.</summary>
    public static HttpHead Parse(byte[] bytes, int offset, int count)
    {
        // UTF-8, so that a character that should have been encoded is seen as such and refused by name.
        var lines = Encoding.UTF8.GetString(bytes, offset, count - 4).Split(["\r\n"], StringSplitOptions.None);
        var words = lines[0].Split(' ');
        if (words.Length != 3 || words[0].Length == 0)
            throw new BadHttpException(400, "The request line is not valid.");

        if (words[2] is not ("HTTP/1.1" or "HTTP/1.0"))
            throw new BadHttpException(505, "Only HTTP/1.1 is served.");

        var head = new HttpHead(words[0], PathAndQuery(words[1]), []) { KeepAlive = words[2] == "HTTP/1.1" };
        string? length = null;
        for (var i = 1; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':');
            if (colon <= 0 || lines[i][colon - 1] is ' ' or '\t')
                throw new BadHttpException(400, "A header is not valid.");

            var name = lines[i].Substring(0, colon);
            var value = lines[i].Substring(colon + 1).Trim(' ', '\t');
            head.Headers.Add(new KeyValuePair<string, string>(name, value));
            if (Is(name, "Content-Length"))
            {
                if (length is not null && length != value)
                    throw new BadHttpException(400, "The request has two lengths.");

                length = value;
            }

            head.Apply(name, value);
        }

        if (length is not null)
        {
            if (head.IsChunked || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
                throw new BadHttpException(400, "The length of the body is not valid.");

            head.ContentLength = parsed;
        }

        return head;
    }

    private static string PathAndQuery(string target)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            var slash = target.IndexOf('/', "http://".Length);
            target = slash < 0 ? "/" : target.Substring(slash);
        }

        return target.Length > 0 && target[0] == '/' && target.IndexOf('#') < 0
            ? target
            : throw new BadHttpException(400, "The request target is not valid.");
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void Apply(string name, string value)
    {
        if (Is(name, "Connection"))
        {
            foreach (var option in value.Split(','))
                KeepAlive = !Is(option.Trim(), "close") && (KeepAlive || Is(option.Trim(), "keep-alive"));
        }
        else if (Is(name, "Transfer-Encoding"))
        {
            IsChunked = Is(value, "chunked") ? true : throw new BadHttpException(400, "The transfer encoding is not known.");
        }
        else if (Is(name, "Expect"))
        {
            ExpectsContinue = Is(value, "100-continue");
        }
    }
}
