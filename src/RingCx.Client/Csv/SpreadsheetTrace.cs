using System.Text.RegularExpressions;

namespace RingCx.Client.Csv;

/// <summary>
/// What a spreadsheet leaves behind where it took an id, a phone number or a time for a number of its own. The original is lost, so nothing
/// is put right: the row is refused.
/// </summary>
internal static class SpreadsheetTrace
{
    // A spreadsheet's numbers have fifteen digits; what follows has become zeros.
    private const int DigitsKept = 15;
    private const int FewestZeros = 3;

    private const string Remedy = "Take the value from where it came from, in a column of texts.";

    private static readonly Regex Exponent = Pattern.Of(
        "^[+-]?[0-9]+(?<fraction>[.,][0-9]+)?E(?<sign>[+-])?[0-9]{1,3}$", RegexOptions.IgnoreCase);
    private static readonly Regex Decimal = Pattern.Of("^[+-]?(?<digits>[0-9]+)[.,]0+$");
    private static readonly Regex Rounded = Pattern.Of($"^[0-9]{{{DigitsKept}}}0{{{FewestZeros},}}$");
    private static readonly Regex SerialDate = Pattern.Of("^[0-9]{5}([.,][0-9]+)?$");
    private static readonly Regex Failed = Pattern.Of("^(#+|#(N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|SPILL!|CALC!))$");
    private static readonly Regex BareDigits = Pattern.Of("^[0-9]{11,15}$");

    /// <summary>What a column holds, by its name: blanks, hyphens and case do not matter.</summary>
    public static ColumnKind KindOf(string column)
    {
        var name = new string([.. column.Where(char.IsLetterOrDigit)]).ToUpperInvariant();
        bool Ends(params string[] words) => Array.Exists(words, word => name.EndsWith(word, StringComparison.Ordinal));
        return Ends("NOTES", "NOTE", "COMMENT", "COMMENTS", "TEXT", "DESCRIPTION", "MESSAGE", "SUBJECT", "REASON") ? ColumnKind.Text
            : Ends("TIME", "DATE", "CALLBACK") || name is "AT" or "WHEN" or "DUE" ? ColumnKind.Time
            : Ends("PHONE", "NUMBER", "DESTINATION", "CALLERID", "MOBILE", "TELEFON", "FAX", "TEL")
            || name is "ANI" or "DNIS" or "DNISE164" or "CELL" ? ColumnKind.Phone
            : Ends("UII", "ID", "IDS", "KEY", "EXTENSION") ? ColumnKind.Id
            : Ends("DURATION", "SECONDS", "MINUTES") ? ColumnKind.Number
            : ColumnKind.Other;
    }

    /// <summary>Why a cell is not what somebody wrote there; null where it may be.</summary>
    /// <param name="othersHavePlus">Whether a number of the same column has a plus sign.</param>
    public static string? Find(ColumnKind kind, string cell, bool othersHavePlus)
    {
        if (kind == ColumnKind.Text || cell.Length == 0)
            return null;

        var isNumber = kind != ColumnKind.Other;
        if (Failed.IsMatch(cell))
            return $"is an error of a spreadsheet. {Remedy}";

        if (Exponent.Match(cell) is { Success: true } exponent
            && (kind is ColumnKind.Phone or ColumnKind.Time or ColumnKind.Number
                || exponent.Groups["fraction"].Success || exponent.Groups["sign"].Success))
        {
            return $"is a number with an exponent: a spreadsheet has rewritten it, and rounded it. {Remedy}";
        }

        if (Decimal.Match(cell) is { Success: true } digits && (isNumber || digits.Groups["digits"].Length >= 7))
            return $"ends with a decimal: a spreadsheet has made a number of it. {Remedy}";

        if (Rounded.IsMatch(cell))
            return $"has zeros behind its first {DigitsKept} digits: a spreadsheet has rounded it. {Remedy}";

        if (kind == ColumnKind.Time && SerialDate.IsMatch(cell))
            return "is a spreadsheet's count of days, not a time. Write it as in 2026-12-24 14:30.";

        return kind == ColumnKind.Phone && othersHavePlus && BareDigits.IsMatch(cell)
            ? "has lost its plus sign, which other numbers of the column have: a spreadsheet has made a number of it. Write it with the"
                + " sign, or, within the country, without the country code."
            : null;
    }
}
