using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>
/// Phone numbers as the services take them: digits, or E.164 with a plus sign. The one rule of the module and its runbooks: what people put
/// between digits is taken out, and what may be another number than its writer meant is refused, never guessed.
/// </summary>
public static class PhoneNumber
{
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;
    private const int LongestCountryCode = 3;
    private const char RightToLeftOverride = '\u202E';

    // Country codes behind which the numbers themselves may begin with a zero (E.164 plans of Italy, San Marino, the Vatican, Burkina Faso,
    // Côte d'Ivoire, Benin, Gabon, the Congo): there a zero in brackets is dialled after all.
    private static readonly string[] ZeroIsDialled = ["39", "378", "379", "225", "226", "229", "241", "242"];

    // Country codes behind which a zero is never dialled, since it is the prefix of calls within the country.
    private static readonly string[] ZeroIsTrunkPrefix =
    [
        "20", "27", "31", "32", "33", "40", "41", "43", "44", "46", "49", "61", "63", "64", "66", "81", "82", "86", "90", "91", "92", "94",
        "234", "254", "353", "380", "421", "966", "971", "972",
    ];

    /// <summary>Takes out what people paste with a number (spaces, dashes, dots, brackets) and checks the rest.</summary>
    /// <returns>False for anything but 7 to 15 digits, with a country code after a plus sign, and for what can be misread.</returns>
    public static bool TryNormalize(string? text, out string number) => TryNormalize(text, out number, out _);

    /// <summary>The same, and says why something is no number.</summary>
    /// <param name="problem">What is wrong and what to do, as sentences that do not repeat the number; empty where nothing is.</param>
    /// <returns>False for anything but 7 to 15 digits, with a country code after a plus sign, and for what can be misread.</returns>
    public static bool TryNormalize(string? text, out string number, out string problem)
    {
        number = string.Empty;
        var given = text ?? string.Empty;
        problem = ProblemOfCharacters(given, out var plain) ?? ProblemOfOrder(plain) ?? TakeZeroOut(ref plain) ?? string.Empty;
        if (problem.Length > 0)
            return false;

        var digits = Digits(plain);
        var international = plain.IndexOf('+') >= 0;
        problem = ProblemOfDigits(digits, international);
        if (problem.Length > 0)
            return false;

        number = international ? "+" + digits : digits;
        return true;
    }

    /// <summary>Whether a text may hold a phone number, right or not, so that it is masked where texts are shown or kept.</summary>
    internal static bool MayBeIn(string text) =>
        text.Count(char.IsDigit) is >= ShortestNumber and <= LongestNumber
        && !text.Any(static c => char.IsLetter(c) && c is not ('e' or 'E'));

    // Looks at each character, and gives the text with one sign for each kind.
    private static string? ProblemOfCharacters(string given, out string plain)
    {
        var result = new StringBuilder(given.Length);
        plain = string.Empty;
        var start = given.Length - given.TrimStart().Length;
        var end = given.TrimEnd().Length;
        for (var i = start; i < end; i++)
        {
            switch (given[i])
            {
                case (>= '0' and <= '9') or '+' or '.':
                    result.Append(given[i]);
                    break;
                case '(' or '[':
                    result.Append('(');
                    break;
                case ')' or ']':
                    result.Append(')');
                    break;
                case '-' or (>= '\u2010' and <= '\u2015') or '\u2212':
                    result.Append('-');
                    break;
                case '\t':
                case var space when char.GetUnicodeCategory(space) == UnicodeCategory.SpaceSeparator:
                    result.Append(' ');
                    break;
                case '\u00AD' or '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and < RightToLeftOverride)
                    or (>= '\u2060' and <= '\u2064') or (>= '\u2066' and <= '\u2069') or '\uFEFF':
                    // Browsers, mail programs and files put invisible marks around numbers.
                    break;
                default:
                    return ProblemOfCharacter(given, i, start);
            }
        }

        plain = result.ToString().Trim();
        return plain.Length == 0 ? "It is empty." : null;
    }

    private static string ProblemOfCharacter(string given, int index, int start)
    {
        var c = given[index];
        var name = OffendingCharacter.Describe(given, index, start, out var kind);
        return c switch
        {
            RightToLeftOverride => $"It holds {name} that shows digits in another order than they stand in: type the number anew.",
            _ when kind == OffendingCharacterKind.Invisible => $"It holds {name}: take it out, or type the number anew.",
            'e' or 'E' when Patterns.Exponent.IsMatch(given) => $"{name} is an exponent: a spreadsheet has rewritten the number, and "
                + "rounded it. Take it from where it came from, in a column of texts.",
            _ when kind == OffendingCharacterKind.Letter => $"{name} is a letter: an extension is not dialled with the number, a word on "
                + "the keypad is written in digits.",
            _ when kind == OffendingCharacterKind.Digit => $"{name} is not one of the digits 0 to 9.",
            '#' or '*' or ',' or ';' => $"{name} is not part of one: an extension, a pause or a second number is not dialled with it.",
            _ => $"{name} is not part of one.",
        };
    }

