namespace RingCx.Client;

/// <summary>Names a character that has no place where it stands, so that people find it, also one that nobody sees.</summary>
public static class OffendingCharacter
{
    /// <summary>
    /// A text whose invisible characters can be seen, as <c>&lt;U+200E&gt;</c>: otherwise they would work in the message as well.
    /// </summary>
    public static string Visible(string? text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < (text ?? string.Empty).Length; i++)
        {
            if (KindOf(text!, i) == OffendingCharacterKind.Invisible)
                result.Append('<').Append(Code(text!, i)).Append('>');
            else
                result.Append(text, i, Length(text!, i));

            i += Length(text!, i) - 1;
        }

        return result.ToString();
    }

    /// <summary>The character with its code point and its place, such as <c>'x' (U+0078, character 11)</c>.</summary>
    internal static string Describe(string text, int index, int start, out OffendingCharacterKind kind)
    {
        kind = KindOf(text, index);
        var where = $"({Code(text, index)}, character {index - start + 1})";
        return kind == OffendingCharacterKind.Invisible
            ? "an invisible character " + where
            : $"'{text.Substring(index, Length(text, index))}' {where}";
    }

    private static string Code(string text, int index)
    {
        var code = char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];
        return "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
    }

    private static int Length(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    private static OffendingCharacterKind KindOf(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => OffendingCharacterKind.Invisible,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => OffendingCharacterKind.Digit,
        _ when char.IsLetter(text, index) => OffendingCharacterKind.Letter,
        _ => OffendingCharacterKind.Sign,
    };
}

/// <summary>What a character is that has no place in a number or an id.</summary>
internal enum OffendingCharacterKind
{
    Sign,

    /// <summary>Nobody sees it: a control character, a mark, a line break.</summary>
    Invisible,

    Letter,

    /// <summary>A digit of another script, or a full-width one.</summary>
    Digit,
}
