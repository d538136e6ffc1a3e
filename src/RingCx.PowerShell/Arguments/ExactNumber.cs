using System.Numerics;

namespace RingCx.Arguments;

/// <summary>Ids that came as numbers: from a prompt without quotes, a spreadsheet, JSON or a database.</summary>
internal static class ExactNumber
{
    // Beyond it a double has lost digits.
    private const double LargestExact = 9007199254740992;

    /// <summary>Whether a value is a number of any type.</summary>
    public static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger;

    /// <summary>The digits of a whole number; otherwise the number as PowerShell writes it, which is no id and is refused as one.</summary>
    /// <param name="value">The number; a <see cref="PSObject"/> around it keeps how it was written.</param>
    public static string ToText(object value)
    {
        var written = LanguagePrimitives.ConvertTo<string>(value);
        if (written.Length > 0 && written.All(static c => c is >= '0' and <= '9'))
            return written;

        return (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            decimal number when decimal.Truncate(number) == number => decimal.Truncate(number).ToString("0", CultureInfo.InvariantCulture),
            double number when IsExact(number) => number.ToString("0", CultureInfo.InvariantCulture),
            float number when IsExact(number) && Math.Abs(number) <= 1 << 24 => number.ToString("0", CultureInfo.InvariantCulture),
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            _ => written,
        };
    }

    private static bool IsExact(double number) => Math.Abs(number) < LargestExact && Math.Floor(number) == number;
}