    // Looks at where the signs stand.
    private static string? ProblemOfOrder(string plain)
    {
        var plus = plain.LastIndexOf('+');
        if (plus >= 0 && plain.Take(plus).Any(static c => c is (>= '0' and <= '9') or '+'))
            return "'+' stands once, before the country code.";

        var first = plain.First(static c => c is not ('(' or ' '));
        if (first is '-' or '.')
            return $"'{first}' stands before its first digit, as in a negative number or a fraction.";

        var last = plain.Last(static c => c is not (')' or ' '));
        if (last is '-')
            return "'-' stands behind its last digit: something is missing there.";

        // Nothing of what follows can be wrong with digits alone, which nearly all numbers are.
        if (plain.IndexOfAny(['.', '(', ')']) < 0)
            return null;

        if (Patterns.TrailingBracket.Match(plain) is { Success: true } bracket
            && Digits(plain.Substring(0, bracket.Index)).Length >= ShortestNumber)
        {
            return "Digits in brackets stand at its end, as an extension does, which is not dialled with the number.";
        }

        return Patterns.DottedDigits.Matches(plain).Cast<Match>().Any(match => IsDecimal(plain, match))
            ? "'.' stands in it like a decimal point: a spreadsheet has made a number of it. "
                + "Take it without the dot and what follows, or write dots between all groups of digits."
            : null;
    }

    // A dot separates groups of digits, or it is a decimal point.
    private static bool IsDecimal(string plain, Match dotted)
    {
        var groups = dotted.Value.Split('.');
        var before = dotted.Index == 0 ? '\0' : plain[dotted.Index - 1];
        var after = dotted.Index + dotted.Length == plain.Length ? '\0' : plain[dotted.Index + dotted.Length];
        var head = groups[groups.Length - 2];
        var tail = groups[groups.Length - 1];
        if ((groups[0].Length == 0 && before is not ')') || (tail.Length == 0 && after is not '(')
            || groups.Skip(1).Take(groups.Length - 2).Any(static g => g.Length == 0))
        {
            return true;
        }

        if (groups.Length > 2)
        {
            // 555.415.0123, but not 555.415.0123.0 nor 555.415.0123.00.
            return tail.Length == 1 || (tail == "00" && head.Length > tail.Length);
        }

        if (tail.Length == 0)
            return false;

        // With a country code before, +1.5554150123 is a way to write numbers; 1.5554150123 is what an exponent leaves behind.
        var isCountryCode = before == '+' && head.Length is >= 1 and <= LongestCountryCode;
        return tail.Length is 1 or 2 || tail == "000" || head.Length >= ShortestNumber || (head.Length == 1 && !isCountryCode);
    }

    // Leaves out the zero of "+44 (0)20 …", which is dialled within the country alone.
    private static string? TakeZeroOut(ref string plain)
    {
        if (plain.IndexOf('(') < 0)
            return null;

        var zeros = Patterns.TrunkZero.Matches(plain);
        if (zeros.Count == 0)
            return null;

        var zero = zeros[0];
        var before = Digits(plain.Substring(0, zero.Index));
        var international = plain.IndexOf('+') >= 0;
        if (zeros.Count == 1 && before.Length == 0 && !international)
        {
            // Within the country, where the zero is dialled.
            return null;
        }

        var code = international ? before : before.StartsWith("00", StringComparison.Ordinal) ? before.Substring(2) : string.Empty;
        if (zeros.Count > 1 || code.Length is < 1 or > LongestCountryCode || code[0] == '0')
            return "'(0)' stands elsewhere than behind a country code such as +44: write the number without it, as it is to be dialled.";

        if (ZeroIsDialled.Contains(code))
        {
            return $"'(0)' is not clear: behind +{code} numbers may begin with a zero that is dialled. "
                + "Write it without brackets, or leave it out.";
        }

        plain = plain.Remove(zero.Index, zero.Length).Insert(zero.Index, " ");
        return null;
    }

    private static string ProblemOfDigits(string digits, bool international)
    {
        if (digits.Length is < ShortestNumber or > LongestNumber)
            return $"It has {digits.Length} digits, not {ShortestNumber} to {LongestNumber}.";

        if (!international)
            return string.Empty;

        return digits[0] == '0' ? "No country code begins with 0."
            : ZeroIsTrunkPrefix.FirstOrDefault(code => digits.StartsWith(code + "0", StringComparison.Ordinal)) is { } code
                ? $"The 0 behind +{code} is dialled within the country alone: leave it out."
                : string.Empty;
    }

    private static string Digits(string text) => new([.. text.Where(static c => c is >= '0' and <= '9')]);

    // Made when the first of them is asked for: few numbers hold anything but digits.
    private static class Patterns
    {
        public static readonly Regex TrunkZero = Pattern.Of(@"\(\s*0\s*\)");
        public static readonly Regex TrailingBracket = Pattern.Of(@"\(([0-9\s.-]+)\)$");
        public static readonly Regex DottedDigits = Pattern.Of(@"[0-9.]*\.[0-9.]*");
        public static readonly Regex Exponent = Pattern.Of("[0-9][eE][+-]?[0-9]");
    }
}
