namespace RingCx.Sandbox;

/// <summary>How phone numbers and times are written on the wire.</summary>
internal static class WireFormat
{
    private static readonly string[] AreaCodes = ["650", "415", "212", "312", "206", "303", "512", "617", "702", "818"];

    /// <summary>Digits only or E.164, 3 to 15 digits. E.164 has no country code that begins with 0.</summary>
    public static bool IsPhone(string value)
    {
        var digits = value.StartsWith("+", StringComparison.Ordinal) ? value.Substring(1) : value;
        return digits.Length is >= 3 and <= 15 && !value.StartsWith("+0", StringComparison.Ordinal)
            && digits.All(digit => digit is >= '0' and <= '9');
    }

    /// <summary>The number without plus and, in North America, without the country code: as <c>ani</c> and <c>dnis</c> have it.</summary>
    public static string ToDigits(string phone)
    {
        var digits = phone[0] == '+' ? phone.Substring(1) : phone;
        return digits.Length == 11 && digits[0] == '1' ? digits.Substring(1) : digits;
    }

    /// <summary>The number in E.164 form; null for a number that has none, such as an extension.</summary>
    public static string? ToE164(string phone)
    {
        if (phone[0] == '+')
            return phone;

        var digits = ToDigits(phone);
        return digits.Length == 10 ? "+1" + digits : null;
    }

    /// <summary>The same number for the same person, from the range that is kept free for fiction.</summary>
    public static string FictionalNumber(int personId) =>
        AreaCodes[personId / 100 % AreaCodes.Length] + "55501" + (personId % 100).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Whether two numbers reach the same phone, however each is written.</summary>
    public static bool IsSamePhone(string one, string other) => string.Equals(ToDigits(one), ToDigits(other), StringComparison.Ordinal);

    /// <summary>Ten digits from the range that is kept free for fiction.</summary>
    public static string FictionalNumber(SeededRandom random) =>
        AreaCodes[random.Next(0, AreaCodes.Length)] + "55501" + random.Next(0, 100).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>The time in whole milliseconds, as the services state times.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>A time as RingCX states it: <c>2020-05-08T14:40:47.000+0000</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a real date and time of the form <c>yyyyMMddHHmmss</c>.</summary>
    public static bool IsCallbackTime(string value) =>
        value.Length == 14
            && DateTime.TryParseExact(value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
