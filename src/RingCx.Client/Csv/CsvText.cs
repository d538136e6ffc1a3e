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
                    LineOf(decoded, nul),
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

    // The runtimes count the index of the bad byte in different ways, so it is looked for: the longest beginning that can be decoded.
    private static int LineOfBadByte(byte[] bytes, int start, Encoding strict)
    {
        var decoder = strict.GetDecoder();
        var chars = new char[4];
        var line = 1;
        for (var i = start; i < bytes.Length; i++)
        {
            try
            {
                var count = decoder.GetChars(bytes, i, 1, chars, 0, flush: i == bytes.Length - 1);
                line += chars.Take(count).Count(static c => c == '\n');
            }
            catch (DecoderFallbackException)
            {
                break;
            }
        }

        return line;
    }

    private static int LineOf(string text, int index) => 1 + text.Take(index).Count(static c => c == '\n');
}
