namespace RingCx.Board;

/// <summary>Texts as the board shows them.</summary>
public static class BoardText
{
    // 0.29 times a hundred is a little less than 29.
    private const double Rounding = 1e-9;

    /// <summary>A time as people read it from a distance: <c>0:07</c>, <c>12:34</c>, <c>1:02:03</c>.</summary>
    public static string Of(TimeSpan? time)
    {
        if (time is not { } known)
            return string.Empty;

        var seconds = (long)Math.Max(0, known.TotalSeconds);
        return seconds < 3600
            ? string.Format(CultureInfo.InvariantCulture, "{0}:{1:00}", seconds / 60, seconds % 60)
            : string.Format(CultureInfo.InvariantCulture, "{0}:{1:00}:{2:00}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// <summary>A number and its noun: <c>1 call</c>, <c>2 calls</c>.</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? string.Empty : "s")}";

    /// <summary>A part as people say it: <c>87%</c>. Rounded down, so that 100% lacks none.</summary>
    public static string Percent(double? part) =>
        part is { } known ? string.Format(CultureInfo.InvariantCulture, "{0:0}%", Math.Floor((known * 100) + Rounding)) : string.Empty;

    /// <summary>A text of the service's without what could move the cursor or turn the line around; null where nothing is left.</summary>
    internal static string? Clean(string? text)
    {
        if (text is null || text.All(IsPlain))
            return text?.Trim() is { Length: > 0 } plain ? plain : null;

        var clean = new StringBuilder();
        foreach (var c in text)
        {
            clean.Append(CharUnicodeInfo.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
                UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned => '\uFFFD',
                _ => c,
            });
        }

        return Whole(clean).Trim() is { Length: > 0 } result ? result : null;
    }

    // Most texts are.
    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    // Half a character is none, in a terminal as in a page.
    private static string Whole(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
