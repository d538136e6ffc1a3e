namespace RingCx.Sandbox;

/// <summary>How phone numbers and times are written on the wire.</summary>
internal static class WireFormat
{
    /// <summary>The length of <c>2020-05-08T14:40:47.000+0000</c>.</summary>
    public const int TimeLength = 28;

    private static readonly string[] AreaCodes = ["650", "415", "212", "312", "206", "303", "512", "617", "702", "818"];

    /// <summary>
    /// Digits only or E.164, 3 to 15 digits. E.164 has no country code that begins with 0.
    /// </summary>
    public static bool IsPhone(string value)
    {
        var start = value.Length > 0 && value[0] == '+' ? 1 : 0;
        var digits = value.Length - start;
        if (digits is < 3 or > 15 || (start == 1 && value[1] == '0'))
            return false;

        for (var i = start; i < value.Length; i++)
        {
            if (value[i] is < '0' or > '9')
                return false;
        }

        return true;
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

    /// <summary>Writes a time as <c>2020-05-08T14:40:47.000+0000</c>, ASCII, <see cref="TimeLength"/> bytes.</summary>
    public static void WriteTime(DateTimeOffset time, Span<byte> target)
    {
        var utc = time.UtcDateTime;
        Digits(target, 0, 4, utc.Year);
        target[4] = (byte)'-';
        Digits(target, 5, 2, utc.Month);
        target[7] = (byte)'-';
        Digits(target, 8, 2, utc.Day);
        target[10] = (byte)'T';
        Digits(target, 11, 2, utc.Hour);
        target[13] = (byte)':';
        Digits(target, 14, 2, utc.Minute);
        target[16] = (byte)':';
        Digits(target, 17, 2, utc.Second);
        target[19] = (byte)'.';
        Digits(target, 20, 3, utc.Millisecond);
        target[23] = (byte)'+';
        Digits(target, 24, 4, 0);
    }

    /// <summary>Whether a text is a real date and time of the form <c>yyyyMMddHHmmss</c>.</summary>
    public static bool IsCallbackTime(string value) =>
        value.Length == 14
            && DateTime.TryParseExact(value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static void Digits(Span<byte> target, int at, int count, int value)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
