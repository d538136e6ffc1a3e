using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

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

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Parse(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) ? FromEpoch(number) : null;
            case JsonTokenType.StartObject:
                return FromObject(ref reader);
            default:
                reader.TrySkip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } known)
        {
            writer.WriteStringValue(known);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static DateTimeOffset? Parse(string? text)
    {
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? FromEpoch(number) : null;
    }

    private static DateTimeOffset? FromEpoch(long number)
    {
        if (number is >= -LastSecond and <= LastSecond)
        {
            return DateTimeOffset.FromUnixTimeSeconds(number);
        }

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
            {
                time = FromMilliseconds(number);
            }
            else
            {
                reader.TrySkip();
            }
        }

        return time;
    }
}
