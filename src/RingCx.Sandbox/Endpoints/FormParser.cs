namespace RingCx.Sandbox;

/// <summary>Decodes paths, query strings and form bodies, and refuses what is not well formed.</summary>
internal static class FormParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Splits <c>a=1&amp;b=2</c> and decodes it.</summary>
    public static List<KeyValuePair<string, string>> Parse(string text) => text.Length == 0 ? [] : [.. text.Split('&').Select(part =>
    {
        var equals = part.IndexOf('=');
        return equals > 0
            ? new KeyValuePair<string, string>(Decode(part.Substring(0, equals), true), Decode(part.Substring(equals + 1), true))
            : throw ServiceErrorException.Invalid("A parameter is not of the form name=value.");
    })];

    /// <summary>Undoes percent-encoding; in a form a plus stands for a space, in a path for itself.</summary>
    public static string Decode(string text, bool plusIsSpace)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%' && !Uri.IsHexEncoding(text, i))
                throw ServiceErrorException.Invalid("A percent sign is not followed by two hexadecimal digits.");

            if (text[i] > 127)
                throw ServiceErrorException.Invalid("A character outside ASCII is not percent-encoded.");

            var isPlus = text[i] == '+';
            // Undoes one encoding, or takes one character.
            var character = Uri.HexUnescape(text, ref i);
            bytes.Add((byte)(isPlus && plusIsSpace ? ' ' : character));
        }

        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw ServiceErrorException.Invalid("What is percent-encoded is not UTF-8.");
        }
    }
}
