namespace RingCx.Client.Csv;

/// <summary>The text of a file, by its mark or the encoding that is given; never by a guess.</summary>
internal static class CsvText
{
    // The longer mark first: UTF-32's begins with UTF-16's.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true), new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        new UnicodeEncoding(), new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
    ];

    // What a workbook begins with, as every ZIP archive does.
    private static readonly byte[] Archive = [(byte)'P', (byte)'K', 3, 4];

    /// <summary>Decodes a file.</summary>
    /// <param name="given">The encoding where the file has no mark; null for UTF-8.</param>
    /// <param name="text">The text without its mark; empty where there is none.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static CsvProblem? Decode(byte[] bytes, Encoding? given, out string text)
    {
        var marked = Marked.FirstOrDefault(encoding => encoding.GetPreamble() is var mark && bytes.Take(mark.Length).SequenceEqual(mark));
        var encoding = marked ?? given ?? new UTF8Encoding();
        var start = marked?.GetPreamble().Length ?? 0;
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        text = string.Empty;
        if (bytes.Take(Archive.Length).SequenceEqual(Archive))
            return new CsvProblem(0, "The file is a spreadsheet's workbook. Save it as CSV, in UTF-8 where the program asks.");

        try
        {
            var decoded = strict.GetString(bytes, start, bytes.Length - start);
            if (decoded.IndexOf('\0') is >= 0 and var nul)
            {
                return new CsvProblem(
                    1 + LineBreaks(decoded.Substring(0, nul)),
                    "There is a zero byte: the file is no CSV, or has an encoding of its own, such as -Encoding Unicode.");
            }

            text = decoded;
            return null;
        }
        catch (DecoderFallbackException)
        {
            return new CsvProblem(
                LineOfBadByte(bytes, start, strict),
                $"There are bytes that are not {encoding.WebName}. Save the file as UTF-8, or say what it is, such as "
                + "-Encoding 1252 or -Encoding ansi.");
        }
    }

    /// <summary>How many lines end in a text: with CR, LF or both.</summary>
    public static int LineBreaks(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                count++;
        }

        return count;
    }

    // The runtimes count the index of the bad byte in different ways, so it is looked for: the longest beginning that can be decoded.
    private static int LineOfBadByte(byte[] bytes, int start, Encoding strict)
    {
        var decoder = strict.GetDecoder();
        var chars = new char[4];
        var good = new StringBuilder();
        try
        {
            for (var i = start; i < bytes.Length; i++)
                good.Append(chars, 0, decoder.GetChars(bytes, i, 1, chars, 0, flush: i == bytes.Length - 1));
        }
        catch (DecoderFallbackException)
        {
            // Found.
        }

        return 1 + LineBreaks(good.ToString());
    }
}
