namespace RingCx.Client.Json;

/// <summary>
/// Reads the services' times: <c>2020-05-08T14:40:47.000+0000</c> (no colon in the offset), ISO 8601, milliseconds or seconds since 1970,
/// and the OpenAPI document's object with <c>millis</c>. Anything else is null: a time that cannot be read must not lose the call.
/// </summary>
internal sealed class ServiceTimeConverter : JsonConverter<DateTimeOffset?>
{
    // The year 2286 in seconds, January 1970 in milliseconds: nothing real lies on the wrong side.
    private const long LastSecond = 9_999_999_999;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    public override bool HandleNull => true;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadTime(ref reader);

    public static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return !reader.HasValueSequence && ParseUsual(reader.ValueSpan) is { } time ? time : Parse(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) ? FromEpoch(number) : null;
            case JsonTokenType.StartObject:
                return FromObject(ref reader);
            default:
                reader.TrySkip();
                return null;
        }
    }

    /// <summary>Reads a text without escapes.</summary>
    public static DateTimeOffset? ReadTime(ArraySegment<byte> text) =>
        ParseUsual(text.AsSpan()) ?? Parse(LenientStringConverter.ReadText(text));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } known)
            writer.WriteStringValue(known);
        else
            writer.WriteNullValue();
    }

    // 2020-05-08T14:40:47.000+0000 and 2020-05-08T14:40:47.000Z, which nearly every time is: a listing has two for each call.
    private static DateTimeOffset? ParseUsual(ReadOnlySpan<byte> text)
    {
        const int ToMilliseconds = 23;
        if (text.Length <= ToMilliseconds
            || !(text.Slice(ToMilliseconds).SequenceEqual("+0000"u8) || text.Slice(ToMilliseconds).SequenceEqual("Z"u8))
            || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.')
        {
            return null;
        }

        var (year, month, day) = (Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
        var (hour, minute, second, millisecond) = (Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2), Digits(text, 20, 3));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23
            || minute is < 0 or > 59 || second is < 0 or > 59 || millisecond < 0)
        {
            return null;
        }

        return new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
    }

    // Below zero where one of them is none.
    private static int Digits(ReadOnlySpan<byte> text, int start, int count)
    {
        var number = 0;
        foreach (var digit in text.Slice(start, count))
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;

            number = (number * 10) + digit - '0';
        }

        return number;
    }

    private static DateTimeOffset? Parse(string? text)
    {
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? FromEpoch(number) : null;
    }

    private static DateTimeOffset? FromEpoch(long number)
    {
        if (number is >= -LastSecond and <= LastSecond)
            return DateTimeOffset.FromUnixTimeSeconds(number);

        return FromMilliseconds(number);
    }

    private static DateTimeOffset? FromMilliseconds(long number) =>
        number is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;

    private static DateTimeOffset? FromObject(ref Utf8JsonReader reader)
    {
        DateTimeOffset? time = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMillis = reader.ValueTextEquals("millis");
            reader.Read();
            if (isMillis && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
                time = FromMilliseconds(number);
            else
                reader.TrySkip();
        }

        return time;
    }
}
