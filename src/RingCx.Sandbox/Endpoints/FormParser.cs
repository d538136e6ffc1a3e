namespace RingCx.Sandbox;

/// <summary>Decodes paths, query strings and form bodies, and refuses what is not well formed.</summary>
internal static class FormParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Splits <c>a=1&amp;b=2</c> and decodes it.</summary>
    public static List<KeyValuePair<string, string>> Parse(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (text.Length == 0)
            return pairs;

        foreach (var part in text.Split('&'))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0)
                throw ServiceErrorException.Invalid("A parameter is not of the form name=value.");

            pairs.Add(new KeyValuePair<string, string>(Decode(part.Substring(0, equals), true), Decode(part.Substring(equals + 1), true)));
        }

        return pairs;
    }

    /// <summary>Undoes percent-encoding; in a form a plus stands for a space, in a path for itself.</summary>
    public static string Decode(string text, bool plusIsSpace)
    {
        var first = text.IndexOfAny(['%', '+']);
        if (first < 0 && IsAscii(text))
            return text;

        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '%')
            {
                if (i + 2 >= text.Length || Hex(text[i + 1]) < 0 || Hex(text[i + 2]) < 0)
                    throw ServiceErrorException.Invalid("A percent sign is not followed by two hexadecimal digits.");

                bytes[count++] = (byte)((Hex(text[i + 1]) << 4) | Hex(text[i + 2]));
                i += 2;
            }
            else if (character > 127)
            {
                throw ServiceErrorException.Invalid("A character outside ASCII is not percent-encoded.");
            }
            else
            {
                bytes[count++] = (byte)(character == '+' && plusIsSpace ? ' ' : character);
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            throw ServiceErrorException.Invalid("What is percent-encoded is not UTF-8.");
        }
    }

    private static bool IsAscii(string text)
    {
        foreach (var character in text)
        {
            if (character > 127)
                return false;
        }

        return true;
    }

    private static int Hex(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
