namespace RingCx.Client.Json;

/// <summary>Reads a length of time that comes in seconds. Anything else is null.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan?>
{
    // A century is no call, and a TimeSpan ends somewhere.
    private const double Most = 3.2e9;

    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadSeconds(ref reader);

    public static TimeSpan? ReadSeconds(ref Utf8JsonReader reader)
    {
        var number = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDouble(out var seconds) ? seconds : null,
            JsonTokenType.String =>
                double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
            _ => (double?)null,
        };
        reader.TrySkip();
        return number is >= 0 and < Most and { } known ? TimeSpan.FromSeconds(known) : null;
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
