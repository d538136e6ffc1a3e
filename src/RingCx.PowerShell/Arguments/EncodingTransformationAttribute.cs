using System.Text;

namespace RingCx.Arguments;

/// <summary>Takes an encoding by PowerShell's name, by its own, or by the number of its code page.</summary>
internal sealed class EncodingTransformationAttribute : RcxArgumentTransformationAttribute
{
    /// <summary>The names that PowerShell's own commands take, but for UTF-7, which nobody should write any more.</summary>
    internal static readonly string[] Names =
        ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf32", "utf8", "utf8BOM", "utf8NoBOM"];

    private const string CodePages = "System.Text.CodePagesEncodingProvider, System.Text.Encoding.CodePages";

    private protected override object? Transform(object? value, object? argument)
    {
        if (value is null or Encoding)
            return value;

        var name = ExactNumber.IsNumber(value) ? ExactNumber.ToText(argument ?? value) : LanguagePrimitives.ConvertTo<string>(value).Trim();
        try
        {
            // .NET knows code pages after this alone; .NET Framework, which has no such class, always does.
            if (Type.GetType(CodePages)?.GetProperty("Instance")?.GetValue(null) is EncodingProvider pages)
                Encoding.RegisterProvider(pages);

            return name.ToUpperInvariant() switch
            {
                "ANSI" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "OEM" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
                "ASCII" => Encoding.ASCII,
                "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
                "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
                "UNICODE" => Encoding.Unicode,
                "UTF32" => Encoding.UTF32,
                "UTF8" or "UTF8BOM" or "UTF8NOBOM" => Encoding.UTF8,
                _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                    ? Encoding.GetEncoding(page)
                    : Encoding.GetEncoding(name),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Refusal(
                $"This is no encoding. Give one of {string.Join(", ", Names)}, a name such as windows-1252, or a code page such as 1252.");
        }
    }
}
