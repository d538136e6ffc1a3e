namespace RingCx.Client.Json;

/// <summary>
/// Reads a whole number that may come as a text or with a fraction of zero. Anything else is null: a row is not lost for one field of it.
/// </summary>
internal sealed class LenientInt32Converter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadNumber(ref reader);

    public static int? ReadNumber(ref Utf8JsonReader reader) =>
        LenientInt64Converter.ReadNumber(ref reader) is >= int.MinValue and <= int.MaxValue and { } number ? (int)number : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>The same for larger ones.</summary>
internal sealed class LenientInt64Converter : JsonConverter<long?>
{
    public override bool HandleNull => true;

    public static long? ReadNumber(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? whole : reader.TryGetDecimal(out var fraction) ? Whole(fraction) : null;
            case JsonTokenType.String:
                var style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite
                    | NumberStyles.AllowTrailingWhite;
                return decimal.TryParse(reader.GetString(), style, CultureInfo.InvariantCulture, out var number) ? Whole(number) : null;
            case JsonTokenType.True:
                return 1;
            case JsonTokenType.False:
                return 0;
            default:
                reader.TrySkip();
                return null;
        }
    }

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadNumber(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static long? Whole(decimal number) =>
        number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;
}
