using System.Text;

namespace RingCx.Client;

/// <summary>Phone numbers as the services take them (seed 000, "Phone Number Format"): digits, or E.164 with a plus sign.</summary>
public static class PhoneNumber
{
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;

    /// <summary>Takes out what people paste with a number (spaces, dashes, dots, brackets) and checks the rest.</summary>
    /// <param name="text">The number as it was given; null is none.</param>
    /// <param name="number">The number as it is sent; empty where it is none.</param>
    /// <returns>False for anything but 7 to 15 digits, with a country code after a plus sign.</returns>
    public static bool TryNormalize(string? text, out string number)
    {
        number = string.Empty;
        var result = new StringBuilder();
        foreach (var c in (text ?? string.Empty).Trim())
        {
            switch (c)
            {
                case >= '0' and <= '9':
                    result.Append(c);
                    break;
                case '+' when result.Length == 0:
                    result.Append(c);
                    break;
                case '(' or ')' or '[' or ']' or '.' or '-' or '\u00AD' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\t':
                case var space when char.IsSeparator(space):
                case >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069':
                    // Browsers and mail programs put invisible marks around numbers.
                    break;
                default:
                    return false;
            }
        }

        var international = result.Length > 0 && result[0] == '+';
        var digits = result.Length - (international ? 1 : 0);
        if (digits is < ShortestNumber or > LongestNumber || (international && result[1] == '0'))
        {
            return false;
        }

        number = result.ToString();
        return true;
    }
}
