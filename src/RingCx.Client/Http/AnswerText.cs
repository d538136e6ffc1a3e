namespace RingCx.Client.Http;

/// <summary>
/// Reads the text of an answer as people would: as UTF-8 whatever the header says (services write charsets that .NET does not know,
/// "utf8"), as UTF-16 or UTF-32 where its first bytes show it, without the mark at its beginning, and a byte that is not of UTF-8 as the
/// letter that it is in Windows' western alphabet: a name from an old system is no reason to lose a thousand others.
/// </summary>
internal static class AnswerText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Forgiving = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternLetters());

    // The widest first: the mark of UTF-32 begins as that of UTF-16 does.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(false, true), new UTF32Encoding(true, true), new UTF8Encoding(true),
        new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
    ];

    public static string Read(byte[] body)
    {
        var (encoding, skipped) = EncodingOf(body);
        return encoding.GetString(body, skipped, body.Length - skipped);
    }

    /// <summary>The text as clean UTF-8 without a mark; the same bytes where they are that.</summary>
    public static byte[] ToUtf8(byte[] body) => EncodingOf(body) is (UTF8Encoding, 0) && IsClean(body) ? body : Strict.GetBytes(Read(body));

    private static (Encoding Encoding, int Skipped) EncodingOf(byte[] body)
    {
        foreach (var encoding in Marked)
        {
            var mark = encoding.GetPreamble();
            if (body.Length >= mark.Length && body.AsSpan(0, mark.Length).SequenceEqual(mark))
                return (encoding is UTF8Encoding ? Forgiving : encoding, mark.Length);
        }

        // Without a mark: what these services send begins with a letter of ASCII, which has a zero byte beside it in UTF-16.
        return body.Length < 2 || body.Length % 2 > 0 || (body[0] == 0) == (body[1] == 0)
            ? (Forgiving, 0)
            : (body[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode, 0);
    }

    private static bool IsClean(byte[] body)
    {
        try
        {
            _ = Strict.GetCharCount(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // Windows-1252, which .NET does not have everywhere.
    private sealed class WesternLetters : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private const int First = 0x80;

            // From 80 to 9F; beyond, a byte is the character of its number.
            private const string Letters =
                "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
                + "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";

            private byte[] _bytes = [];
            private int _next;

            public override int Remaining => _bytes.Length - _next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                _bytes = bytesUnknown;
                _next = 0;
                return bytesUnknown.Length > 0;
            }

            public override char GetNextChar()
            {
                if (Remaining == 0)
                    return '\0';

                var letter = _bytes[_next++] - First;
                return letter >= 0 && letter < Letters.Length ? Letters[letter] : (char)(letter + First);
            }

            public override bool MovePrevious()
            {
                if (_next == 0)
                    return false;

                _next--;
                return true;
            }

            public override void Reset() => _next = _bytes.Length;
        }
    }
}
